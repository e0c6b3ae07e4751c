//! Atom 1.0 (<https://www.rfc-editor.org/rfc/rfc4287>).

use std::io;

use super::Xml;
use crate::views::Day;
use crate::views::feed::{Feed, FeedEntry};

/// Writes the newest reviews as Atom.
pub fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let name = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language.as_str())];
    xml.open("feed", &name)?;
    xml.text("title", &[], &feed.title)?;
    if let Some(description) = &feed.description {
        xml.text("subtitle", &[], description)?;
    }
    xml.text("id", &[], &feed.home)?;
    // A feed must say when it changed; an empty one never did.
    let updated = feed.updated.as_ref().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), moment);
    xml.text("updated", &[], &updated)?;
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.home)])?;
    let own = format!("{}feed.xml", feed.home);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)])?;
    if let Some(icon) = &feed.icon {
        xml.text("icon", &[], icon)?;
    }
    xml.text("generator", &[], "Laurels")?;
    for entry in &feed.entries {
        write_entry(&mut xml, entry)?;
    }
    xml.close("feed")?;
    Ok(xml.finish())
}

fn write_entry(xml: &mut Xml, entry: &FeedEntry) -> io::Result<()> {
    xml.open("entry", &[("xml:lang", &entry.language)])?;
    xml.text("title", &[], &entry.title)?;
    xml.text("id", &[], &entry.url)?;
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)])?;
    xml.text("published", &[], &moment(&entry.published))?;
    xml.text("updated", &[], &moment(&entry.updated))?;
    xml.open("author", &[])?;
    xml.text("name", &[], &entry.author)?;
    xml.close("author")?;
    for tag in &entry.tags {
        xml.empty("category", &[("term", tag)])?;
    }
    xml.text("content", &[("type", "html")], &entry.html)?;
    xml.close("entry")
}

fn moment(day: &Day) -> String {
    format!("{}T00:00:00Z", day.iso)
}
