//! The structure that ARCHITECTURE.md describes, held against the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::site::REPOSITORY;

/// What each room of `src/` may see beside itself. Data flows one way: a room sees only rooms that
/// stand above it in this table.
const ARROWS: [(&str, &[&str]); 36] = [
    ("characters", &[]),
    ("clock", &[]),
    ("fetch", &[]),
    ("fsx", &[]),
    ("guard", &[]),
    ("json", &[]),
    ("kind", &[]),
    ("lettering", &[]),
    ("paths", &[]),
    ("raster", &[]),
    ("search", &[]),
    ("diag", &[]),
    ("walk", &["diag", "paths"]),
    ("yaml", &["diag"]),
    ("config", &["characters", "clock", "diag", "fsx", "search", "yaml"]),
    ("theme", &["characters", "config", "diag", "fsx", "paths", "walk", "yaml"]),
    ("content", &["clock", "config", "diag", "fsx", "walk", "yaml"]),
    ("edit", &["content", "diag", "fsx", "walk", "yaml"]),
    ("model", &["characters", "clock", "config", "content", "diag", "search", "yaml"]),
    ("import", &["characters", "config", "content", "diag", "fsx", "model", "yaml"]),
    ("media", &["config", "content", "diag", "fsx", "guard", "model"]),
    ("insights", &["clock", "config", "content", "model"]),
    ("plan", &["config", "content", "diag", "media", "model"]),
    ("words", &["diag", "theme", "yaml"]),
    (
        "views",
        &[
            "config", "content", "insights", "json", "kind", "media", "model", "plan", "theme",
            "words", "yaml",
        ],
    ),
    ("render", &["characters", "diag", "lettering", "theme", "views", "words"]),
    ("report", &["insights"]),
    ("sink", &["clock", "diag", "fsx"]),
    (
        "pipeline",
        &[
            "clock", "config", "content", "diag", "fsx", "media", "model", "plan", "raster",
            "render", "sink", "theme", "views", "words",
        ],
    ),
    (
        "dev",
        &[
            "clock", "config", "diag", "fsx", "guard", "kind", "media", "paths", "pipeline",
            "sink", "walk",
        ],
    ),
    ("init", &["fsx"]),
    ("reporter", &["diag"]),
    ("cli", &["content", "reporter"]),
    (
        "commands",
        &[
            "Environment",
            "OnInterrupt",
            "characters",
            "cli",
            "clock",
            "config",
            "content",
            "dev",
            "diag",
            "edit",
            "fetch",
            "fsx",
            "guard",
            "import",
            "init",
            "insights",
            "media",
            "model",
            "paths",
            "pipeline",
            "plan",
            "report",
            "reporter",
            "sink",
            "theme",
            "views",
            "yaml",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

/// Every Rust file below a folder of the repository.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    files(&Path::new(REPOSITORY).join(folder), &["rs"])
}

/// Every file below a folder with one of these endings, in the order of their paths.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|end| endings.iter().any(|known| end == *known)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room that a file of `src/` belongs to: its folder, or its own name.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(REPOSITORY).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Whether a file holds tests only.
fn is_test(path: &Path) -> bool {
    let inside = path.strip_prefix(REPOSITORY).unwrap();
    let names = ["tests", "tests.rs", "properties.rs"];
    inside.components().any(|part| names.iter().any(|name| part.as_os_str() == *name))
}

/// The code of a file without its comments and its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The rooms that a text names after `crate::`, also inside `use crate::{a, b::c}`.
fn seen(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for letter in list.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => rooms.extend(first_word(&std::mem::take(&mut word))),
                    _ if depth == 0 => word.push(letter),
                    _ => {}
                }
            }
            rooms.extend(first_word(&word));
        } else {
            rooms.extend(first_word(rest));
        }
    }
    rooms
}

