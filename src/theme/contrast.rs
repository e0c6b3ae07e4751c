//! Which tokens must be readable on which others, and what a colour of the owner's is made into.

use std::collections::BTreeMap;

use super::colour::Colour;
use super::manifest::Read;
use super::tokens::{self, Scheme, Token, Tokens, Value};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::path;

/// What plain text must have: WCAG 2.2, success criterion 1.4.3.
const TEXT: f64 = 4.5;

/// The pairs of a stack: the contrast that each must have, by text and ground.
#[derive(Debug, Default)]
pub(super) struct Pairs(BTreeMap<(String, String), f64>);

impl Pairs {
    /// Adds those of a layer; a pair that is there already gets another figure.
    pub(super) fn add(&mut self, read: &Read, known: &[&str], diagnostics: &mut Diagnostics) {
        let pairs = read.manifest.contrast.clone();
        for (at, pair) in read.faulty.positions("contrast", pairs) {
            let mut token = |key: &'static str, name: Option<&str>| {
                let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
                    if !read.faulty.contains("contrast") {
                        let message = format!("`contrast[{}]` has no `{key}`", at + 1);
                        let place = read.sheet.value(&path!["contrast", at]);
                        diagnostics.push(Diagnostic::error("key-missing", message).at(place));
                    }
                    return None;
                };
                if known.contains(&name) {
                    return Some(name.to_owned());
                }
                let place = read.sheet.value(&path!["contrast", at, key]);
                diagnostics.push(tokens::unknown(name, known).at(place));
                None
            };
            let text = token("text", pair.text.as_deref());
            let on = token("on", pair.on.as_deref());
            let at_least = pair.at_least.unwrap_or(TEXT);
            if !(1.0..=21.0).contains(&at_least) {
                let message = format!("`at_least` is {at_least}, not between 1 and 21");
                let place = read.sheet.value(&path!["contrast", at, "at_least"]);
                let problem = Diagnostic::error("out-of-range", message).at(place);
                diagnostics.push(problem.label("expected 1 to 21"));
            } else if let (Some(text), Some(on)) = (text, on) {
                self.0.insert((text, on), at_least);
            }
        }
    }

    /// Puts a colour of the owner's in place of a token.
    ///
    /// In the light it is shown as it was given. In the dark it gets as light as its pairs ask for.
    /// The token `on-NAME` is the text that stands on it: where the contrast is too low, it
    /// becomes black or white.
    pub(super) fn replace(&self, tokens: &mut Tokens, name: &str, colour: Colour, given: &Given) {
        let value = |colour: Colour| Value { text: colour.hex(), place: given.place.clone() };
        let dark = colour.lighter_until(|colour| self.fits(tokens, name, colour));
        let dark = dark.unwrap_or(colour);
        let token = Token::new(value(colour), given.rank).with_dark(value(dark));
        tokens.insert(name.to_owned(), token);
        let above = format!("on-{name}");
        let Some(at_least) = self.0.get(&(above.clone(), name.to_owned())) else { return };
        let Some(own) = tokens.get(&above).cloned() else { return };
        let text = |scheme: Scheme, ground: Colour| {
            let now = own.colour(scheme).filter(|text| text.contrast(ground) >= *at_least);
            now.unwrap_or_else(|| {
                let dark = Colour::BLACK.contrast(ground) > Colour::WHITE.contrast(ground);
                if dark { Colour::BLACK } else { Colour::WHITE }
            })
        };
        let token = Token::new(value(text(Scheme::Light, colour)), given.rank);
        tokens.insert(above, token.with_dark(value(text(Scheme::Dark, dark))));
    }

    /// Whether a colour can be read on all its grounds in the dark.
    fn fits(&self, tokens: &Tokens, name: &str, colour: Colour) -> bool {
        let own = self.0.iter().filter(|((text, _), _)| text == name);
        own.filter_map(|((_, on), at_least)| {
            Some((tokens.get(on)?.colour(Scheme::Dark)?, at_least))
        })
        .all(|(ground, at_least)| colour.contrast(ground) >= *at_least)
    }

    /// Finds pairs that cannot be read well enough, in light and dark. Colours that are not written
    /// as `#rrggbb` are not judged. The problem is told at the value that hides the most layers.
    pub(super) fn check(&self, tokens: &Tokens, style: &str) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for ((text, on), at_least) in &self.0 {
            let (Some(above), Some(below)) = (tokens.get(text), tokens.get(on)) else { continue };
            for scheme in Scheme::ALL {
                let (Some(one), Some(other)) = (above.colour(scheme), below.colour(scheme)) else {
                    continue;
                };
                let ratio = one.contrast(other);
                if ratio >= *at_least {
                    continue;
                }
                let of_ground = below.rank > above.rank;
                let (blamed, colour, fixed) =
                    if of_ground { (below, other, one) } else { (above, one, other) };
                let message = format!(
                    "`{text}` on `{on}` has a contrast of {}:1 in {}, but it needs {at_least}:1",
                    (ratio * 100.0).floor() / 100.0,
                    words(scheme, style),
                );
                found.push(
                    Diagnostic::warning("low-contrast", message)
                        .at(blamed.value(scheme).place.clone())
                        .label(format!("{} on {}", one.hex(), other.hex()))
                        .hint(hint(colour, fixed, *at_least)),
                );
            }
        }
        found
    }
}

/// Where a value of the owner's stands.
pub(super) struct Given {
    /// The place.
    pub(super) place: Place,
    /// How many layers lie below it.
    pub(super) rank: usize,
}

fn words(scheme: Scheme, style: &str) -> String {
    let scheme = match scheme {
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    };
    match style {
        super::settings::DEFAULT_STYLE => format!("the {scheme} scheme"),
        _ => format!("the {scheme} scheme of the style `{style}`"),
    }
}

/// The nearest colour that would do.
fn hint(colour: Colour, other: Colour, at_least: f64) -> String {
    let fits = |colour: Colour| colour.contrast(other) >= at_least;
    let distance = |found: &Colour| {
        let ratio = found.contrast(colour) * 1e6;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 21")]
        let whole = ratio as u64;
        whole
    };
    let found = [colour.lighter_until(fits), colour.darker_until(fits)];
    match found.into_iter().flatten().min_by_key(distance) {
        Some(found) => format!("`\"{}\"` would do", found.hex()),
        None => "change the other colour of the two".to_owned(),
    }
}
