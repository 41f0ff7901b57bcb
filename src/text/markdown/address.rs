//! What a link's destination is, by an allow-list of schemes.

use std::borrow::Cow;

use pulldown_cmark::LinkType;

/// Schemes that a link may have; everything else, `javascript:` first of all, becomes text.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// What a link's destination is.
pub(super) enum Address<'d> {
    /// Another site, or a mail address or telephone number.
    Elsewhere(Cow<'d, str>),
    /// A place on the same page.
    Fragment,
    /// A path of this site, decoded, and the query and fragment after it.
    Local(Cow<'d, str>, &'d str),
    /// Not on the allow-list.
    Refused,
}

/// Judges a destination.
pub(super) fn address(destination: &str, link_type: LinkType) -> Address<'_> {
    if link_type == LinkType::Email {
        return Address::Elsewhere(Cow::Owned(format!("mailto:{destination}")));
    }
    let head = &destination[..destination.find(['/', '?', '#']).unwrap_or(destination.len())];
    match head.split_once(':') {
        Some((scheme, _)) if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Address::Elsewhere(Cow::Borrowed(destination))
        }
        Some(_) => Address::Refused,
        None if destination.starts_with('#') => Address::Fragment,
        None if destination.starts_with("//") || destination.contains(['\\', '\t', '\n', '\r']) => Address::Refused,
        None => {
            let (path, rest) = destination.split_at(destination.find(['?', '#']).unwrap_or(destination.len()));
            let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap_or(Cow::Borrowed(path));
            Address::Local(path, rest)
        }
    }
}
