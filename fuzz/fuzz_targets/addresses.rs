//! Paths and addresses: what is written into a link leads back to the file and holds nothing that a browser takes otherwise.
#![no_main]

use gongkai::site::plan::{canonical, root, url};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &str| {
    let encoded = url(file);
    assert!(encoded.is_ascii());
    assert!(!encoded.contains(['"', '<', '>', '#', '?', ' ', '\\', '\n', ':']), "{encoded}");
    // Decoded it is the same again.
    let bytes = encoded.as_bytes();
    let (mut decoded, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            decoded.push(u8::from_str_radix(&encoded[at + 1..at + 3], 16).expect("two digits"));
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    assert_eq!(decoded, file.as_bytes());
    assert_eq!(root(file).len(), 3 * file.matches('/').count());
    assert!(!canonical(file).ends_with("index.html") || !file.ends_with("/index.html"));
});
