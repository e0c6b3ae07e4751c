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

    /// Gives a colour of the owner's a value in the dark: as light as its pairs ask for. In the light
    /// it is shown as it was given.
    pub(super) fn lighten(&self, tokens: &mut Tokens, name: &str, colour: Colour, given: &Given) {
        let dark = colour.lighter_until(|colour| self.fits(tokens, name, colour));
        let dark = given.value(dark.unwrap_or(colour));
        let token = Token::new(given.value(colour), given.rank).with_dark(dark);
        tokens.insert(name.to_owned(), token);
    }

    /// Chooses the text that stands on a colour of the owner's, the token `on-NAME`: where the contrast
    /// of its own is too low, it becomes black or white.
    pub(super) fn choose_text(&self, tokens: &mut Tokens, name: &str, given: &Given) {
        let above = text_on(name);
        let Some(at_least) = self.0.get(&(above.clone(), name.to_owned())) else { return };
        let (Some(own), Some(ground)) = (tokens.get(&above), tokens.get(name)) else { return };
        let text = |scheme: Scheme| {
            let ground = ground.colour(scheme)?;
            let now = own.colour(scheme).filter(|text| text.contrast(ground) >= *at_least);
            Some(given.value(now.unwrap_or_else(|| black_or_white(ground))))
        };
        let (Some(light), Some(dark)) = (text(Scheme::Light), text(Scheme::Dark)) else { return };
        tokens.insert(above, Token::new(light, given.rank).with_dark(dark));
    }

    /// Whether a colour can be read on all its grounds in the dark.
    fn fits(&self, tokens: &Tokens, name: &str, colour: Colour) -> bool {
        let own = self.0.iter().filter(|((text, _), _)| text == name);
        own.filter_map(|((_, on), at_least)| {
            Some((tokens.get(on)?.colour(Scheme::Dark)?, at_least))
        })
        .all(|(ground, at_least)| colour.contrast(ground) >= *at_least)
    }

    /// Finds tokens that cannot be read well enough, in light and dark. Colours that are not written
    /// as `#rrggbb` are not judged. The problem is told at the value that hides the most layers, once
    /// for all pairs that it stands in.
    pub(super) fn check(&self, tokens: &Tokens, style: &str) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for scheme in Scheme::ALL {
            let mut low: BTreeMap<&str, Low<'_>> = BTreeMap::new();
            for one in self.low(tokens, scheme) {
                let worst = low.get(one.blamed).is_none_or(|known| one.ratio < known.ratio);
                if worst {
                    low.insert(one.blamed, one);
                }
            }
            let told = low.into_values().filter_map(|low| {
                let blamed = tokens.get(low.blamed)?;
                let hint = self.hint(tokens, low.blamed, blamed, scheme);
                let problem = Diagnostic::warning("low-contrast", low.message(scheme, style));
                let place = blamed.value(scheme).place.clone();
                Some(problem.at(place).label(low.colours).hint(hint))
            });
            found.extend(told);
        }
        found
    }

    /// Every pair that cannot be read well enough in a scheme.
    fn low<'a>(&'a self, tokens: &Tokens, scheme: Scheme) -> Vec<Low<'a>> {
        let pairs = self.0.iter().filter_map(|((text, on), at_least)| {
            let (above, below) = (tokens.get(text)?, tokens.get(on)?);
            let (one, other) = (above.colour(scheme)?, below.colour(scheme)?);
            let ratio = one.contrast(other);
            let blamed = if below.rank > above.rank { on } else { text };
            let colours = format!("{} on {}", one.hex(), other.hex());
            let low = Low { text, on, blamed, ratio, at_least: *at_least, colours };
            (ratio < *at_least).then_some(low)
        });
        pairs.collect()
    }

    /// What would do in place of the value of a token.
    fn hint(&self, tokens: &Tokens, name: &str, token: &Token, scheme: Scheme) -> String {
        let near = |schemes: &[Scheme]| self.nearest(tokens, name, token.colour(scheme)?, schemes);
        if !token.serves_both() {
            return near(&[scheme]).map_or_else(no_colour, |found| would_do(&found.hex()));
        }
        match (near(&Scheme::ALL), near(&[Scheme::Light]), near(&[Scheme::Dark])) {
            (Some(found), ..) => would_do(&found.hex()),
            (None, Some(light), Some(dark)) => {
                let (light, dark) = (light.hex(), dark.hex());
                format!("`{{light: \"{light}\", dark: \"{dark}\"}}` would do")
            }
            _ => no_colour(),
        }
    }

    /// The colour nearest to another that fits into all pairs of a token.
    fn nearest(
        &self,
        tokens: &Tokens,
        name: &str,
        colour: Colour,
        schemes: &[Scheme],
    ) -> Option<Colour> {
        let above = text_on(name);
        // The text on a colour of the owner's is chosen again for every colour.
        let place = |name: &str| Some(&tokens.get(name)?.value(Scheme::Light).place);
        let is_chosen = |text: &str| text == above && place(text) == place(name);
        let others = self.0.iter().filter_map(|((text, on), at_least)| match name {
            _ if text == on => None,
            _ if name == text => Some((Some(on), *at_least)),
            _ if name == on && is_chosen(text) => Some((None, *at_least)),
            _ if name == on => Some((Some(text), *at_least)),
            _ => None,
        });
        let others: Vec<(Option<&String>, f64)> = others.collect();
        let fits = |colour: Colour| {
            schemes.iter().all(|scheme| {
                others.iter().all(|(other, at_least)| {
                    let other = match other {
                        Some(other) => tokens.get(*other).and_then(|other| other.colour(*scheme)),
                        None => Some(black_or_white(colour)),
                    };
                    other.is_none_or(|other| colour.contrast(other) >= *at_least)
                })
            })
        };
        let found = [colour.lighter_until(fits), colour.darker_until(fits)];
        let distance = |found: &Colour| found.contrast(colour);
        found.into_iter().flatten().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

/// The token of the text that stands on another.
pub(super) fn text_on(name: &str) -> String {
    format!("on-{name}")
}

fn black_or_white(ground: Colour) -> Colour {
    let dark = Colour::BLACK.contrast(ground) > Colour::WHITE.contrast(ground);
    if dark { Colour::BLACK } else { Colour::WHITE }
}

fn would_do(colour: &str) -> String {
    format!("`\"{colour}\"` would do")
}

fn no_colour() -> String {
    "no colour of this hue would do: change what it stands on, too".to_owned()
}

/// A pair that cannot be read well enough.
struct Low<'a> {
    text: &'a str,
    on: &'a str,
    /// The one of the two that is told.
    blamed: &'a str,
    ratio: f64,
    at_least: f64,
    colours: String,
}

impl Low<'_> {
    fn message(&self, scheme: Scheme, style: &str) -> String {
        let Self { text, on, ratio, at_least, .. } = self;
        // Rounded down, so that what fails never reads like what passes.
        let ratio = (ratio * 100.0).floor() / 100.0;
        let scheme = words(scheme, style);
        format!(
            "`{text}` on `{on}` has a contrast of {ratio}:1 in {scheme}, less than {at_least}:1"
        )
    }
}

/// Where a value of the owner's stands.
pub(super) struct Given {
    /// The place.
    pub(super) place: Place,
    /// How many files it hides.
    pub(super) rank: usize,
}

impl Given {
    fn value(&self, colour: Colour) -> Value {
        Value { text: colour.hex(), place: self.place.clone() }
    }
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
