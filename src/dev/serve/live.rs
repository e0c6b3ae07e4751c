//! Live reload: tells a page what stands at its address, and again whenever that changes.
//!
//! Server-Sent Events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>). An event
//! says the whole: what the page should show, not what to do. So one that is lost, or comes twice,
//! does no harm, and a page that connects again is told at once whether it is stale.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use super::overlay::Overlay;
use super::sign::Sign;

/// Where the script is.
pub(super) const SCRIPT_PATH: &str = "/__laurels/live.js";

/// Where pages listen.
pub(super) const EVENTS_PATH: &str = "/__laurels/events";

/// The script that is added to each page that is shown, and to none that is built.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// After this time a stream says that it is still there; the script waits twice as long and more.
pub(super) const BEAT: Duration = Duration::from_secs(15);

/// What a page should show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) sign: Sign,
    pub(super) overlay: Option<Overlay>,
}

impl Shown {
    /// What is added to a page: the overlay, if something is wrong, and the script.
    pub(super) fn addition(&self) -> String {
        let overlay = self.overlay.as_ref().map(Overlay::element).unwrap_or_default();
        let styles = serde_json::to_string(&self.sign.styles).unwrap_or_default();
        let styles = styles.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let words = &self.sign.words;
        format!(
            "{overlay}<script src=\"{SCRIPT_PATH}\" data-words=\"{words}\" \
             data-styles=\"{styles}\"></script>"
        )
    }

    /// Adds it to a page, in front of the end of its body.
    pub(super) fn added_to(&self, html: &[u8]) -> Vec<u8> {
        let end = memchr::memmem::rfind(html, b"</body").unwrap_or(html.len());
        [&html[..end], self.addition().as_bytes(), &html[end..]].concat()
    }
}

/// Begins a stream of events.
pub(super) fn begin(to: &mut impl Write) -> io::Result<()> {
    let head = super::answer::head(200, "text/event-stream");
    // When the server is started again, half a second is soon enough.
    write!(to, "{head}\r\nretry: 500\n\n")?;
    to.flush()
}

/// Tells a page what it should show.
pub(super) fn tell(to: &mut impl Write, number: u64, shown: &Shown) -> io::Result<()> {
    let problems = shown.overlay.as_ref().map(|one| Problems { id: &one.id, inside: &one.inside });
    let (words, styles) = (&shown.sign.words, &shown.sign.styles);
    // JSON has no line break outside of its escapes, so it fits into one line of data.
    let data = serde_json::to_string(&Told { words, styles, problems })?;
    write!(to, "id: {number}\nevent: page\ndata: {data}\n\n")?;
    to.flush()
}

/// Says that the server is there. A comment would do for the connection, but no script hears it.
pub(super) fn beat(to: &mut impl Write) -> io::Result<()> {
    to.write_all(b"event: beat\ndata: 1\n\n")?;
    to.flush()
}

#[derive(Serialize)]
struct Told<'a> {
    words: &'a str,
    styles: &'a [String],
    problems: Option<Problems<'a>>,
}

#[derive(Serialize)]
struct Problems<'a> {
    id: &'a str,
    inside: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Shown {
        Shown { sign: Sign::of(200, html.as_bytes()), overlay: None }
    }

    #[test]
    fn an_addition_stands_at_the_end_of_the_body() {
        let html = "<body><p>&lt;/body></p></body ></html>";
        let added = String::from_utf8(shown(html).added_to(html.as_bytes())).unwrap();
        let script = shown(html).addition();
        assert_eq!(added, format!("<body><p>&lt;/body></p>{script}</body ></html>"));
        let part = "<p>a";
        let added = String::from_utf8(shown(part).added_to(part.as_bytes())).unwrap();
        assert_eq!(added, format!("<p>a{}", shown(part).addition()));
    }

    #[test]
    fn addresses_of_styles_stay_in_their_attribute() {
        let shown = shown("<link rel=stylesheet href='/\"a\"&amp;<b>.css'>");
        assert!(
            shown
                .addition()
                .contains("data-styles=\"[&quot;/\\&quot;a\\&quot;&amp;amp;&lt;b>.css&quot;]\""),
            "{}",
            shown.addition()
        );
    }

    #[test]
    fn an_event_is_one_line_of_data() {
        let mut said = Vec::new();
        let overlay = Overlay { id: "1".to_owned(), inside: "a\nb\r\n".to_owned() };
        let shown = Shown { overlay: Some(overlay), ..shown("<p>") };
        tell(&mut said, 7, &shown).unwrap();
        let said = String::from_utf8(said).unwrap();
        let words = shown.sign.words;
        assert_eq!(
            said,
            format!(
                "id: 7\nevent: page\ndata: {{\"words\":\"{words}\",\"styles\":[],\"problems\":{{\"id\":\"1\",\"inside\":\"a\\nb\\r\\n\"}}}}\n\n"
            )
        );
    }
}
