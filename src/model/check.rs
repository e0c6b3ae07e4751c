//! Reads single values of a record, with a finding for each that does not fit.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::markdown::{self, Refused, RefusedKind, Rendered, Voice};
use super::tag::TagTable;
use super::{Grounds, MediaRef, Prose, Rating};
use crate::clock;
use crate::config::{Language, WebAddress};
use crate::content::{Asks, MediaFile, raw};
use crate::diag::text::brief;
use crate::diag::{Aim, FieldPath, Finding, Segment, SourceRef, finding, suggest};
use crate::yaml::{Faulty, Text};

/// The level that `#` becomes in a text that stands inside a page with headings of its own.
pub(crate) const HEADING_BASE: u8 = 3;

/// What can be seen as a picture.
pub(crate) const IMAGES: [&str; 8] = ["png", "jpg", "jpeg", "webp", "avif", "gif", "svg", "ico"];

/// What can be played.
pub(crate) const VIDEOS: [&str; 4] = ["mp4", "webm", "ogv", "mov"];

/// What can be read along with a video.
pub(crate) const CAPTIONS: [&str; 1] = ["vtt"];

/// The media files of a site by their paths.
pub(crate) struct MediaIndex<'run> {
    by_path: BTreeMap<&'run str, usize>,
}

impl<'run> MediaIndex<'run> {
    /// Makes the index.
    pub(crate) fn new(files: &'run [MediaFile]) -> Self {
        let by_path = (0..).zip(files).map(|(at, file)| (file.path.as_str(), at)).collect();
        Self { by_path }
    }

    /// Finds a file of one of the wanted kinds; the error is message and hint.
    pub(crate) fn find(&self, path: &str, kinds: &[&str]) -> Result<MediaRef, (String, String)> {
        let clean = path.strip_prefix("./").unwrap_or(path);
        let Some(at) = self.by_path.get(clean) else {
            return Err(self.missing(clean));
        };
        let end = clean.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
        if kinds.contains(&end.as_str()) {
            Ok(MediaRef(*at))
        } else {
            let message = format!("`{}` is not a kind of file that is shown here", brief(clean));
            Err((message, format!("one of {}", suggest::list(kinds))))
        }
    }

    /// Message and hint for a path that leads to no file.
    fn missing(&self, path: &str) -> (String, String) {
        if path.contains("://") || path.starts_with("//") {
            let message = format!("`{}` is an address, not a file of the site", brief(path));
            let hint = "pages load nothing from elsewhere: save the file in `content/media/`";
            return (message, hint.to_owned());
        }
        let hint = suggest::closest(path, self.by_path.keys().copied()).map_or_else(
            || "paths are relative to `content/`, such as `media/ana.jpg`".to_owned(),
            |known| format!("did you mean `{known}`?"),
        );
        (format!("there is no file `content/{}`", brief(path)), hint)
    }
}

/// Reads the values of one record.
pub(crate) struct Check<'run> {
    /// The record.
    pub source: SourceRef,
    /// What was left out because of faults.
    pub faulty: &'run Faulty,
    /// What decides beside it.
    pub grounds: &'run Grounds,
    /// The media files.
    pub media: &'run MediaIndex<'run>,
    /// The tags that are known already.
    pub tags: &'run TagTable,
    /// What does not fit.
    pub findings: Vec<Finding>,
    /// What was asked of other files.
    pub asks: Asks,
}

