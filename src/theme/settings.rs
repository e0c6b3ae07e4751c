//! The values that a site gives the settings of its theme stack.

use serde::Serialize;

use super::colour::Colour;
use super::css;
use super::manifest::{Setting, SettingKind};
use super::tokens::quotes_hint;
use crate::characters::one_line;
use crate::config::{GivenSetting, MediaPath};
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Diagnostics, Place, suggest};
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
    /// What the themes say of each setting, in their order.
    pub about: Vec<About>,
    /// What replaces tokens.
    pub(super) replacing: Vec<Replacing>,
}

/// A setting, as somebody who fills it wants to see it.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// The key in `settings:`.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: SettingKind,
    /// The heading under which the theme lists it.
    pub group: Option<String>,
    /// What it is called.
    pub label: Option<String>,
    /// What it does.
    pub help: Option<String>,
    /// What a `select` selects from.
    pub options: Vec<String>,
    /// Its value as text; none where nobody gave one.
    pub value: Option<String>,
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
    /// The key in `settings:`.
    pub(super) id: String,
    /// What it is.
    pub(super) kind: SettingKind,
    /// What its layers say of it, apart from id and default.
    pub(super) keys: Setting,
    /// What a `select` selects from.
    pub(super) options: Vec<String>,
    /// The default, and where it stands.
    pub(super) default: Option<(Input, Place)>,
}

/// A value that somebody wrote.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// What it is.
    pub(super) value: Data,
    /// As it was typed.
    pub(super) typed: Option<String>,
}

/// Gives every setting its value. Ids that are `expected` are declared in some way, if with a fault;
/// without them it is not known which there are.
pub(super) fn fill(
    declared: &[Declared],
    given: &[GivenSetting],
    expected: Option<&[String]>,
    diagnostics: &mut Diagnostics,
) -> Settings {
    let mut settings = Settings::default();
    let ids: Vec<&str> = declared.iter().map(|setting| setting.id.as_str()).collect();
    let is_unknown = |id: &String| expected.is_some_and(|expected| !expected.contains(id));
    for given in given.iter().filter(|given| is_unknown(&given.id)) {
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
        settings.about.push(about(setting, value.text(&settings.images)));
        settings.values.push((setting.id.clone(), value));
    }
    settings
}

fn about(setting: &Declared, value: Option<String>) -> About {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.trim().to_owned());
    About {
        id: setting.id.clone(),
        kind: setting.kind,
        group: text(&setting.keys.group),
        label: text(&setting.keys.label),
        help: text(&setting.keys.help),
        options: setting.options.clone(),
        value,
    }
}

impl SettingValue {
    /// As somebody would write it.
    fn text(&self, images: &[MediaPath]) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Bool(yes) => Some(yes.to_string()),
            Self::Whole(number) => Some(number.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Image(at) => images.get(*at).map(|image| image.path.clone()),
        }
    }
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
        if let Some(Text(token)) = &setting.keys.token
            && let Some(text) = value.text(&self.images).filter(|text| !text.is_empty())
        {
            self.replacing.push(Replacing { token: token.trim().to_owned(), text, place });
        }
        value
    }
}

/// Why a value does not fit: what stands beside the caret, and the next step.
pub(super) struct Unfit {
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
                let mut problem = problem(&self.id, &input, unfit).at(given.place.clone());
                problem.hint = problem.hint.or_else(|| self.help());
                diagnostics.push(problem);
                None
            }
        }
    }

    /// What its theme tells the owner of it.
    fn help(&self) -> Option<String> {
        let words = |text: &Option<Text>| {
            let text = one_line(text.as_ref()?.trim());
            (!text.is_empty()).then_some(text)
        };
        match (words(&self.keys.label), words(&self.keys.help)) {
            (Some(label), Some(help)) => Some(format!("{label}: {help}")),
            (label, help) => help.or(label),
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

    /// Gives a value its type, or says why it does not fit.
    pub(super) fn read(&self, input: &Input) -> Result<SettingValue, Unfit> {
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

/// The problem of a value that does not fit.
pub(super) fn problem(id: &str, input: &Input, unfit: Unfit) -> Diagnostic {
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
