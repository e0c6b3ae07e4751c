//! `_headers`, for hosts that read it (Netlify, Cloudflare Pages and others).

use std::fmt::Write;

/// Files with a hash in their name never change; public data may be read from other sites; widgets and
/// the pictures in them may be embedded there, also by pages that isolate themselves.
///
/// Where two of its parts fit one path, some hosts join the values of one name; so no name stands in two
/// of them that do.
pub fn write(base: &str, widgets: bool) -> Vec<u8> {
    let mut text = format!(
        "{base}*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n\
         {base}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    );
    if widgets {
        text.push_str(
            "  Access-Control-Allow-Origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n",
        );
    }
    for open in ["reviews.json", "reviews/*.json", "feed.json", "feed.xml"] {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{base}{open}\n  Access-Control-Allow-Origin: *");
    }
    if widgets {
        let _ = writeln!(
            text,
            "{base}widgets/*\n  Access-Control-Allow-Origin: *\n  \
             Cross-Origin-Resource-Policy: cross-origin\n  Timing-Allow-Origin: *\n  \
             Cache-Control: public, max-age=300"
        );
    }
    text.into_bytes()
}
