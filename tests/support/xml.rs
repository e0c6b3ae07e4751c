//! Reading XML strictly.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Whether a document is well-formed: names, ends, entities, characters. The error says why not.
pub fn well_formed(xml: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_comments = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof if depth == 0 => break,
            Event::Eof => return Err("an element has no end".to_owned()),
            Event::Start(element) => {
                depth += 1;
                check_attributes(&element)?;
            }
            Event::Empty(element) => check_attributes(&element)?,
            Event::End(_) => depth -= 1,
            Event::GeneralRef(entity) => {
                let known = ["lt", "gt", "amp", "quot", "apos"].contains(&&*entity);
                if !known && !entity.is_char_ref() {
                    return Err(format!("an entity that nobody declared: {}", &*entity));
                }
            }
            Event::DocType(_) | Event::PI(_) => return Err("a document type".to_owned()),
            _ => {}
        }
    }
    let fits = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    match xml.chars().find(|c| !fits(*c)) {
        Some(c) => Err(format!("the character {c:?}")),
        None => Ok(()),
    }
}

fn check_attributes(element: &quick_xml::events::BytesStart<'_>) -> Result<(), String> {
    element.attributes().try_for_each(|one| one.map(drop).map_err(|error| error.to_string()))
}

/// An element with its attributes, its own text, and the elements in it.
#[derive(Debug, Default)]
pub struct Element {
    /// The name, with its prefix.
    pub name: String,
    /// Names and values of the attributes.
    pub attributes: Vec<(String, String)>,
    /// The text that stands in it directly.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Self>,
}

impl Element {
    /// Reads a document that must be well-formed; gives its root.
    #[track_caller]
    pub fn parse(xml: &str) -> Self {
        well_formed(xml).unwrap();
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return open.remove(0).children.remove(0),
                Event::Start(start) => open.push(Self::start(&start)),
                Event::Empty(start) => {
                    let element = Self::start(&start);
                    open.last_mut().unwrap().children.push(element);
                }
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(element);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(entity) => {
                    let text = format!("&{};", &*entity);
                    let text = quick_xml::escape::unescape(&text).unwrap();
                    open.last_mut().unwrap().text.push_str(&text);
                }
                _ => {}
            }
        }
    }

    fn start(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let read = |one: quick_xml::events::attributes::Attribute<'_>| {
            let value = quick_xml::escape::unescape(&one.value).unwrap().into_owned();
            (one.key.as_ref().to_owned(), value)
        };
        let attributes = start.attributes().map(|one| read(one.unwrap())).collect();
        Self { name: start.name().as_ref().to_owned(), attributes, ..Self::default() }
    }

    /// All elements of this name directly in it.
    pub fn all(&self, name: &str) -> Vec<&Self> {
        self.children.iter().filter(|child| child.name == name).collect()
    }

    /// The only element of this name directly in it.
    #[track_caller]
    pub fn one(&self, name: &str) -> &Self {
        let all = self.all(name);
        assert_eq!(all.len(), 1, "`{}` must have one `{name}`: {self:#?}", self.name);
        all[0]
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
