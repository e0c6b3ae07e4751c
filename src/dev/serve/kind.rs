//! The type of a file, by its ending.

/// Endings and types; everything that a site can hold.
const KINDS: [(&str, &str); 23] = [
    ("html", HTML),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("gif", "image/gif"),
    ("ico", "image/x-icon"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
];

/// The type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// The type of a file, by the ending of its path.
pub(super) fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        // The two feeds are the only files of their types.
        "feed.xml" => return "application/atom+xml",
        "feed.json" => return "application/feed+json",
        "_headers" => return "text/plain; charset=utf-8",
        _ => {}
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let known = KINDS.iter().find(|(known, _)| ending.as_deref() == Some(*known));
    known.map_or("application/octet-stream", |(_, kind)| kind)
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
            ("a.html/LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(of(path), kind, "{path}");
        }
    }
}
