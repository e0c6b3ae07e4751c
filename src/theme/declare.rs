//! The settings that the themes of a stack declare: each checked, and completed with what the layers
//! below say of it.

use super::css;
use super::manifest::{Read, Setting, SettingKind};
use super::settings::{DEFAULT_STYLE, Declared, Input, STYLE, problem};
use super::tokens;
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Diagnostics, FieldPath, suggest};
use crate::path;
use crate::yaml::{Data, Text};

/// What declarations are held against.
pub(super) struct Known<'a> {
    /// The tokens of the stack.
    pub(super) tokens: &'a [&'a str],
    /// Its styles, without the default one.
    pub(super) styles: Vec<String>,
}

/// The ids that a layer declares, with those of declarations that have faults; `None` where what
/// should be a list is none.
pub(super) fn ids(read: &Read) -> Option<Vec<String>> {
    let positions = 0..read.sheet.length(&path!["settings"]);
    if positions.is_empty() && read.faulty.contains("settings") {
        return None;
    }
    let id = |at| read.sheet.typed(&path!["settings", at, "id"]).map(|id| id.trim().to_owned());
    Some(positions.filter_map(id).collect())
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
            None => same.and_then(|below| below.default.clone()).filter(|(input, _)| {
                // Options of its own have a first one, which is the default then.
                let word = input.typed.as_deref().map(str::trim);
                !has_options || options.iter().any(|option| Some(option.as_str()) == word)
            }),
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
