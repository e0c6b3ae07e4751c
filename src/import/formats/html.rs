//! Texts of platforms that let HTML through, or only the names that it has for characters.

use crate::import::field::Field;
use crate::import::format::Draft;
use crate::import::value::prose::Markup;

/// What may hold paragraphs.
const PROSE: [Field; 2] = [Field::Body, Field::Reply];

/// Takes the texts of a draft for HTML in which a new line is a new line, as WordPress does.
pub(super) fn with_lines(draft: &mut Draft) {
    draft.markup = Markup::Html;
    for field in PROSE {
        if let Some(text) = draft.fields.take(field) {
            draft.fields.set(field, broken(&text));
        }
    }
}

/// Takes the texts of a draft for HTML where one of them has a tag, or names a character.
pub(in crate::import) fn where_it_is(draft: &mut Draft) {
    let is_html = |field| draft.get(field).is_some_and(has_html);
    if [Field::Title, Field::Body, Field::Reply].into_iter().any(is_html) {
        with_lines(draft);
    }
}

/// Says the ends of lines in HTML, unless the text has blocks of its own.
fn broken(text: &str) -> String {
    const BLOCKS: [&str; 7] = ["<p", "<br", "<div", "<ul", "<ol", "<li", "<blockquote"];
    let small = text.to_ascii_lowercase();
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    if BLOCKS.iter().any(|block| small.contains(block)) || !text.contains('\n') {
        return text;
    }
    let paragraphs = text.split("\n\n").map(|part| part.trim_matches('\n').replace('\n', "<br>\n"));
    paragraphs.map(|part| format!("<p>{part}</p>")).collect::<Vec<_>>().join("\n")
}

/// Whether there is a tag, or a character that is named.
fn has_html(text: &str) -> bool {
    let opens = |(at, _): (usize, &str)| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        name > 0
            && rest.as_bytes()[0].is_ascii_alphabetic()
            && rest[name..].starts_with(['>', ' ', '/'])
            && rest[name..].contains('>')
    };
    let names = |(at, _): (usize, &str)| {
        let rest = &text[at + 1..];
        let name = rest.strip_prefix('#').unwrap_or(rest);
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        (2..=31).contains(&length) && name[length..].starts_with(';')
    };
    text.match_indices('<').any(opens) || text.match_indices('&').any(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_where_a_tag_or_the_name_of_a_character_is() {
        for text in
            ["a<br>b", "a<br />b", "<p>a</p>", "Tom &amp; Ana", "it&#39;s", "<a href='x'>x</a>"]
        {
            assert!(has_html(text), "{text}");
        }
        for text in ["I <3 it", "a < b", "5 > 4", "Tom & Ana; both", "AT&T", "<", "&", "a <b"] {
            assert!(!has_html(text), "{text}");
        }
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(broken("a\r\nb\n\n\nc"), "<p>a<br>\nb</p>\n<p>c</p>");
        assert_eq!(broken("<p>a\nb</p>"), "<p>a\nb</p>");
        assert_eq!(broken("a"), "a");
    }
}
