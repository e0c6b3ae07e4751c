//! The size of a drawing.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads the size of a drawing from its root; `Err` if that is no SVG, `None` if it has no size.
pub(super) fn size(start: &[u8]) -> Result<Option<(u32, u32)>, ()> {
    let mut reader = Reader::from_reader(start);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                return if root.local_name().as_ref() == "svg" { Ok(of(&root)) } else { Err(()) };
            }
            Ok(Event::Eof) | Err(_) => return Err(()),
            Ok(_) => {}
        }
    }
}

/// Width and height as they are written, else those of the part that is seen.
fn of(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let attribute = |name: &str| {
        let found = root.try_get_attribute(name).ok().flatten()?;
        Some(found.value.into_owned())
    };
    let length = |name: &str| pixels(attribute(name)?.trim().trim_end_matches("px"));
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let seen = attribute("viewBox")?;
    let numbers: Vec<&str> =
        seen.split([' ', ',', '\t', '\n']).filter(|part| !part.is_empty()).collect();
    match numbers[..] {
        [_, _, width, height] => Some((pixels(width)?, pixels(height)?)),
        _ => None,
    }
}

/// A length in whole pixels, where it is one that a page can use.
fn pixels(text: &str) -> Option<u32> {
    let length: f64 = text.parse().ok()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 100,000")]
    (0.5..=100_000.0).contains(&length).then(|| length.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_where_there_is_one() {
        for (text, expected) in [
            (r#"<svg width="20" height="10px"/>"#, Some((20, 10))),
            (r#"<svg viewBox="0 0 64.4 32"/>"#, Some((64, 32))),
            (r#"<svg width="100%" height="100%" viewBox="-1,-1,6,8"/>"#, Some((6, 8))),
            (r#"<svg width="2em" height="2em"/>"#, None),
            (r#"<svg viewBox="0 0 NaN inf"/>"#, None),
            (r#"<svg viewBox="0 0 0 -4"/>"#, None),
            ("<svg>", None),
            (
                "<?xml version=\"1.0\"?><!-- x --><!DOCTYPE svg><s:svg width='3' height='4'>",
                Some((3, 4)),
            ),
        ] {
            assert_eq!(size(text.as_bytes()), Ok(expected), "{text}");
        }
        for text in ["", "<html><svg/></html>", "<", "text"] {
            assert_eq!(size(text.as_bytes()), Err(()), "{text}");
        }
    }
}
