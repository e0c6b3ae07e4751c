//! The media type of a file, by its ending: what servers and pages say of it.

/// Types as a server says them, and the endings of their files; everything that a site can hold.
const KINDS: [(&str, &[&str]); 25] = [
    (HTML, &["html"]),
    ("text/css; charset=utf-8", &["css"]),
    ("text/javascript; charset=utf-8", &["js", "mjs"]),
    ("text/plain; charset=utf-8", &["txt"]),
    ("text/vtt; charset=utf-8", &["vtt"]),
    ("application/json", &["json"]),
    ("application/manifest+json", &["webmanifest"]),
    ("application/pdf", &["pdf"]),
    ("application/wasm", &["wasm"]),
    ("application/xml", &["xml"]),
    ("font/otf", &["otf"]),
    ("font/ttf", &["ttf"]),
    ("font/woff", &["woff"]),
    ("font/woff2", &["woff2"]),
    ("image/avif", &["avif"]),
    ("image/gif", &["gif"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("image/svg+xml", &["svg"]),
    ("image/webp", &["webp"]),
    ("image/x-icon", &["ico"]),
    ("video/mp4", &["mp4"]),
    ("video/ogg", &["ogv"]),
    ("video/quicktime", &["mov"]),
    ("video/webm", &["webm"]),
];

/// The type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// The type of a file, by the ending of its path; of a text with the encoding that all texts have.
pub fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        // The two feeds are the only files of their types.
        "feed.xml" => return "application/atom+xml",
        "feed.json" => return "application/feed+json",
        "_headers" => return "text/plain; charset=utf-8",
        _ => {}
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let fits = |endings: &[&str]| ending.as_deref().is_some_and(|ending| endings.contains(&ending));
    let known = KINDS.iter().find(|(_, endings)| fits(endings));
    known.map_or("application/octet-stream", |(kind, _)| kind)
}

/// The same without an encoding, as a page names the type of what it shows.
pub fn bare(path: &str) -> &'static str {
    let kind = of(path);
    kind.split_once(';').map_or(kind, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_says_the_type() {
        for (path, kind) in [
            ("index.html", HTML),
            ("assets/a.JPG", "image/jpeg"),
            ("feed.xml", "application/atom+xml"),
            ("sitemap.xml", "application/xml"),
            ("reviews.json", "application/json"),
            ("assets/video.mp4", "video/mp4"),
            ("site.webmanifest", "application/manifest+json"),
            ("assets/a.wasm", "application/wasm"),
            ("a.html/LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(of(path), kind, "{path}");
        }
        assert_eq!((of("a.vtt"), bare("a.vtt")), ("text/vtt; charset=utf-8", "text/vtt"));
        assert_eq!(bare("a.png"), "image/png");
    }
}
