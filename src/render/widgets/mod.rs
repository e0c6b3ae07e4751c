//! Widgets: from what the templates draw to the files that other pages embed.
//!
//! A widget is drawn once. Script, page for a frame, fragment: each is that HTML and its style sheet in
//! another wrapping. `scripts/` has what runs in the browser; see the README there.

pub mod badge;
pub mod shields;

use std::io::Write;

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha384};
use xxhash_rust::xxh3::xxh3_64;

use crate::views::Widget;

/// The run-time of widgets.
pub const EMBED: &str = include_str!("scripts/embed.min.js");

/// The script of host pages that gives frames the height of what is in them.
pub const RESIZE: &str = include_str!("scripts/resize.min.js");

/// The script of the pages for frames.
pub const FRAME: &str = include_str!("scripts/frame.min.js");

/// A widget, drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Its HTML.
    pub html: String,
    /// Its style sheet.
    pub style: String,
    /// The run-time and the content in one script.
    pub script: Vec<u8>,
    /// The bytes of that script, compressed.
    pub weight: usize,
    /// A hash of that script, for its frozen name.
    pub hash: u64,
    /// A hash of that script, for the attribute `integrity`.
    pub integrity: String,
}

impl Drawn {
    /// Wraps what the templates have drawn.
    ///
    /// A blank line would end the HTML in a page that is written in Markdown, and what follows would be read
    /// as such.
    pub fn new(widget: &Widget<'_>, html: &str, style: String) -> Self {
        let html = html.replace("\r\n", "\n").replace("\n\n", "\n&#10;");
        let script = script(widget, &html, &style);
        Self {
            weight: compressed(&script),
            hash: xxh3_64(&script),
            integrity: format!("sha384-{}", BASE64.encode(&Sha384::digest(&script))),
            html,
            style,
            script,
        }
    }
}

/// The run-time, then the content. The height that the page keeps is the most that is drawn.
fn script(widget: &Widget<'_>, html: &str, style: &str) -> Vec<u8> {
    let height = format!("{style}.laurels{{--height:{}px}}", widget.height);
    let strings = [widget.id, &height, html].map(|text| serde_json::Value::from(text).to_string());
    let [id, style, html] = strings.map(|text| in_script(&text));
    let runtime = EMBED.trim_end();
    format!("{runtime}\nglobalThis[Symbol.for(\"laurels.1\")]({id},{style},{html});\n").into_bytes()
}

/// JSON as every version of JavaScript reads it, also where somebody puts the script into a page.
fn in_script(json: &str) -> String {
    json.replace("</", "<\\/")
        .replace("<!--", "\\u003c!--")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// How many bytes a file has as servers send it.
fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(bytes.len(), |bytes| bytes.len())
}
