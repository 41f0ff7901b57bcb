//! What the preview answers: a request leads to a page of the plan or nowhere, and only this machine's are answered.
#![no_main]

use std::net::SocketAddr;
use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use chrono::NaiveDate;
use gongkai::edition::Edition;
use gongkai::edition::library::{Library, Texts};
use gongkai::model::portal::Moment;
use gongkai::preview::guard::{Head, refusal};
use gongkai::preview::route::{Route, route};
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::Sources;
use libfuzzer_sys::fuzz_target;

static EDITION: LazyLock<Edition> = LazyLock::new(|| {
    let site = tempfile::tempdir().expect("a folder");
    let town = site.path().join("content/town");
    std::fs::create_dir_all(&town).expect("a folder");
    std::fs::write(site.path().join("site.yaml"), "title: 示例\nbase_url: https://example.gov.cn/xxgk/\n").expect("a file");
    std::fs::write(town.join("agency.yaml"), "name: 示例镇\nlevel: township\n").expect("a file");
    std::fs::write(town.join("附件 #1.pdf"), "x").expect("a file");
    let library = Library::read(Sources::read(site.path()).expect("sources"), Texts::Dropped);
    let moment = Moment { today: NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"), shows_drafts: true };
    Edition::compile(&library, moment, &mut Diagnostics::new()).expect("an edition")
});

fuzz_target!(|input: (&str, Vec<(&str, &[u8])>, bool)| {
    let (path, written, is_stream) = input;
    match route(&EDITION, path) {
        Route::Page(page) => assert!(EDITION.pages().contains(&page)),
        Route::Folder(to) => assert!(to.starts_with('/') && !to.starts_with("//") && to.ends_with('/'), "{to}"),
        Route::Nowhere => {}
    }
    let Ok(uri) = path.parse::<Uri>() else { return };
    let mut headers = HeaderMap::new();
    for (name, value) in written {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    let bound: SocketAddr = "127.0.0.1:1818".parse().expect("an address");
    let refused = refusal(bound, &Head { method: &Method::GET, uri: &uri, headers: &headers }, is_stream);
    let hosts: Vec<_> = headers.get_all("host").iter().collect();
    if refused.is_none() {
        let host = hosts[0].to_str().expect("text");
        let name = host.trim_start_matches('[');
        assert!(hosts.len() == 1 && ["localhost", "127.", "::"].iter().any(|own| name.to_ascii_lowercase().starts_with(own)) || name.contains("::"), "{host}");
    }
});
