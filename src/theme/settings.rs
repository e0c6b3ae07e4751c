//! The settings of a stack, and the values that a site gives them.

use super::colour::Colour;
use super::css;
use super::manifest::{Read, Setting, SettingKind};
use super::tokens::{self, quotes_hint};
use crate::characters::one_line;
use crate::config::{GivenSetting, MediaPath};
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Diagnostics, FieldPath, Place, suggest};
use crate::path;
use crate::yaml::{Data, Text};

/// The setting that chooses a style.
pub(super) const STYLE: &str = "style";

/// The style of those who choose none: the tokens without a style of their layers.
pub(super) const DEFAULT_STYLE: &str = "default";

/// The value of a setting, of the type that its theme says.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// No value: a colour, number or picture that nobody gave.
    Nothing,
    /// Of a `bool`.
    Bool(bool),
    /// Of a `number` that is whole.
    Whole(i64),
    /// Of a `number`.
    Number(f64),
    /// Of a `color`, `select` or `text`.
    Text(String),
    /// Of an `image`: its position in [`Settings::images`].
    Image(usize),
}

/// What a site has set.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The value of every setting of the stack, by its id.
    pub values: Vec<(String, SettingValue)>,
    /// The pictures that are named; whether they exist is found out with the content.
    pub images: Vec<MediaPath>,
    /// What replaces tokens.
    pub(super) replacing: Vec<Replacing>,
}

/// A value that replaces a token.
#[derive(Clone, Debug)]
pub(super) struct Replacing {
    pub(super) token: String,
    pub(super) text: String,
    pub(super) place: Place,
}

impl Settings {
    /// The style that was chosen.
    pub(super) fn style(&self) -> &str {
        let style = self.values.iter().find(|(id, _)| id == STYLE);
        match style {
            Some((_, SettingValue::Text(style))) => style,
            _ => DEFAULT_STYLE,
        }
    }
}

/// A setting that was declared, with all that its layers say of it.
#[derive(Debug)]
pub(super) struct Declared {
    id: String,
    kind: SettingKind,
    keys: Setting,
    options: Vec<String>,
    /// The default, and where it stands.
    default: Option<(Input, Place)>,
}

/// A value that somebody wrote.
#[derive(Clone, Debug)]
struct Input {
    value: Data,
    /// As it was typed.
    typed: Option<String>,
}

/// What declarations are held against.
pub(super) struct Known<'a> {
    /// The tokens of the stack.
    pub(super) tokens: &'a [&'a str],
    /// Its styles, without the default one.
    pub(super) styles: Vec<String>,
}

/// Adds the settings of a layer to those of the layers below it.
pub(super) fn declare(
    declared: &mut Vec<Declared>,
    read: &Read,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen = Vec::new();
    for (at, keys) in read.faulty.positions("settings", read.manifest.settings.clone()) {
        let mut check = Check { read, at, known, diagnostics };
        let Some(id) = check.id(keys.id.as_ref()) else { continue };
        if seen.contains(&id) {
            let message = format!("the setting `{id}` is there already");
            check.report("id-taken", message, &path!["settings", at, "id"]);
            continue;
        }
        seen.push(id.clone());
        let below = declared.iter().position(|setting| setting.id == id);
        let setting = check.setting(id, keys, below.map(|below| &declared[below]));
        match (setting, below) {
            (Some(setting), Some(below)) => declared[below] = setting,
            (Some(setting), None) => declared.push(setting),
            (None, _) => {}
        }
    }
}

/// Gives every setting its value; `complete` tells whether all settings of the stack are known.
pub(super) fn fill(
    declared: &[Declared],
    given: &[GivenSetting],
    complete: bool,
    diagnostics: &mut Diagnostics,
) -> Settings {
    let mut settings = Settings::default();
    let ids: Vec<&str> = declared.iter().map(|setting| setting.id.as_str()).collect();
    for given in given.iter().filter(|given| complete && !ids.contains(&given.id.as_str())) {
        let message = format!("the theme has no setting `{}`", brief(&given.id));
        let hint = match ids.as_slice() {
            [] => "remove this line; the theme has no settings".to_owned(),
            ids => suggest::hint(&given.id, ids),
        };
        let problem = Diagnostic::error("unknown-setting", message).hint(hint);
        diagnostics.push(problem.at(given.id_place.clone()));
    }
    for setting in declared {
        let given = given.iter().find(|given| given.id == setting.id);
        let value = given.and_then(|given| setting.given(given, diagnostics));
        let value = value.or_else(|| {
            let (input, place) = setting.default.as_ref()?;
            Some((setting.read(input).ok()?, place.clone()))
        });
        let value = match value {
            Some((value, place)) => settings.take(setting, value, place),
            None => setting.nothing(),
        };
        settings.values.push((setting.id.clone(), value));
    }
    settings
}

