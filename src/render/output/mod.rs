//! Outputs that are not HTML: one small file a format.

pub mod atom;
pub mod headers;
pub mod json_feed;
pub mod robots;
pub mod sitemap;

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML document that is being written.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn new() -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(Vec::with_capacity(4096), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        Ok(Self(writer))
    }

    /// Opens an element.
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    /// Closes an element.
    fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with a text.
    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        let text = allowed(text);
        let element = self.0.create_element(name);
        let attributes = attributes.iter().map(|(key, value)| (*key, allowed(value)));
        let attributes: Vec<(&str, Cow<'_, str>)> = attributes.collect();
        let pairs = attributes.iter().map(|(key, value)| (*key, value.as_ref()));
        element.with_attributes(pairs).write_text_content(BytesText::new(&text))?;
        Ok(())
    }

    /// The finished document, with a line end.
    fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, allowed(value).as_ref()));
    }
    element
}

/// The characters that XML 1.0 allows (<https://www.w3.org/TR/xml/#charsets>).
fn allowed(text: &str) -> Cow<'_, str> {
    let fits = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(|letter| fits(&letter)) {
        return Cow::Borrowed(text);
    }
    text.chars().filter(fits).collect()
}