impl Check<'_> {
    /// Starts an error about the record.
    pub(crate) fn error(&self, code: &'static str, message: impl Into<String>) -> Finding {
        Finding::error(self.source, code, message)
    }

    /// Adds a finding.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reports a missing key, unless it is there and faulty.
    pub(crate) fn missing(&mut self, key: &str, finding: Finding) {
        if !self.is_faulty(key) {
            self.report(finding);
        }
    }

    /// Reports a missing part of a key's value, unless that part is there and faulty.
    pub(crate) fn missing_part(&mut self, key: &str, finding: Finding) {
        if !self.faulty.contains(key) {
            self.report(finding);
        }
    }

    /// Whether a top-level key is there, with a fault in it.
    pub(crate) fn is_faulty(&self, key: &str) -> bool {
        self.faulty.contains(key)
            || self.findings.iter().any(|finding| match &finding.aim {
                Aim::Key(path) | Aim::Value(path) => {
                    matches!(path.first(), Some(Segment::Key(first)) if first == key)
                }
                Aim::Record | Aim::Body(_) => false,
            })
    }

    /// A text that is not blank, without the spaces around it.
    pub(crate) fn text(text: Option<Text>) -> Option<String> {
        let Text(text) = text?;
        match text.trim() {
            "" => None,
            trimmed if trimmed.len() == text.len() => Some(text),
            trimmed => Some(trimmed.to_owned()),
        }
    }

    /// A text of one line.
    pub(crate) fn line(text: Option<Text>) -> Option<String> {
        Self::text(text).map(markdown::one_line)
    }

    /// The texts of a list, each of one line.
    pub(crate) fn lines(&mut self, texts: Vec<Text>, key: &'static str) -> Vec<String> {
        self.placed_lines(texts, key).into_iter().map(|(_, line)| line).collect()
    }

    /// The texts of a list with their positions, each of one line; blank ones are findings.
    pub(crate) fn placed_lines(
        &mut self,
        texts: Vec<Text>,
        key: &'static str,
    ) -> Vec<(usize, String)> {
        let mut lines = Vec::with_capacity(texts.len());
        for (at, text) in self.faulty.positions(key, texts) {
            match Self::line(Some(text)) {
                Some(line) => lines.push((at, line)),
                None => {
                    let finding =
                        self.error("blank-entry", format!("an entry of `{key}` is blank"));
                    self.report(finding.value(crate::path![key, at]).hint("remove it"));
                }
            }
        }
        lines
    }

    /// A day of the calendar.
    pub(crate) fn date(&mut self, text: Option<Text>, path: FieldPath) -> Option<Date> {
        let text = Self::text(text)?;
        match clock::parse_day(&text) {
            Ok(day) => Some(day),
            Err(reason) => {
                let message =
                    format!("`{}` is `{}`, not a day", finding::name(&path), brief(&text));
                let finding = self.error("date", message).value(path);
                self.report(finding.label("expected a day, such as 2026-03-14").hint(reason));
                None
            }
        }
    }

    /// A day that has been; a later one is a warning.
    pub(crate) fn past_date(&mut self, text: Option<Text>, path: FieldPath) -> Option<Date> {
        let day = self.date(text, path.clone())?;
        if day > self.grounds.today {
            let message = format!(
                "`{}` is {day}, after today ({})",
                finding::name(&path),
                self.grounds.today
            );
            let finding = Finding::warning(self.source, "date-in-future", message).value(path);
            self.report(finding.hint("check the year"));
        }
        Some(day)
    }

    /// A day that has been, and not before the review was given.
    pub(crate) fn later_date(
        &mut self,
        text: Option<Text>,
        given: Option<Date>,
        path: FieldPath,
    ) -> Option<Date> {
        let day = self.past_date(text, path.clone())?;
        if let Some(given) = given.filter(|given| day < *given) {
            let name = finding::name(&path);
            let message = format!("`{name}` is {day}, before the review itself ({given})");
            let finding = Finding::warning(self.source, "date-order", message);
            self.report(finding.value(path).hint("check which of the two days is wrong"));
        }
        Some(day)
    }

    /// An address of the web.
    pub(crate) fn web(&mut self, text: Option<Text>, path: FieldPath) -> Option<WebAddress> {
        let text = Self::text(text)?;
        match WebAddress::web(&text) {
            Ok(address) => Some(address),
            Err(label) => {
                let message = format!("`{}` cannot be `{}`", finding::name(&path), brief(&text));
                let finding = self.error("address", message).value(path).label(label);
                self.report(finding);
                None
            }
        }
    }

    /// A language tag.
    pub(crate) fn language(&mut self, text: Option<Text>, path: FieldPath) -> Option<Language> {
        let text = Self::text(text)?;
        let language = Language::new(&text);
        if language.is_none() {
            let message = format!("`{}` cannot be `{}`", finding::name(&path), brief(&text));
            let finding = self.error("language-tag", message).value(path);
            self.report(finding.label("expected a tag such as `en` or `pt-BR`"));
        }
        language
    }

    /// A media file of one of the wanted kinds.
    pub(crate) fn file(
        &mut self,
        text: Option<Text>,
        path: FieldPath,
        kinds: &[&str],
    ) -> Option<MediaRef> {
        let text = Self::text(text)?;
        self.asks.media = true;
        match self.media.find(&text, kinds) {
            Ok(found) => Some(found),
            Err((message, hint)) => {
                let finding = self.error("media-missing", message).value(path).hint(hint);
                self.report(finding);
                None
            }
        }
    }

    /// A rating that is on its scale.
    pub(crate) fn rating(&mut self, raw: Option<raw::Rating>, path: FieldPath) -> Option<Rating> {
        let raw = raw?;
        let rating = match raw.scale {
            None => Rating::stars_of(raw.value),
            Some(scale) => Rating::on_scale(raw.value, scale),
        };
        if rating.is_none() {
            let finding = self.bad_rating(raw, path);
            self.report(finding);
        }
        rating
    }

    fn bad_rating(&self, raw: raw::Rating, path: FieldPath) -> Finding {
        let name = finding::name(&path);
        let number = shown(raw.value);
        match raw.scale {
            None if raw.value > 5.0 => self
                .error(
                    "rating-out-of-range",
                    format!("`{name}` is {number}, but the scale ends at 5"),
                )
                .value(path)
                .label("expected 0.5 to 5")
                .hint(match raw.value {
                    ..=10.0 => {
                        format!(
                            "write `rating: {{value: {number}, scale: 10}}` for a ten-point scale"
                        )
                    }
                    _ => "give its scale: `rating: {value: 9, scale: 10}`".to_owned(),
                }),
            None if (0.5..=5.0).contains(&raw.value) => self
                .error("rating-not-half", format!("`{name}` is {number}, but stars come in halves"))
                .value(path)
                .label("expected a whole or half number")
                .hint(format!("write `rating: {{value: {number}, scale: 5}}` to keep it exactly")),
            None => self
                .error(
                    "rating-out-of-range",
                    format!("`{name}` is {number}, but the scale starts at 0.5"),
                )
                .value(path)
                .label("expected 0.5 to 5")
                .hint("leave the rating out if none was given"),
            Some(scale) if !(2.0..=100.0).contains(&scale) => self
                .error("rating-out-of-range", format!("`{name}` has the scale {}", shown(scale)))
                .value(path.then("scale"))
                .label("expected 2 to 100"),
            Some(scale) => self
                .error(
                    "rating-out-of-range",
                    format!("`{name}` is {number}, but its scale goes from 0 to {scale}"),
                )
                .value(path.then("value"))
                .label(format!("expected 0 to {scale}")),
        }
    }

    /// A text in Markdown; links that cannot be published are findings.
    pub(crate) fn prose(&mut self, text: Option<&Text>, path: FieldPath) -> Option<Prose> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        let (prose, refused) = Self::render(text, Voice::Customer);
        for refused in refused {
            let finding = self.changed(&refused).value(path.clone());
            self.report(finding);
        }
        Some(prose)
    }

    /// The body of a Markdown file.
    pub(crate) fn body(&mut self, text: &str, voice: Voice) -> Option<Prose> {
        if text.trim().is_empty() {
            return None;
        }
        let (prose, refused) = Self::render(text, voice);
        for refused in refused {
            let finding = self.changed(&refused).body(refused.range);
            self.report(finding);
        }
        Some(prose)
    }

    fn render(text: &str, voice: Voice) -> (Prose, Vec<Refused>) {
        let base = if voice == Voice::Owner { 2 } else { HEADING_BASE };
        let options = markdown::Options { heading_base: base, voice };
        let Rendered { html, text, refused } = markdown::render(text, options);
        (Prose { html, text }, refused)
    }

    /// What is published differs from what was written, so somebody should know.
    fn changed(&self, refused: &Refused) -> Finding {
        let (code, hint) = match refused.what {
            RefusedKind::Address(_) => {
                ("link-refused", "the words stay, the link goes; only http, https and mailto stay")
            }
            _ => ("text-changed", "change the text if that is not what its readers should see"),
        };
        Finding::warning(self.source, code, refused.what.to_string()).hint(hint)
    }

    /// Reports with the severity of its rule, unless the site has switched it off.
    pub(crate) fn rule(&mut self, finding: Finding) {
        if let Some(severity) = self.grounds.checks.severity(finding.code) {
            self.report(Finding { severity, ..finding });
        }
    }
}

/// A number as a message shows it: a very large or very small one without its many zeros.
fn shown(number: f64) -> String {
    let long = number.is_finite() && number != 0.0 && !(1e-4..1e9).contains(&number.abs());
    if long { format!("{number:e}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind;

    #[test]
    fn what_can_be_shown_has_a_type_that_browsers_know() {
        let all = [("image/", &IMAGES[..]), ("video/", &VIDEOS), ("text/vtt", &CAPTIONS)];
        for (kind, endings) in all {
            for end in endings {
                let found = kind::bare(&format!("assets/a.{end}"));
                assert!(found.starts_with(kind), "`{end}` is {found}");
            }
        }
    }
}