impl Settings {
    fn take(&mut self, setting: &Declared, value: SettingValue, place: Place) -> SettingValue {
        let value = match value {
            SettingValue::Text(path) if setting.kind == SettingKind::Image => {
                self.images.push(MediaPath { path, place: place.clone() });
                SettingValue::Image(self.images.len() - 1)
            }
            value => value,
        };
        let text = match &value {
            SettingValue::Text(text) => text.clone(),
            SettingValue::Whole(number) => number.to_string(),
            SettingValue::Number(number) => number.to_string(),
            _ => String::new(),
        };
        if let Some(Text(token)) = &setting.keys.token
            && !text.is_empty()
        {
            self.replacing.push(Replacing { token: token.trim().to_owned(), text, place });
        }
        value
    }
}

/// Why a value does not fit: what stands beside the caret, and the next step.
struct Unfit {
    label: String,
    hint: Option<String>,
}

impl Unfit {
    fn label<T>(label: impl Into<String>) -> Result<T, Self> {
        Err(Self { label: label.into(), hint: None })
    }

    fn hint<T>(label: impl Into<String>, hint: impl Into<String>) -> Result<T, Self> {
        Err(Self { label: label.into(), hint: Some(hint.into()) })
    }
}

impl Declared {
    /// The value that the site gives; a blank one is none.
    fn given(
        &self,
        given: &GivenSetting,
        diagnostics: &mut Diagnostics,
    ) -> Option<(SettingValue, Place)> {
        let input = Input { value: given.value.clone(), typed: given.typed.clone() };
        let read = if input.value == Data::Nothing {
            let hint = quotes_hint(&given.id, given.commented.as_deref());
            match hint.filter(|_| self.kind == SettingKind::Color) {
                Some(hint) => Unfit::hint("expected a colour", hint),
                None => return None,
            }
        } else {
            self.read(&input)
        };
        match read {
            Ok(value) => Some((value, given.place.clone())),
            Err(unfit) => {
                diagnostics.push(problem(&self.id, &input, unfit).at(given.place.clone()));
                None
            }
        }
    }

    /// The value where there is none.
    fn nothing(&self) -> SettingValue {
        match self.kind {
            SettingKind::Bool => SettingValue::Bool(false),
            SettingKind::Text => SettingValue::Text(String::new()),
            SettingKind::Select => {
                SettingValue::Text(self.options.first().cloned().unwrap_or_default())
            }
            SettingKind::Color | SettingKind::Number | SettingKind::Image => SettingValue::Nothing,
        }
    }

    fn read(&self, input: &Input) -> Result<SettingValue, Unfit> {
        let typed = input.typed.as_deref().map(str::trim);
        match self.kind {
            SettingKind::Color => colour(typed),
            SettingKind::Select => match typed {
                Some(word) if self.options.iter().any(|option| option == word) => {
                    Ok(SettingValue::Text(word.to_owned()))
                }
                word => {
                    let options: Vec<&str> = self.options.iter().map(String::as_str).collect();
                    let hint = suggest::hint(word.unwrap_or_default(), &options);
                    Unfit::hint("expected one of the options", hint)
                }
            },
            SettingKind::Bool => match (&input.value, typed) {
                (Data::Bool(value), _) => Ok(SettingValue::Bool(*value)),
                (_, Some("yes" | "on")) => {
                    Unfit::hint("expected `true` or `false`", "write `true`")
                }
                (_, Some("no" | "off")) => {
                    Unfit::hint("expected `true` or `false`", "write `false`")
                }
                _ => Unfit::label("expected `true` or `false`"),
            },
            SettingKind::Number => self.number(&input.value),
            SettingKind::Text => self.text(typed),
            SettingKind::Image => match typed {
                Some(path) if !path.is_empty() => Ok(SettingValue::Text(path.to_owned())),
                _ => Unfit::label("expected the path of a picture, such as `media/sign.jpg`"),
            },
        }
    }

