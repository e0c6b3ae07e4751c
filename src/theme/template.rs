//! Templates and components as texts: what they define is found by the first words of their tags, so
//! that it can be told of those that do not load, too.

use std::ops::Range;

/// A template or component of one layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name in the engine: the layer's prefix, then its own.
    pub name: String,
    /// Where it lies, for messages: relative to the site, or inside the program.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A tag of a template.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// The bytes of its name.
    pub range: Range<usize>,
    /// The name of what it defines.
    pub name: &'a str,
    /// What follows the name, to the end of the template.
    pub rest: &'a str,
}

impl Template {
    /// The tags of one kind, such as `component` or `block`.
    pub fn tags(&self, kind: &'static str) -> impl Iterator<Item = Tag<'_>> {
        self.text.match_indices("{%").filter_map(move |(at, open)| {
            let inside = self.text[at + open.len()..].trim_start_matches('-').trim_start();
            let rest = inside.strip_prefix(kind)?.strip_prefix([' ', '\t', '\n'])?.trim_start();
            let name = first_word(rest);
            let start = self.text.len() - rest.len();
            let range = start..start + name.len();
            (!name.is_empty()).then(|| Tag { range, name, rest: &rest[name.len()..] })
        })
    }
}

/// The name that a text starts with.
pub fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tags_are_found_however_they_are_written() {
        let text =
            "{%component a() %}{%- component  b(x: map) -%}{%\ncomponent\tc() %}{% componentd %}";
        let template = Template { name: String::new(), path: String::new(), text: text.to_owned() };
        let names: Vec<&str> = template.tags("component").map(|tag| tag.name).collect();
        assert_eq!(names, ["a", "b", "c"]);
        for tag in template.tags("component") {
            assert_eq!(&text[tag.range], tag.name);
        }
    }
}
