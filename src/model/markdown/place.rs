//! Finds words of a rendered text in its source.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::characters::shown;
use super::nesting;

/// Returns where the words stand that are at `range` of `text`, the plain text of `source`.
///
/// Nothing is found where the two tell different words, as for a link that shows its address.
#[must_use]
pub fn place(source: &str, text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let body = source.strip_prefix('\u{feff}').unwrap_or(source);
    let offset = source.len() - body.len();
    let limited = nesting::limit(body);
    let extensions = pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(&limited.source, extensions).into_offset_iter();

    let mut wanted = text.char_indices().filter(|(_, letter)| !letter.is_whitespace());
    let mut found: Option<Range<usize>> = None;
    for (event, span) in events {
        let (Event::Text(words)
        | Event::Code(words)
        | Event::Html(words)
        | Event::InlineHtml(words)) = event
        else {
            continue;
        };
        let is_as_written = limited.source.get(span.clone()) == Some(&*words);
        for (inside, letter) in words.char_indices() {
            let Some(letter) = shown(letter).filter(|letter| !letter.is_whitespace()) else {
                continue;
            };
            // A single `~` is no event of its own.
            let (at, _) = wanted.by_ref().find(|(_, next)| *next == letter || *next != '~')?;
            if !text[at..].starts_with(letter) {
                return None;
            }
            if at >= range.end {
                return found;
            }
            if at >= range.start {
                let start = span.start + inside + offset;
                let here = if is_as_written {
                    start..start + letter.len_utf8()
                } else {
                    span.start + offset..span.end + offset
                };
                found = Some(found.map_or(here.clone(), |before| before.start..here.end));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::{Options, Voice, render};

    #[test]
    fn words_are_found_in_their_source() {
        for (source, word, expected) in [
            ("It *was* good", "good", "good"),
            ("\u{feff}# A\n\n- b\n- c ~10 d~ e", "e", "e"),
            ("a [b](https://example.com \"good\") good", "good", "good"),
            ("a &amp; b", "&", "&amp;"),
            ("a `b c` d", "c", "`b c`"),
            ("a \\[…\\] b", "[…]", "[…\\]"),
            ("a <i>b</i> c", "c", "c"),
            ("wo*nde*r x", "wonder", "wo*nde*r"),
        ] {
            let text = render(source, Options { heading_base: 3, voice: Voice::Customer }).text;
            let start = text.rfind(word).unwrap();
            let found = place(source, &text, start..start + word.len());
            assert_eq!(found.map(|found| &source[found]), Some(expected), "{source}");
        }
    }

    #[test]
    fn words_that_the_source_does_not_tell_are_not_found() {
        let source = "[](https://example.com) a";
        let text = render(source, Options { heading_base: 3, voice: Voice::Customer }).text;
        assert_eq!(place(source, &text, text.len() - 1..text.len()), None);
    }
}