    fn number(&self, value: &Data) -> Result<SettingValue, Unfit> {
        #[allow(clippy::cast_precision_loss, reason = "only compared with the limits")]
        let (value, number) = match value {
            Data::Whole(whole) => (SettingValue::Whole(*whole), *whole as f64),
            Data::Number(number) if number.is_finite() => (SettingValue::Number(*number), *number),
            _ => return Unfit::label("expected a number"),
        };
        let (min, max) = (self.keys.min, self.keys.max);
        if min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max) {
            return Ok(value);
        }
        Unfit::label(match (min, max) {
            (Some(min), Some(max)) => format!("expected {min} to {max}"),
            (Some(min), None) => format!("expected {min} or more"),
            (None, max) => format!("expected {} or less", max.unwrap_or_default()),
        })
    }

    fn text(&self, typed: Option<&str>) -> Result<SettingValue, Unfit> {
        let Some(text) = typed else { return Unfit::label("expected a text") };
        let text = one_line(text);
        let is_css = self.keys.token.is_some() && !text.is_empty();
        match css::fault(&text).filter(|_| is_css) {
            Some(label) => {
                Unfit::hint(label, "write one value, as behind `--name:` in a style sheet")
            }
            None => Ok(SettingValue::Text(text)),
        }
    }
}

fn colour(typed: Option<&str>) -> Result<SettingValue, Unfit> {
    const LABEL: &str = "expected a colour, such as `\"#0b4f6c\"`";
    let Some(typed) = typed else { return Unfit::label(LABEL) };
    if let Some(colour) = Colour::read(typed) {
        return Ok(SettingValue::Text(colour.hex()));
    }
    let with_sign = format!("#{typed}");
    match Colour::read(&with_sign) {
        Some(_) => Unfit::hint(LABEL, format!("did you mean `\"{with_sign}\"`?")),
        None => Unfit::label(LABEL),
    }
}

fn problem(id: &str, input: &Input, unfit: Unfit) -> Diagnostic {
    let message = match (&input.value, input.typed.as_deref()) {
        (Data::Nothing, _) => format!("the setting `{id}` is blank"),
        (Data::List(_), _) => format!("the setting `{id}` cannot be a list"),
        (Data::Map(_), _) => format!("the setting `{id}` cannot be a group of keys"),
        (_, typed) => {
            format!("the setting `{id}` cannot be `{}`", brief(typed.unwrap_or_default()))
        }
    };
    let mut problem = Diagnostic::error("setting-value", message).label(unfit.label);
    problem.hint = unfit.hint;
    problem
}

/// Checks one declaration.
struct Check<'run, 'read> {
    read: &'read Read,
    /// Its position in the list.
    at: usize,
    known: &'run Known<'run>,
    diagnostics: &'run mut Diagnostics,
}

impl Check<'_, '_> {
    fn report(&mut self, code: &'static str, message: String, at: &FieldPath) -> &mut Diagnostic {
        let problem = Diagnostic::error(code, message).at(self.read.sheet.value(at));
        self.diagnostics.push_and_get(problem)
    }

    /// Reports a key that is missing, unless it is only left out because of a fault.
    fn missing(&mut self, key: &str) {
        if !self.read.faulty.contains("settings") {
            let message = format!("`settings[{}]` has no `{key}`", self.at + 1);
            self.report("key-missing", message, &path!["settings", self.at]);
        }
    }

