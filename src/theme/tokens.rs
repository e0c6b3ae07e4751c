//! Tokens: the values that a design changes most, which become custom properties of the style sheet.
//!
//! Every layer may have `tokens.yaml` and `styles/NAME.yaml`. A layer's values hide those of the
//! layers below it, a style hides all of `tokens.yaml`, and a setting of the site hides them both. So a
//! file that is copied from one layer into a higher one changes nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::colour::Colour;
use super::css;
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Diagnostics, Place, suggest};
use crate::yaml::{Kind, Node, Sheet};

/// Whether a page is light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

impl Scheme {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Light, Self::Dark];
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// The value, safe for a declaration.
    pub(super) text: String,
    /// Where it stands.
    pub(super) place: Place,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    light: Value,
    /// The value in the dark, where it is another one.
    dark: Option<Value>,
    /// How many files it could hide.
    pub(super) rank: usize,
}

impl Token {
    /// Makes a token that is the same in light and dark.
    pub(super) fn new(light: Value, rank: usize) -> Self {
        Self { light, dark: None, rank }
    }

    /// Gives it another value in the dark.
    pub(super) fn with_dark(self, dark: Value) -> Self {
        Self { dark: Some(dark), ..self }
    }

    /// Whether it has one value for light and dark.
    pub(super) fn serves_both(&self) -> bool {
        self.dark.is_none()
    }

    /// Its value.
    pub(super) fn value(&self, scheme: Scheme) -> &Value {
        match (scheme, &self.dark) {
            (Scheme::Dark, Some(dark)) => dark,
            _ => &self.light,
        }
    }

    /// Its value as a declaration has it, for light and dark.
    pub(super) fn written(&self) -> Cow<'_, str> {
        let light = &self.light.text;
        match &self.dark {
            Some(dark) if dark.text != *light => {
                format!("light-dark({light},{})", dark.text).into()
            }
            _ => light.into(),
        }
    }

    /// Its value as a colour; `None` where it is none, or is not written as `#rrggbb`.
    pub(super) fn colour(&self, scheme: Scheme) -> Option<Colour> {
        Colour::read(&self.value(scheme).text)
    }
}

/// Tokens by their names.
pub(super) type Tokens = BTreeMap<String, Token>;

/// The tokens of one layer.
#[derive(Debug, Default)]
pub(super) struct OfLayer {
    /// Those of `tokens.yaml`.
    pub(super) own: File,
    /// Those of its styles, by their names.
    pub(super) styles: BTreeMap<String, File>,
}

/// A file of tokens.
#[derive(Debug, Default)]
pub(super) struct File {
    tokens: Tokens,
    names: Vec<(String, Place)>,
}

/// The tokens of layers, the lowest first, with one style.
pub(super) fn merged(layers: &[&OfLayer], style: &str) -> Tokens {
    let mut tokens = Tokens::new();
    let own = layers.iter().map(|layer| Some(&layer.own));
    let of_style = layers.iter().map(|layer| layer.styles.get(style));
    for (rank, file) in own.chain(of_style).enumerate() {
        let Some(file) = file else { continue };
        let ranked =
            |(name, token): (&String, &Token)| (name.clone(), Token { rank, ..token.clone() });
        tokens.extend(file.tokens.iter().map(ranked));
    }
    tokens
}

/// The names of the styles of a stack.
pub(super) fn styles(layers: &[&OfLayer]) -> BTreeSet<String> {
    layers.iter().flat_map(|layer| layer.styles.keys().cloned()).collect()
}

/// Reports tokens of styles that no layer has, so that nobody could see them.
pub(super) fn check_styles(layers: &[&OfLayer], diagnostics: &mut Diagnostics) {
    let known: BTreeSet<&str> =
        layers.iter().flat_map(|layer| layer.own.tokens.keys()).map(String::as_str).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let files = layers.iter().flat_map(|layer| layer.styles.values());
    for (name, place) in files.flat_map(|file| &file.names) {
        if !known.contains(&name.as_str()) {
            diagnostics.push(unknown(name, &known).at(place.clone()));
        }
    }
}

/// Reports tokens that no style sheet and no template of the stack uses.
pub(super) fn check_use(
    layers: &[&OfLayer],
    is_used: impl Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) {
    let Some((lowest, others)) = layers.split_first() else { return };
    let known: Vec<&str> = lowest.own.tokens.keys().map(String::as_str).collect();
    for (name, place) in others.iter().flat_map(|layer| &layer.own.names) {
        if !lowest.own.tokens.contains_key(name) && !is_used(name) {
            let message = format!("nothing uses `--l-{}`", brief(name));
            let problem = Diagnostic::warning("unused-token", message).at(place.clone());
            diagnostics.push(problem.hint(suggest::hint(name, &known)));
        }
    }
}

/// The problem of a name that is no token.
pub(super) fn unknown(name: &str, known: &[&str]) -> Diagnostic {
    let message = format!("there is no token `{}`", brief(name));
    Diagnostic::error("unknown-token", message).hint(suggest::hint(name, known))
}

/// The tokens as the first rules of a style sheet, in the weakest layer.
pub(super) fn rules(tokens: &Tokens) -> String {
    let mut rules = "@layer tokens{:root{".to_owned();
    for (name, token) in tokens {
        // Writing to a text does not fail.
        let _ = write!(rules, "--l-{name}:{};", token.written());
    }
    rules + "}}\n"
}

