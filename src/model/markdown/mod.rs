//! Turns Markdown into HTML that is safe by construction, and into plain text.
//!
//! The words come from customers, so nothing of the source is trusted to be markup. The parser's
//! events are mapped, one by one, to a closed list of elements (`p`, `h2` to `h6`, `blockquote`,
//! `ul`, `ol`, `li`, `pre`, `code`, `em`, `strong`, `del`, `a`, `br`, `hr`) and attributes
//! (`href`, `title`, `rel`, `start`); everything else is escaped text. There is no sanitiser
//! behind it, because there is no step that could let something else through.
//!
//! What is understood is [CommonMark](https://spec.commonmark.org/) with `~~strikethrough~~`.
//! It differs from a usual renderer in these points:
//!
//! - Raw HTML is shown as text, and an image becomes a link with its description as the text.
//! - A link keeps its text where its address is refused (see [`AddressError`]).
//! - A single `~` is text, because people write `~10 minutes`.
//! - The highest heading gets [`Options::heading_base`], and no level is left out below it.
//! - Paragraphs, headings and code blocks without anything to see are left out, and a link
//!   without a text shows its address.
//! - Quotes and lists nested deeper than 32 levels are flattened to paragraphs, and emphasis
//!   nested deeper than 16 levels is left out.
//! - Control characters, and those that could reorder the text around them, are dropped.
//!
//! Source code of templates (`{{ x }}`, `{% x %}`) has no meaning here and stays text.

mod address;
mod characters;
mod excerpt;
mod nesting;
mod output;
mod place;
mod plain;
mod writer;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

pub use address::AddressError;
pub(crate) use characters::is_visible;
pub use characters::one_line;
pub(crate) use excerpt::is_unspaced;
pub use excerpt::{describe, excerpt};
pub use place::place;

use writer::Writer;

/// Tells whose words a text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// A customer's words: links must be absolute and are marked `nofollow ugc`.
    Customer,
    /// The site owner's own page: links may also lead to other pages of the site.
    Owner,
}

/// Decides how a text is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The level that the highest heading gets, from 2 to 6. Deeper ones follow, down to 6.
    pub heading_base: u8,
    /// Whose words the text is made of.
    pub voice: Voice,
}

/// Holds a text in the two forms in which it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text as HTML, fit for the content of a `div`.
    pub html: String,
    /// The same words without markup. Paragraphs are separated by an empty line, list items and
    /// hard line breaks by a line break.
    pub text: String,
    /// What was dropped or changed, in the order of the source.
    pub refused: Vec<Refused>,
}

/// Points to something in the source that was dropped or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The bytes of the source.
    pub range: Range<usize>,
    /// What was found there.
    pub what: RefusedKind,
}

/// Tells what was dropped or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusedKind {
    /// A link or image whose address is not allowed. Its text is kept.
    Address(AddressError),
    /// An image, now a link, or only its text inside another link.
    Image,
    /// Raw HTML, now text.
    Html,
    /// Quotes and lists that are nested too deeply, now paragraphs.
    Nesting,
    /// A link definition (`[a]: https://example.com`) that no link uses. It is not shown.
    Definition,
    /// Characters that are not shown. The first of them is given.
    Characters(char),
}

impl fmt::Display for RefusedKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(error) => error.fmt(formatter),
            Self::Image => formatter.write_str("an image is published as a link to it"),
            Self::Html => formatter.write_str("HTML is published as text"),
            Self::Nesting => write!(
                formatter,
                "quotes and lists deeper than {} levels are published as paragraphs",
                nesting::LEVELS
            ),
            Self::Definition => formatter.write_str("no link uses this definition"),
            Self::Characters(first) => write!(
                formatter,
                "the invisible character U+{:04X} is not published",
                u32::from(*first)
            ),
        }
    }
}

/// Renders a Markdown text as HTML and as plain text.
///
/// The work grows with the length of the source, whatever it contains.
#[must_use]
pub fn render(source: &str, options: Options) -> Rendered {
    let body = source.strip_prefix('\u{feff}').unwrap_or(source);
    let offset = source.len() - body.len();

    let limited = nesting::limit(body);
    let extensions = pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    let mut events = Parser::new_ext(&limited.source, extensions).into_offset_iter();
    let mut writer = Writer::new(&limited.source, options);
    let mut used = BTreeSet::new();
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            used.extend(events.reference_definitions().get(id).map(|found| found.span.start));
        }
        writer.event(event, range);
    }
    let mut rendered = writer.finish();

    let definitions = events.reference_definitions().iter().map(|(_, found)| found.span.clone());
    let unused = definitions.filter(|range| !used.contains(&range.start));
    let unused = unused.map(|range| Refused { range, what: RefusedKind::Definition });
    rendered.refused.extend(unused);
    rendered.refused.extend(limited.refused);
    rendered.refused.extend(characters::dropped(body));
    for refused in &mut rendered.refused {
        refused.range.start += offset;
        refused.range.end += offset;
    }
    rendered.refused.sort_by_key(|refused| refused.range.start);
    rendered.refused.dedup_by(|later, earlier| {
        let both = later.what == RefusedKind::Nesting && earlier.what == RefusedKind::Nesting;
        both && later.range.start < earlier.range.end
    });
    rendered
}
