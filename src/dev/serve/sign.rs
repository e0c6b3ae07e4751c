//! What tells two states of a page apart, its style sheets aside: those can be swapped in place.

use std::ops::Range;

use memchr::memmem;
use xxhash_rust::xxh3::Xxh3;

/// What a page says, and which style sheets it says it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    /// Equal for two states of a page that differ at most in the addresses of their style sheets.
    pub(super) words: String,
    /// The addresses of the style sheets, in their order.
    pub(super) styles: Vec<String>,
}

impl Sign {
    /// Reads a page that is answered with a status.
    pub(super) fn of(status: u16, html: &[u8]) -> Self {
        let mut hasher = Xxh3::new();
        hasher.update(&status.to_le_bytes());
        let (mut at, mut styles) = (0, Vec::new());
        for address in addresses(html) {
            hasher.update(&html[at..address.start]);
            at = address.end;
            styles.push(String::from_utf8_lossy(&html[address]).into_owned());
        }
        hasher.update(&html[at..]);
        Self { words: format!("{:032x}", hasher.digest128()), styles }
    }
}

/// Where the addresses of style sheets stand.
fn addresses(html: &[u8]) -> impl Iterator<Item = Range<usize>> {
    memmem::find_iter(html, b"<link").filter_map(|start| {
        let (mut at, mut is_style, mut address) = (start + "<link".len(), false, None);
        while let Some((name, value, end)) = attribute(html, at) {
            let is = |known: &str| html[name.clone()].eq_ignore_ascii_case(known.as_bytes());
            if is("rel") {
                let mut words = html[value.clone()].split(u8::is_ascii_whitespace);
                is_style = words.any(|word| word.eq_ignore_ascii_case(b"stylesheet"));
            } else if is("href") {
                address = Some(value);
            }
            at = end;
        }
        address.filter(|_| is_style)
    })
}

/// The next attribute of a tag: its name, its value, and where the rest of the tag begins.
fn attribute(html: &[u8], at: usize) -> Option<(Range<usize>, Range<usize>, usize)> {
    let find = |from: usize, stops: &dyn Fn(u8) -> bool| {
        html.get(from..)?.iter().position(|byte| stops(*byte)).map(|at| from + at)
    };
    let start = find(at, &|byte| !byte.is_ascii_whitespace() && byte != b'/')?;
    let end = find(start, &|byte| byte.is_ascii_whitespace() || b"=>".contains(&byte))?;
    if start == end {
        return None;
    }
    let equals = find(end, &|byte| !byte.is_ascii_whitespace())?;
    if html[equals] != b'=' {
        return Some((start..end, end..end, end));
    }
    let value = find(equals + 1, &|byte| !byte.is_ascii_whitespace())?;
    match html[value] {
        quote @ (b'"' | b'\'') => {
            let close = find(value + 1, &|byte| byte == quote)?;
            Some((start..end, value + 1..close, close + 1))
        }
        _ => {
            let close = find(value, &|byte| byte.is_ascii_whitespace() || byte == b'>')?;
            Some((start..end, value..close, close))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(html: &str) -> Sign {
        Sign::of(200, html.as_bytes())
    }

    #[test]
    fn style_sheets_are_found_however_they_are_written() {
        for (html, styles) in [
            ("<link rel=\"stylesheet\" href=\"/a.css\">", vec!["/a.css"]),
            ("<link href='/a b.css' rel='alternate StyleSheet' disabled>", vec!["/a b.css"]),
            ("<link\nhref = /a.css\nrel=stylesheet/>", vec![]),
            ("<link\nhref = /a.css\nrel=stylesheet />", vec!["/a.css"]),
            ("<link rel=icon href=/a.css><link rel=stylesheet href=/b.css>", vec!["/b.css"]),
            ("<link rel=stylesheet>", vec![]),
            ("<link rel=\"stylesheet\" href=\"/a.css", vec![]),
            ("<links rel=stylesheet href=/a.css", vec![]),
            ("<p>nothing", vec![]),
            ("<link", vec![]),
            ("<link =", vec![]),
        ] {
            assert_eq!(sign(html).styles, styles, "{html}");
        }
    }

    #[test]
    fn only_words_make_another_page() {
        let page = |style: &str, text: &str| {
            sign(&format!("<link rel=stylesheet href={style}><link rel=icon href=/i><p>{text}"))
        };
        let (one, restyled, reworded) = (page("/a", "x"), page("/b", "x"), page("/a", "y"));
        assert_eq!(one.words, restyled.words);
        assert_ne!(one.styles, restyled.styles);
        assert_ne!(one.words, reworded.words);
        assert_ne!(
            one.words,
            Sign::of(404, b"<link rel=stylesheet href=/a><link rel=icon href=/i><p>x").words
        );
    }
}