/// Reads a file of tokens: `name: value`, or `name: {light: value, dark: value}`.
pub(super) fn read(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> File {
    let Some(sheet) = Sheet::read(path, bytes, diagnostics) else { return File::default() };
    let mut reader = Reader { sheet: &sheet, diagnostics, file: File::default() };
    match &sheet.root.kind {
        Kind::Map(pairs) => pairs.iter().for_each(|(key, value)| reader.token(key, value)),
        Kind::Scalar { text, plain: true } if text.is_empty() => {}
        Kind::Scalar { .. } | Kind::List(_) => {
            let message = "this must be a group of keys: `name: value`";
            reader.fault("wrong-type", message.to_owned(), &sheet.root);
        }
    }
    reader.file
}

struct Reader<'run> {
    sheet: &'run Sheet,
    diagnostics: &'run mut Diagnostics,
    file: File,
}

impl Reader<'_> {
    fn token(&mut self, key: &Node, value: &Node) {
        let name = key.as_text().unwrap_or_default().to_owned();
        if !css::is_name(&name) {
            let message = format!("a token cannot be called `{}`", brief(&name));
            self.diagnostics.push(
                Diagnostic::error("token-name", message)
                    .at(self.sheet.place(key.range.clone()))
                    .label("expected lower case letters, digits and hyphens")
                    .hint("write the name without `--l-`, such as `accent`"),
            );
            return;
        }
        self.file.names.push((name.clone(), self.sheet.place(key.range.clone())));
        let token = match &value.kind {
            Kind::Scalar { .. } => self.value(&name, key, value).map(|value| Token::new(value, 0)),
            Kind::Map(pairs) => self.two(&name, key, pairs),
            Kind::List(_) => {
                let message = format!("`{name}` is a list, but it must be a value");
                self.fault("wrong-type", message, value);
                None
            }
        };
        if let Some(token) = token {
            self.file.tokens.insert(name, token);
        }
    }

    /// Values for light and dark.
    fn two(&mut self, name: &str, key: &Node, pairs: &[(Node, Node)]) -> Option<Token> {
        let mut values = [None, None];
        let schemes = ["light", "dark"];
        let mut given = [false; 2];
        for (scheme, value) in pairs {
            let word = scheme.as_text().unwrap_or_default();
            let Some(at) = schemes.iter().position(|known| *known == word) else {
                let message = format!("`{}` is not a key that is known here", brief(word));
                let hint = suggest::hint(word, &schemes);
                self.fault("unknown-key", message, scheme).hint = Some(hint);
                continue;
            };
            given[at] = true;
            let value = self.value(&format!("{name}.{word}"), scheme, value);
            values[at] = value.filter(|value| self.is_colour(name, value));
        }
        for (at, word) in schemes.into_iter().enumerate() {
            if !given[at] {
                let other = schemes[1 - at];
                let message = format!("`{name}` has no `{word}`");
                let hint = format!("add it, or write one value for both in place of `{other}`");
                self.fault("key-missing", message, key).hint = Some(hint);
            }
        }
        let [light, dark] = values;
        Some(Token::new(light?, 0).with_dark(dark?))
    }

    fn value(&mut self, name: &str, key: &Node, value: &Node) -> Option<Value> {
        let text = value.as_text().map(str::trim);
        let text = if value.is_nothing() { Some("") } else { text };
        let Some(text) = text else {
            let message = format!("`{name}` must be one value");
            self.fault("wrong-type", message, value);
            return None;
        };
        let Some(label) = css::fault(text) else {
            let place = self.sheet.place(value.range.clone());
            return Some(Value { text: text.to_owned(), place });
        };
        let message = match text {
            "" => format!("`{name}` has no value"),
            _ => format!("`{name}` cannot be `{}`", brief(text)),
        };
        let hint = quotes_hint(key.as_text().unwrap_or_default(), self.sheet.commented(key));
        let at = if text.is_empty() { key } else { value };
        let problem = self.fault("token-value", message, at);
        problem.label = Some(label.to_owned());
        problem.hint = hint.filter(|_| text.is_empty());
        None
    }

    fn is_colour(&mut self, name: &str, value: &Value) -> bool {
        let fits = css::may_be_colour(&value.text);
        if !fits {
            let message = format!("`{name}` cannot be `{}` in one scheme", brief(&value.text));
            self.diagnostics.push(
                Diagnostic::error("token-value", message)
                    .at(value.place.clone())
                    .label("expected a colour")
                    .hint("only colours differ between light and dark; give others one value"),
            );
        }
        fits
    }

    /// Reports a fault, which may still get a hint.
    fn fault(&mut self, code: &'static str, message: String, at: &Node) -> &mut Diagnostic {
        let place = self.sheet.place(at.start());
        self.diagnostics.push_and_get(Diagnostic::error(code, message).at(place))
    }
}

/// The hint for a colour that has no quotes, so that it is a comment.
pub(super) fn quotes_hint(key: &str, commented: Option<&str>) -> Option<String> {
    let colour = commented?.split_whitespace().next()?;
    Colour::read(colour)?;
    Some(format!("a `#` starts a comment; write `{key}: \"{colour}\"`"))
}
