//! Takes `BBCode` apart, as forums and Steam have it.

use super::blocks::{Blocks, Mark};
use crate::characters::cleaned;

/// Longer tags are text.
const LONGEST: usize = 2000;

/// Returns the blocks of a text.
pub(super) fn blocks(text: &str) -> Blocks {
    let text: String = cleaned(text).collect();
    // For every kind of verbatim text, whether it may still end somewhere.
    let mut ends = [("code", true), ("noparse", true)];
    let mut blocks = Blocks::default();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('[') {
        words(&rest[..at], &mut blocks);
        rest = &rest[at..];
        let Some((name, value, length)) = tag(rest) else {
            words("[", &mut blocks);
            rest = &rest[1..];
            continue;
        };
        rest = &rest[length..];
        let Some((_, may_end)) = ends.iter_mut().find(|(verbatim, _)| *verbatim == name) else {
            apply(&name, value, &mut blocks);
            continue;
        };
        let end = may_end.then(|| position(rest, &format!("[/{name}]"))).flatten();
        *may_end = end.is_some();
        if let Some(end) = end {
            words(&rest[..end], &mut blocks);
            rest = &rest[end + name.len() + 3..];
        }
    }
    words(rest, &mut blocks);
    blocks
}

/// Finds ASCII in any case.
fn position(text: &str, wanted: &str) -> Option<usize> {
    let found = text.match_indices('[').map(|(at, _)| at);
    found.into_iter().find(|at| {
        let part = text.get(*at..at + wanted.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(wanted))
    })
}

/// Reads the tag that a text begins with: its name, its value and its length.
fn tag(text: &str) -> Option<(String, &str, usize)> {
    const NAMES: [&str; 30] = [
        "b", "i", "u", "s", "strike", "url", "quote", "list", "olist", "*", "spoiler", "h1", "h2",
        "h3", "code", "noparse", "hr", "p", "table", "tr", "td", "th", "img", "color", "size",
        "font", "center", "li", "ul", "ol",
    ];
    let mut bytes = text.bytes().take(LONGEST).skip(1);
    let end = 1 + bytes.position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
    let inner = text[1..end].trim();
    if text.as_bytes()[end] != b']' {
        return None;
    }
    let (name, value) = inner.split_once(['=', ' ']).unwrap_or((inner, ""));
    let name = name.to_ascii_lowercase();
    let known = NAMES.contains(&name.strip_prefix('/').unwrap_or(&name));
    known.then(|| (name, value.trim().trim_matches(['"', '\'']), end + 1))
}

fn words(text: &str, blocks: &mut Blocks) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            blocks.line_break();
        }
        if !line.is_empty() {
            blocks.text(line);
        }
    }
}

fn apply(name: &str, value: &str, blocks: &mut Blocks) {
    match name {
        "b" => blocks.open(Mark::Strong),
        "/b" => blocks.close(&Mark::Strong),
        "i" => blocks.open(Mark::Emphasis),
        "/i" => blocks.close(&Mark::Emphasis),
        "s" | "strike" => blocks.open(Mark::Struck),
        "/s" | "/strike" => blocks.close(&Mark::Struck),
        "url" => {
            if let Some(link) = Mark::link(value) {
                blocks.open(link);
            }
        }
        "/url" => blocks.close(&Mark::Link(String::new())),
        "quote" => {
            blocks.quote();
            // `[quote=name;number]` in Steam.
            let who = value.split(';').next().unwrap_or_default();
            if !who.is_empty() {
                blocks.text(&format!("{who}:"));
                blocks.line_break();
            }
        }
        "/quote" => blocks.end_quote(),
        "list" | "olist" | "ul" | "ol" => blocks.list(matches!(name, "olist" | "ol")),
        "/list" | "/olist" | "/ul" | "/ol" => blocks.end_list(),
        "*" | "li" => blocks.item(),
        "/*" | "/li" => blocks.end_item(),
        "h1" | "h2" | "h3" => blocks.heading(name.as_bytes()[1] - b'0'),
        "/h1" | "/h2" | "/h3" | "hr" | "p" | "/p" | "table" | "/table" | "center" | "/center" => {
            blocks.end_block();
        }
        "tr" if !blocks.is_at_break() => blocks.line_break(),
        "td" | "th" => blocks.text(" "),
        _ => {}
    }
}
