//! What must hold of every portal that gongkai writes, whatever stands in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::html::{self, Token};

/// The files below a folder, by their paths with `/`; a symbolic link is read as its target's path, a folder ends in `/`.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.expect("a readable folder");
        let path = entry.path().strip_prefix(folder).expect("a path below").to_string_lossy().into_owned();
        let kind = entry.file_type();
        if kind.is_dir() {
            files.insert(path + "/", Vec::new());
        } else if kind.is_symlink() {
            files.insert(path, fs::read_link(entry.path()).expect("a link").into_os_string().into_encoded_bytes());
        } else if kind.is_file() {
            files.insert(path, fs::read(entry.path()).expect("a readable file"));
        } else {
            files.insert(path, b"special".to_vec());
        }
    }
    files
}

/// What is wrong with a portal.
pub fn faults(portal: &BTreeMap<String, Vec<u8>>, base_url: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let pages: BTreeMap<&str, &str> = portal
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|(path, page)| (*path, html::ids(page).into_iter().collect())).collect();
    for (path, page) in &pages {
        faults.extend(html::faults(page).into_iter().map(|fault| format!("{path}: {fault}")));
        faults.extend(links(path, page, portal, &ids, base_url).into_iter().map(|fault| format!("{path}: {fault}")));
    }
    for (path, bytes) in portal {
        let fault = match path.rsplit('.').next() {
            Some("xml") => xml(bytes),
            Some("json") => serde_json::from_slice::<serde_json::Value>(bytes).map(drop).map_err(|error| error.to_string()),
            Some("csv") => csv(bytes),
            _ => Ok(()),
        };
        if let Err(fault) = fault {
            faults.push(format!("{path}: {fault}"));
        }
    }
    for path in ["index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", ".gongkai"] {
        if !portal.contains_key(path) {
            faults.push(format!("there is no {path}"));
        }
    }
    faults
}

/// Links that lead nowhere, and absolute ones where relative ones must stand.
fn links(
    path: &str,
    page: &str,
    portal: &BTreeMap<String, Vec<u8>>,
    ids: &BTreeMap<&str, BTreeSet<String>>,
    base_url: &str,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (token, _) in html::tokens(page) {
        let Token::Open(tag) = token else { continue };
        let may_be_absolute = tag.get("rel") == Some("canonical") || tag.name == "meta";
        for (name, value) in &tag.attributes {
            if !may_be_absolute && value.starts_with(base_url) {
                faults.push(format!("<{} {name}={value:?}> is absolute", tag.name));
            }
            if !["href", "src", "action"].contains(&name.as_str())
                || value.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'))
            {
                continue;
            }
            let (address, fragment) = value.split_once('#').unwrap_or((value, ""));
            let address = address.split('?').next().unwrap_or(address);
            let address = percent_encoding::percent_decode_str(address).decode_utf8().expect("UTF-8");
            let base_path = base_url.splitn(4, '/').nth(3).unwrap_or("");
            let target = match address.strip_prefix('/') {
                Some(absolute) if path == "404.html" => absolute.strip_prefix(base_path).map(str::to_owned),
                Some(_) => None,
                None if address.is_empty() => Some(path.to_owned()),
                None => join(path, &address),
            };
            match target {
                None => faults.push(format!("{value:?} leaves the portal")),
                Some(target) if !portal.contains_key(&target) => {
                    faults.push(format!("{value:?} leads to {target:?}, which is not there"))
                }
                // Fragments of the page itself are `html::faults`' business.
                Some(target) if !fragment.is_empty() && !address.is_empty() => {
                    let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8().expect("UTF-8");
                    if ids.get(target.as_str()).is_none_or(|ids| !ids.contains(&*fragment)) {
                        faults.push(format!("{value:?}: no element has that id"));
                    }
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// The file that a relative address on a page means.
fn join(page: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether a text is well-formed XML.
fn xml(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            quick_xml::events::Event::Start(tag) => {
                tag.attributes().collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
                depth += 1;
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::GeneralRef(entity) => {
                let name = String::from_utf8_lossy(&entity).into_owned();
                if !["amp", "lt", "gt", "quot", "apos"].contains(&name.as_str()) && !name.starts_with('#') {
                    return Err(format!("&{name}; is not defined"));
                }
            }
            quick_xml::events::Event::Eof if depth == 0 => return Ok(()),
            quick_xml::events::Event::Eof => return Err("it ends too early".to_owned()),
            _ => {}
        }
    }
}

/// Whether every line of a CSV file has as many columns as its first.
fn csv(bytes: &[u8]) -> Result<(), String> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).ok_or("no byte order mark")?;
    for record in csv::Reader::from_reader(bytes).records() {
        record.map_err(|error| error.to_string())?;
    }
    Ok(())
}
