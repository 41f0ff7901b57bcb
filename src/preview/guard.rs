//! Who may ask the preview for what: rules on the head of a request, and nothing else.
//!
//! The preview is for the person at this machine. A website that this person looks at must not be able to read drafts through the browser:
//! neither by a name of its own that leads here (DNS rebinding), nor by listening to the stream of events.

use std::net::{IpAddr, SocketAddr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode, Uri};

/// The head of a request.
#[derive(Debug)]
pub struct Head<'r> {
    /// How it asks.
    pub method: &'r Method,
    /// For what.
    pub uri: &'r Uri,
    /// Who asks.
    pub headers: &'r HeaderMap,
}

/// Why a request is refused; none if it is not. `bound` is where the preview listens.
pub fn refusal(bound: SocketAddr, head: &Head<'_>, is_stream: bool) -> Option<StatusCode> {
    let host = only(head.headers, HOST.as_str());
    let is_here = |host: &str| is_own(host, bound.ip());
    if !host.is_some_and(is_here) || head.uri.authority().is_some_and(|authority| !is_here(authority.as_str())) {
        return Some(StatusCode::FORBIDDEN);
    }
    if !matches!(*head.method, Method::GET | Method::HEAD) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    (is_stream && is_foreign(head.headers, host.unwrap_or_default())).then_some(StatusCode::FORBIDDEN)
}

/// A header's value, if it stands there once and is text.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(first)
}

/// Whether a Host, with its port or without, means the address that the preview was told to listen at. Numbers need no name service, so
/// nobody can bend them; whoever lets the preview listen at all addresses means to be reached by names as well.
fn is_own(host: &str, bound: IpAddr) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split(':').next().unwrap_or(host),
    };
    match name.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(address) => address == bound.to_canonical() || address.is_loopback() || bound.is_unspecified(),
        Err(_) => name.eq_ignore_ascii_case("localhost") || bound.is_unspecified(),
    }
}

/// Whether a page of another origin asks. Browsers say so; what is no browser sends neither header.
fn is_foreign(headers: &HeaderMap, host: &str) -> bool {
    let is_other = |origin: &str| !origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host));
    let comes_from_elsewhere = |site: &str| !matches!(site, "same-origin" | "none");
    let says =
        |name: &str, is_bad: &dyn Fn(&str) -> bool| headers.get_all(name).iter().any(|value| value.to_str().map_or(true, is_bad));
    says(ORIGIN.as_str(), &is_other) || says("sec-fetch-site", &comes_from_elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(bound: &str, headers: &[(&'static str, &'static str)], is_stream: bool) -> Option<u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a header's value"));
        }
        let head = Head { method: &Method::GET, uri: &Uri::from_static("/"), headers: &map };
        refusal(bound.parse().expect("an address"), &head, is_stream).map(|status| status.as_u16())
    }

    #[test]
    fn hosts_are_the_address_or_localhost() {
        for host in ["localhost", "localhost:1818", "LOCALHOST:9", "127.0.0.1:1818", "[::1]:1818", "127.0.0.1"] {
            assert_eq!(asked("127.0.0.1:1818", &[("host", host)], true), None, "{host}");
        }
        let bad = [
            "evil.example",
            "evil.example:1818",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.1.5:1818",
            "",
            "::1",
            "[::1",
        ];
        for host in bad {
            assert_eq!(asked("127.0.0.1:1818", &[("host", host)], false), Some(403), "{host}");
        }
        assert_eq!(asked("127.0.0.1:1818", &[], false), Some(403));
        assert_eq!(asked("127.0.0.1:1818", &[("host", "localhost"), ("host", "evil.example")], false), Some(403));
    }

    #[test]
    fn an_address_that_was_asked_for_is_allowed() {
        assert_eq!(asked("192.168.1.5:1818", &[("host", "192.168.1.5:1818")], false), None);
        assert_eq!(asked("192.168.1.5:1818", &[("host", "192.168.1.6:1818")], false), Some(403));
        assert_eq!(asked("192.168.1.5:1818", &[("host", "evil.example")], false), Some(403));
        assert_eq!(asked("0.0.0.0:1818", &[("host", "office-pc:1818")], false), None);
        assert_eq!(asked("[::]:1818", &[("host", "192.168.1.6:1818")], false), None);
    }

    #[test]
    fn a_full_address_in_the_request_counts_as_well() {
        let headers = HeaderMap::from_iter([(HOST, "localhost".parse().expect("a value"))]);
        let evil = Uri::from_static("http://evil.example/");
        let head = Head { method: &Method::GET, uri: &evil, headers: &headers };
        assert_eq!(refusal("127.0.0.1:1".parse().expect("an address"), &head, false), Some(StatusCode::FORBIDDEN));
    }

    #[test]
    fn only_reading_is_possible() {
        let headers = HeaderMap::from_iter([(HOST, "localhost".parse().expect("a value"))]);
        let uri = Uri::from_static("/");
        let asked = |method: &Method| {
            refusal("127.0.0.1:1".parse().expect("an address"), &Head { method, uri: &uri, headers: &headers }, false)
        };
        assert_eq!((asked(&Method::GET), asked(&Method::HEAD)), (None, None));
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::CONNECT, Method::TRACE] {
            assert_eq!(asked(&method), Some(StatusCode::METHOD_NOT_ALLOWED), "{method}");
        }
    }

    #[test]
    fn events_are_for_pages_of_the_preview() {
        let host = ("host", "localhost:1818");
        let stream = |headers: &[(&'static str, &'static str)]| asked("127.0.0.1:1818", &[&[host], headers].concat(), true);
        assert_eq!(stream(&[]), None);
        assert_eq!(stream(&[("origin", "http://localhost:1818"), ("sec-fetch-site", "same-origin")]), None);
        assert_eq!(stream(&[("sec-fetch-site", "none")]), None);
        for origin in ["http://evil.example", "null", "http://localhost:3000", "https://localhost:1818", "http://localhost", ""] {
            assert_eq!(stream(&[("origin", origin)]), Some(403), "{origin}");
        }
        for site in ["cross-site", "same-site", "anything"] {
            assert_eq!(stream(&[("sec-fetch-site", site)]), Some(403), "{site}");
        }
        // A page may be reached by a link from anywhere.
        assert_eq!(asked("127.0.0.1:1818", &[host, ("sec-fetch-site", "cross-site")], false), None);
    }
}
