//! The words of the interface in the site's language: messages, numbers, plurals and dates.
//!
//! Everything that the program or a theme says to a reader is a message of `i18n/en.yaml`, and
//! every other language is a file beside it. A layer of the theme stack can replace single
//! messages; what a language lacks is taken from the language that it belongs to (`pt` for
//! `pt-BR`), and in the end from English.
//!
//! [`Words`] is made once for a snapshot and shared by all threads. The tables in it are asked of
//! ICU, whose own formatters could be used by one thread only.

mod dates;
mod message;
mod numbers;
mod plurals;
mod read;

use std::borrow::Cow;
use std::collections::BTreeMap;

use icu_locale_core::{Locale, locale};
use jiff::civil::Date;

use self::dates::Dates;
use self::numbers::Numbers;
use self::plurals::Plurals;
use crate::diag::Diagnostics;
use crate::theme::Theme;

pub use self::message::{Form, Message, Piece};

/// The name of a message that the program itself says. `Key("…")` is how it is written in the
/// code, so that a test can hold that each of them is in `en.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub &'static str);

/// What is put into a message.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    /// A number, to be written as the language does.
    Number(u64),
    /// A text, as it is.
    Text(&'a str),
}

impl From<usize> for Argument<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    messages: BTreeMap<String, Message>,
    /// Names of languages by their tags in lower case.
    languages: BTreeMap<String, String>,
    /// The rules of the languages that messages are in; English first.
    plurals: Vec<Plurals>,
    numbers: Numbers,
    dates: Dates,
}

impl Words {
    /// Reads the words of a language; what is wrong with them, and what is missing, is reported.
    pub fn load(theme: &Theme, language: &str, diagnostics: &mut Diagnostics) -> Self {
        let chain = chain(language);
        let locales: Vec<Locale> = chain.iter().map(|tag| locale_of(tag)).collect();
        let plurals: Vec<Plurals> = locales.iter().map(Plurals::new).collect();
        let messages = read::messages(theme, &chain, &plurals, diagnostics);
        let site = locale_of(language);
        let numbers = Numbers::new(&site);
        let dates = Dates::new(&site, &numbers);
        let languages = languages(&messages);
        Self { messages, languages, plurals, numbers, dates }
    }

    /// A message by its name.
    pub fn message(&self, key: &str) -> Option<&Message> {
        self.messages.get(key)
    }

    /// The names of all messages.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// The form of a message; `count` is the number that decides, where there is one.
    pub fn form<'a>(&self, message: &'a Message, count: Option<u64>) -> &'a [Piece] {
        let category = match (count, self.plurals.get(message.language)) {
            (Some(count), Some(plurals)) => plurals.category(count),
            _ => plurals::OTHER,
        };
        let form = message.forms.get(usize::from(message.of_category[category]));
        form.map_or(&[], Form::pieces)
    }

    /// A message without arguments.
    pub fn text(&self, key: Key) -> &str {
        let constant = self.messages.get(key.0).and_then(Message::constant);
        debug_assert!(constant.is_some(), "no message without arguments {key:?}");
        constant.unwrap_or(key.0)
    }

    /// A message with its arguments. A number with the name `count` decides which plural form is
    /// taken.
    pub fn say(&self, key: Key, arguments: &[(&str, Argument<'_>)]) -> String {
        let Some(message) = self.messages.get(key.0) else {
            debug_assert!(false, "no message {key:?}");
            return key.0.to_owned();
        };
        debug_assert!(
            arguments.len() == message.arguments.len()
                && arguments.iter().all(|(name, _)| message.arguments.iter().any(|a| a == name)),
            "{key:?} takes {:?}",
            message.arguments
        );
        let given = |at: usize| {
            let name = message.arguments.get(at)?;
            arguments.iter().find(|(given, _)| given == name).map(|(_, value)| *value)
        };
        let count = message.count.and_then(given).and_then(|count| match count {
            Argument::Number(number) => Some(number),
            Argument::Text(_) => None,
        });
        let mut text = String::with_capacity(64);
        for piece in self.form(message, count) {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Argument(at) => match given(*at) {
                    Some(Argument::Number(number)) => self.numbers.whole(number, &mut text),
                    Some(Argument::Text(words)) => text.push_str(words),
                    None => {}
                },
            }
        }
        text
    }

    /// Two sentences, one behind the other.
    pub fn sentences(&self, first: String, second: Option<String>) -> String {
        match second {
            Some(second) if first.is_empty() => second,
            Some(second) => {
                let both = [("first", (&first).into()), ("second", (&second).into())];
                self.say(Key("two-sentences"), &both)
            }
            None => first,
        }
    }

    /// The name of a language, or its tag where there is none.
    pub fn language<'a>(&'a self, tag: &'a str) -> &'a str {
        let named = |tag: &str| self.languages.get(tag).map(String::as_str);
        if let Some(name) = named(tag) {
            return name;
        }
        let lower = tag.to_ascii_lowercase();
        let mut part = lower.as_str();
        loop {
            if let Some(name) = named(part) {
                return name;
            }
            let Some((shorter, _)) = part.rsplit_once('-') else { return tag };
            part = shorter;
        }
    }

    /// A day for people.
    pub fn day(&self, date: Date) -> String {
        self.dates.day(date, &self.numbers)
    }

    /// Writes a whole number.
    pub fn whole(&self, number: u64, to: &mut String) {
        self.numbers.whole(number, to);
    }

    /// Writes a number that is written for machines, such as `4.5`; gives `false`, and writes
    /// nothing, where the text is something else.
    pub fn decimal(&self, number: &str, to: &mut String) -> bool {
        self.numbers.text(number, to)
    }

    /// A number that is written for machines, such as `4.5`, for people.
    pub fn number<'a>(&self, plain: Cow<'a, str>) -> Cow<'a, str> {
        if self.numbers.is_plain(&plain) {
            return plain;
        }
        let mut text = String::with_capacity(plain.len());
        let is_number = self.numbers.text(&plain, &mut text);
        if is_number { Cow::Owned(text) } else { plain }
    }
}

/// The languages to look in, English first, then those that are ever nearer to the one wanted.
fn chain(language: &str) -> Vec<String> {
    let mut chain = Vec::new();
    let mut part = language;
    loop {
        if !part.eq_ignore_ascii_case("en") {
            chain.push(part.to_owned());
        }
        let Some((shorter, _)) = part.rsplit_once('-') else { break };
        part = shorter;
    }
    chain.push("en".to_owned());
    chain.reverse();
    chain
}

/// What ICU calls a language. English without a region is that of the world rather than that of
/// the United States, to which ICU would turn: `14 March 2026`.
fn locale_of(tag: &str) -> Locale {
    if tag.eq_ignore_ascii_case("en") {
        return locale!("en-001");
    }
    Locale::try_from_str(tag).unwrap_or(locale!("en-001"))
}

/// The messages that name languages, as a table of their own.
fn languages(messages: &BTreeMap<String, Message>) -> BTreeMap<String, String> {
    let named = messages.iter().filter_map(|(key, message)| {
        let tag = key.strip_prefix(read::LANGUAGE)?;
        Some((tag.to_owned(), message.constant()?.to_owned()))
    });
    named.collect()
}