    fn id(&mut self, id: Option<&Text>) -> Option<String> {
        let Some(id) = id.map(|id| id.trim()).filter(|id| !id.is_empty()) else {
            self.missing("id");
            return None;
        };
        let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if plain && id.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Some(id.to_owned());
        }
        let message = format!("a setting cannot be called `{}`", brief(id));
        let label = "expected lower case letters, digits and `_`";
        self.report("setting-id", message, &path!["settings", self.at, "id"]).label =
            Some(label.to_owned());
        None
    }

    /// Completes a declaration with what a layer below says of the same setting.
    fn setting(&mut self, id: String, own: Setting, below: Option<&Declared>) -> Option<Declared> {
        let same = below.filter(|below| own.kind.is_none_or(|kind| kind == below.kind));
        let Some(kind) = own.kind.or(same.map(|below| below.kind)) else {
            self.missing("type");
            return None;
        };
        let given = own.default.clone();
        let has_options = !own.options.is_empty();
        let old = same.map(|below| below.keys.clone()).unwrap_or_default();
        let keys = Setting {
            id: None,
            kind: Some(kind),
            default: None,
            label: own.label.or(old.label),
            help: own.help.or(old.help),
            group: own.group.or(old.group),
            options: if has_options { own.options } else { old.options },
            min: own.min.or(old.min),
            max: own.max.or(old.max),
            token: own.token.or(old.token),
        };
        let options = self.options(&id, kind, &keys);
        self.token(kind, &keys);
        self.limits(kind, &keys);
        let path = path!["settings", self.at, "default"];
        let default = match given.filter(|value| *value != Data::Nothing) {
            Some(value) => {
                let typed = self.read.sheet.typed(&path).map(str::to_owned);
                Some((Input { value, typed }, self.read.sheet.value(&path)))
            }
            None => same.and_then(|below| below.default.clone()),
        };
        let mut setting = Declared { id, kind, keys, options, default };
        if let Some((input, _)) = &setting.default
            && let Err(unfit) = setting.read(input)
        {
            let mut problem = problem(&setting.id, input, unfit);
            problem.message.insert_str(0, "the default of ");
            self.diagnostics.push(problem.at(self.read.sheet.value(&path)));
            setting.default = None;
        }
        Some(setting)
    }

    fn declaration(&mut self, message: String, key: &'static str) -> &mut Diagnostic {
        self.report("setting-declaration", message, &path!["settings", self.at, key])
    }

    /// The options: as they are listed, or the styles of the stack.
    fn options(&mut self, id: &str, kind: SettingKind, keys: &Setting) -> Vec<String> {
        let listed: Vec<String> =
            keys.options.iter().map(|option| option.trim().to_owned()).collect();
        if kind != SettingKind::Select {
            if !listed.is_empty() {
                self.declaration(format!("only a `select` has options, not `{id}`"), "options");
            }
            return Vec::new();
        }
        if id != STYLE {
            if listed.is_empty() && !self.read.faulty.contains("settings") {
                let message = format!("the setting `{id}` has no options to select from");
                self.declaration(message, "type").hint =
                    Some("add a line such as `options: [columns, grid]`".to_owned());
            }
            return listed;
        }
        let default = [DEFAULT_STYLE.to_owned()];
        let styles: Vec<String> = default.into_iter().chain(self.known.styles.clone()).collect();
        let known: Vec<&str> = styles.iter().map(String::as_str).collect();
        for option in listed.iter().filter(|option| !styles.contains(option)) {
            let message = format!("there is no style `{}`", brief(option));
            self.declaration(message, "options").hint = Some(suggest::hint(option, &known));
        }
        if listed.is_empty() { styles } else { listed }
    }

    fn token(&mut self, kind: SettingKind, keys: &Setting) {
        let Some(token) = keys.token.as_ref().map(|token| token.trim()) else { return };
        if matches!(kind, SettingKind::Bool | SettingKind::Image) {
            let message = "the value of a `bool` or `image` cannot replace a token".to_owned();
            self.declaration(message, "token");
        } else if !self.known.tokens.contains(&token) {
            let place = self.read.sheet.value(&path!["settings", self.at, "token"]);
            self.diagnostics.push(tokens::unknown(token, self.known.tokens).at(place));
        }
        let unfit = keys.options.iter().filter(|_| kind == SettingKind::Select);
        for (option, label) in unfit.filter_map(|word| Some((word.to_string(), css::fault(word)?)))
        {
            let message = format!("the option `{}` cannot replace a token", brief(&option));
            self.declaration(message, "options").label = Some(label.to_owned());
        }
    }

    fn limits(&mut self, kind: SettingKind, keys: &Setting) {
        for (key, given) in [("min", keys.min), ("max", keys.max)] {
            if given.is_some() && kind != SettingKind::Number {
                self.declaration(format!("only a `number` has `{key}`"), key);
            }
        }
        if let (Some(min), Some(max)) = (keys.min, keys.max)
            && min > max
        {
            self.declaration(format!("`min` is {min}, more than `max`, which is {max}"), "min");
        }
    }
}
