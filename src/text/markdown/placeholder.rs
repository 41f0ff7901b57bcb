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

/// The longest name that is looked at, in bytes: none is longer, nor resembles one that is.
const LONGEST_NAME: usize = 64;

/// A text's pieces, in its order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Where the last piece ended, where to look for the next one, and the first closing brace at or after that.
    let (mut done, mut from, mut close) = (0, 0, 0);
    while let Some(start) = text[from..].find('{').map(|i| from + i) {
        if close <= start {
            let Some(end) = text[start..].find('}').map(|i| start + i + 1) else { break };
            close = end;
        }
        match placeholder(&text[start..close]) {
            Some(piece) => {
                if start > done {
                    pieces.push(Piece::Text(&text[done..start]));
                }
                pieces.push(piece);
                (done, from) = (close, close);
            }
            None => from = start + 1,
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

fn placeholder(whole: &str) -> Option<Piece<'_>> {
    let inner = whole.strip_prefix('{')?.strip_suffix('}')?.trim_start();
    let head = &inner[..inner.floor_char_boundary(LONGEST_NAME)];
    let (name, argument) = match head.find(':') {
        Some(colon) => (&head[..colon], &inner[colon + 1..]),
        None if head.len() < inner.len() => return None,
        None => (inner, ""),
    };
    match name.trim() {
        "figure" => Some(Piece::Figure(argument.trim(), whole)),
        "statistics" => Some(Piece::Statistics(argument.trim(), whole)),
        name => {
            let is_near = |known| strsim::damerau_levenshtein(&name.to_lowercase(), known) <= 2;
            ["figure", "statistics"].into_iter().any(is_near).then_some(Piece::Unknown(whole))
        }
    }
}
