//! What an address asks for. Only what stands in the plan can be found: no path of a request ever reaches the disk.

use percent_encoding::percent_decode_str;

use crate::edition::Edition;
use crate::site::plan::{self, Page};

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// A page.
    Page(Page),
    /// A folder with a page, whose address lacks the last slash: where to go instead.
    Folder(String),
    /// Nothing.
    Nowhere,
}

/// Where a path leads, as it stands in a request.
pub fn route(edition: &Edition, path: &str) -> Route {
    let Some(path) = path.strip_prefix('/').and_then(|path| percent_decode_str(path).decode_utf8().ok()) else {
        return Route::Nowhere;
    };
    // The 404 page links to where the portal will stand.
    let base = base(&edition.portal().config.base_url);
    let below_base = path.strip_prefix(base).filter(|_| !base.is_empty());
    [Some(&*path), below_base].into_iter().flatten().find_map(|path| lead(edition, path)).unwrap_or(Route::Nowhere)
}

fn lead(edition: &Edition, path: &str) -> Option<Route> {
    if path.is_empty() || path.ends_with('/') {
        return edition.find(&format!("{path}index.html")).map(Route::Page);
    }
    let folder = || edition.find(&format!("{path}/index.html")).map(|_| Route::Folder(format!("/{}/", plan::url(path))));
    edition.find(path).map(Route::Page).or_else(folder)
}

/// The path in `https://host/path/`, without its first slash.
fn base(base_url: &str) -> &str {
    let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    after_scheme.split_once('/').map_or("", |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_a_path() {
        assert_eq!(base("https://example.gov.cn/xxgk/"), "xxgk/");
        assert_eq!(base("https://example.gov.cn/"), "");
        assert_eq!(base("https://example.gov.cn"), "");
    }
}
