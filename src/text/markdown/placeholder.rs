//! Placeholders in an author's text: `{figure: …}` and `{statistics}`.

/// Text with the placeholders in it.
pub(super) enum Piece<'t> {
    Text(&'t str),
    /// The reference, and the whole placeholder.
    Figure(&'t str, &'t str),
    /// The table, empty for all, and the whole placeholder.
    Statistics(&'t str, &'t str),
    /// What looks like a placeholder and is none.
    Unknown(&'t str),
}

/// A text's pieces, in its order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(start) = rest[from..].find('{').map(|i| from + i) {
        let Some(end) = rest[start..].find('}').map(|i| start + i + 1) else { break };
        match placeholder(&rest[start..end]) {
            Some(piece) => {
                if start > 0 {
                    pieces.push(Piece::Text(&rest[..start]));
                }
                pieces.push(piece);
                (rest, from) = (&rest[end..], 0);
            }
            None => from = start + 1,
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn placeholder(whole: &str) -> Option<Piece<'_>> {
    let inner = whole.strip_prefix('{')?.strip_suffix('}')?;
    let (name, argument) = inner.split_once(':').unwrap_or((inner, ""));
    match name.trim() {
        "figure" => Some(Piece::Figure(argument.trim(), whole)),
        "statistics" => Some(Piece::Statistics(argument.trim(), whole)),
        name => {
            let is_near = |known| strsim::damerau_levenshtein(&name.to_lowercase(), known) <= 2;
            ["figure", "statistics"].into_iter().any(is_near).then_some(Piece::Unknown(whole))
        }
    }
}
