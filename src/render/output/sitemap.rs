//! Sitemaps (<https://www.sitemaps.org/protocol.html>).

use std::io;

use super::Xml;

const NAMESPACE: [(&str, &str); 1] = [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")];

/// Writes the addresses of pages.
pub fn write(addresses: &[String]) -> io::Result<Vec<u8>> {
    list("urlset", "url", addresses)
}

/// Writes the addresses of a sitemap's parts.
pub fn write_index(parts: &[String]) -> io::Result<Vec<u8>> {
    list("sitemapindex", "sitemap", parts)
}

fn list(root: &str, each: &str, addresses: &[String]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open(root, &NAMESPACE)?;
    for address in addresses {
        xml.open(each, &[])?;
        xml.text("loc", &[], address)?;
        xml.close(each)?;
    }
    xml.close(root)?;
    Ok(xml.finish())
}
