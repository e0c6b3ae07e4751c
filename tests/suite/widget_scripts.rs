//! The scripts of the widgets: what is published is made of the sources beside it, is small, and has
//! no way to keep anything or to tell anybody.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::support::site::REPOSITORY;

/// What each may have in bytes, as web servers send it.
const PUBLISHED: [(&str, usize); 3] =
    [("embed.min.js", 1200), ("frame.min.js", 600), ("resize.min.js", 350)];

/// What none of them has: ways to run texts, to keep something, to ask or tell somebody, to wait.
const FORBIDDEN: [&str; 16] = [
    "eval",
    "Function(",
    "insertAdjacentHTML",
    "document.write",
    "outerHTML",
    "cookie",
    "Storage",
    "indexedDB",
    "caches",
    "fetch(",
    "XMLHttpRequest",
    "sendBeacon",
    "import(",
    "setTimeout",
    "setInterval",
    ".style",
];

fn folder() -> PathBuf {
    Path::new(REPOSITORY).join("src/render/widgets/scripts")
}

fn published() -> impl Iterator<Item = (&'static str, String, usize)> {
    let read = |name| fs::read_to_string(folder().join(name)).unwrap();
    PUBLISHED.into_iter().map(move |(name, most)| (name, read(name), most))
}

#[test]
fn the_minified_scripts_are_made_of_their_sources() {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "js") {
            let hash = HEXLOWER.encode(&Sha256::digest(fs::read(&path).unwrap()));
            found.insert(path.file_name().unwrap().to_string_lossy().into_owned(), hash);
        }
    }
    let record = fs::read_to_string(folder().join("minified.sha256")).unwrap();
    let noted = record.lines().filter_map(|line| line.split_once("  "));
    let noted: BTreeMap<_, _> =
        noted.map(|(hash, name)| (name.to_owned(), hash.to_owned())).collect();
    assert_eq!(found, noted, "run `scripts/minify` whenever a script of widgets has changed");
    for (name, ..) in published() {
        assert!(found.contains_key(name), "{name} is not noted");
    }
}

#[test]
fn the_scripts_of_widgets_are_small() {
    for (name, script, most) in published() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(script.as_bytes()).unwrap();
        let bytes = encoder.finish().unwrap().len();
        assert!(bytes <= most, "{name} has {bytes} bytes when it is sent, more than {most}");
    }
}

#[test]
fn the_scripts_of_widgets_keep_nothing_and_tell_nobody() {
    for (name, script, _) in published() {
        for word in FORBIDDEN {
            assert!(!script.contains(word), "{name} has `{word}` in it");
        }
        // HTML is read in one place, through the policy that Trusted Types ask for.
        let read = script.matches("innerHTML").count();
        let trusted = script.matches(".innerHTML=").count();
        assert_eq!((read, trusted), if name == "embed.min.js" { (1, 1) } else { (0, 0) }, "{name}");
    }
    let [(_, embed, _), (_, frame, _), _] = published().collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(embed.matches(".createHTML(").count(), 1);
    assert_eq!(embed.matches(".createScriptURL(").count(), 1);
    // It stands inline.
    assert!(!frame.contains("</") && !frame.contains("<!--") && frame.is_ascii());
}
