//! `robots.txt` (<https://www.rfc-editor.org/rfc/rfc9309>).

/// Allows everything: pages that must not be listed say so themselves, and have to be read for it.
pub fn write(sitemap: Option<&str>) -> Vec<u8> {
    let sitemap = sitemap.map_or_else(String::new, |address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{sitemap}").into_bytes()
}