fn first_word(text: &str) -> Option<String> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let word: String = text.trim_start().chars().take_while(|letter| is_part(*letter)).collect();
    // The macro `path!` stands at the root of the crate and belongs to `diag`.
    (!word.is_empty()).then(|| if word == "path" { "diag".to_owned() } else { word })
}

#[test]
fn data_flows_one_way() {
    let table: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let order: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    let mut wrong = Vec::new();
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    for path in rust_files("src") {
        if is_test(&path) {
            continue;
        }
        let room = room(&path);
        let allowed = table.get(room.as_str()).unwrap_or_else(|| {
            panic!("{} is in a room that the table does not know", path.display())
        });
        for other in seen(&code(&path)).into_iter().filter(|other| *other != room) {
            if !allowed.contains(&other.as_str()) {
                wrong.push(format!("{}: {room} must not see {other}", path.display()));
            }
            used.insert((room.clone(), other));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (room, allowed) in ARROWS {
        let at = order.iter().position(|name| *name == room).unwrap();
        for other in allowed {
            let arrow = (room.to_owned(), (*other).to_owned());
            assert!(used.contains(&arrow), "{room} may see {other}, but does not: mend the table");
            if !["Environment", "OnInterrupt"].contains(other) {
                let above = order[..at].contains(other);
                assert!(above, "{room} sees {other}, which does not stand above it");
            }
        }
    }
}

/// The model and what follows from it are pure: no disk, no clock, no environment.
#[test]
fn what_decides_does_not_ask_the_system() {
    for room in ["model", "insights", "plan", "views"] {
        for path in rust_files(&format!("src/{room}")).into_iter().filter(|path| !is_test(path)) {
            let code = code(&path);
            for asked in [
                "std::fs",
                "std::env",
                "std::net",
                "std::process",
                "Instant",
                "SystemTime",
                "Timestamp",
                "clock::start",
                "clock::system_day",
                "Laps",
            ] {
                assert!(!code.contains(asked), "{} uses {asked}", path.display());
            }
        }
    }
}

/// A build needs no network, and so nothing of a site ever leaves the machine; a server lets others
/// in, and never goes out. Only an import takes pictures from elsewhere, when it is told to.
#[test]
fn nothing_opens_a_connection() {
    let source = |path: &str| Path::new(REPOSITORY).join("src").join(path);
    for path in rust_files("src").into_iter().filter(|path| !is_test(path)) {
        let code = code(&path);
        let may_fetch = path == source("commands/import/pictures.rs");
        assert!(may_fetch || !seen(&code).contains("fetch"), "{} uses `fetch`", path.display());
        if path == source("fetch.rs") {
            continue;
        }
        let words = ["std::net", "TcpStream", "TcpListener"].into_iter();
        let is_server = path.starts_with(source("dev/serve"));
        let forbidden = words.filter(|_| !is_server);
        for word in
            forbidden.chain(["connect(", "connect_timeout(", "UdpSocket", "reqwest", "ureq"])
        {
            assert!(!code.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn files_stay_readable_and_nothing_is_left_for_later() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "themes"] {
        let folder = Path::new(REPOSITORY).join(folder);
        // Fixtures are wrong on purpose.
        let is_fixture =
            |path: &PathBuf| path.starts_with(Path::new(REPOSITORY).join("tests/invalid"));
        let own = files(&folder, &["rs", "html", "css", "js"]).into_iter();
        for path in own.filter(|path| !is_fixture(path)) {
            // Some fixtures are not UTF-8, on purpose.
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            let lines = text.lines().count();
            if path.extension().is_some_and(|end| end == "rs") && lines > 480 {
                wrong.push(format!("{} has {lines} lines", path.display()));
            }
            // Written apart, so that this file does not find itself.
            for word in [
                concat!("TO", "DO"),
                concat!("FIX", "ME"),
                concat!("dbg", "!("),
                concat!("todo", "!("),
                concat!("unimplemented", "!("),
            ] {
                if text.contains(word) {
                    wrong.push(format!("{} has `{word}`", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
