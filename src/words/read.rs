//! From the files of words to messages, with everything that is wrong at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::message::{Form, Message, Written};
use super::plurals::{CATEGORIES, OTHER, Plurals};
use crate::diag::{Diagnostic, Diagnostics, suggest};
use crate::theme::Theme;
use crate::yaml::{Kind, Node, Sheet};

/// What the names of messages that name languages start with.
pub(super) const LANGUAGE: &str = "language-";

/// How many missing messages are named.
const NAMED: usize = 3;

/// The messages of a chain of languages, each from the nearest language that has it.
pub(super) fn messages(
    theme: &Theme,
    chain: &[String],
    plurals: &[Plurals],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    for (at, (tag, plurals)) in chain.iter().zip(plurals).enumerate() {
        let files = theme.words.iter().rev();
        for file in files.filter(|file| file.language.eq_ignore_ascii_case(tag)) {
            let language = Language { at, tag, plurals };
            let sheet = Sheet::read(&file.path, file.text.as_bytes(), diagnostics);
            if let Some(sheet) = sheet {
                let mut reader = Reader { theme, sheet: &sheet, language, diagnostics };
                reader.read(&mut messages);
            }
        }
    }
    diagnostics.extend(missing(theme, chain, &messages));
    messages
}

/// The language of a file, and its position in the chain.
#[derive(Clone, Copy)]
struct Language<'run> {
    at: usize,
    tag: &'run str,
    plurals: &'run Plurals,
}

struct Reader<'run, 'found> {
    theme: &'run Theme,
    sheet: &'run Sheet,
    language: Language<'run>,
    diagnostics: &'found mut Diagnostics,
}

impl Reader<'_, '_> {
    /// Adds the messages of the file to those of the layers and languages behind it.
    fn read(&mut self, messages: &mut BTreeMap<String, Message>) {
        let root = &self.sheet.root;
        let Kind::Map(pairs) = &root.kind else {
            if root.as_text() != Some("") {
                let message = "a file of words is a map of keys and texts".to_owned();
                self.fault(Diagnostic::error("wrong-type", message), root.range.clone());
            }
            return;
        };
        let is_base = messages.is_empty();
        for (key, value) in pairs {
            let Some(name) = key.as_text() else { continue };
            let known = messages.get(name);
            if known.is_none() && !is_base && !self.theme.mentions(name) {
                self.unknown(name, key.range.clone(), messages);
            }
            if is_blank(value) {
                self.blank(name, value);
                continue;
            }
            let arguments = known.map(|message| message.arguments.clone());
            if let Some(message) = self.message(name, value, arguments) {
                messages.insert(name.to_owned(), message);
            }
        }
    }

    /// One message; `known` are the arguments of the message that it replaces.
    fn message(&mut self, name: &str, value: &Node, known: Option<Vec<String>>) -> Option<Message> {
        let written = self.forms(name, value)?;
        let is_plural = matches!(value.kind, Kind::Map(_));
        let arguments = known.unwrap_or_else(|| {
            let placeholders = written.iter().flat_map(|(_, text, _)| text.placeholders());
            let mut names: Vec<String> = Vec::new();
            for name in placeholders.chain(is_plural.then_some("count")) {
                if names.iter().all(|known| known != name) {
                    names.push(name.to_owned());
                }
            }
            names
        });
        let mut fit = true;
        for (_, text, range) in &written {
            fit &= self.fits(text, range, &arguments);
        }
        if !fit {
            return None;
        }
        let count = arguments.iter().position(|name| name == "count").filter(|_| is_plural);
        if is_plural && count.is_none() {
            let message = format!("`{name}` has no `{{count}}`, so it has no plural forms");
            let problem = Diagnostic::error("plural-form", message).hint("write one text");
            self.fault(problem, value.start());
            return None;
        }
        let last = u8::try_from(written.len().saturating_sub(1)).unwrap_or_default();
        let mut of_category = [last; 6];
        for (at, (category, ..)) in (0..).zip(&written) {
            of_category[*category] = at;
        }
        let forms = written.iter().map(|(_, text, _)| Form::new(text, &arguments)).collect();
        Some(Message { arguments, forms, of_category, count, language: self.language.at })
    }

    /// The texts of a message by their plural categories; `other` is the last one.
    fn forms<'a>(&mut self, name: &str, value: &'a Node) -> Option<Vec<Text<'a>>> {
        let pairs = match &value.kind {
            Kind::Scalar { .. } => return Some(vec![self.text(OTHER, name, value)?]),
            Kind::Map(pairs) => pairs,
            Kind::List(_) => {
                let message = format!("`{name}` is a list");
                let hint = "write a text, or a map of plural forms such as `one` and `other`";
                let problem = Diagnostic::error("wrong-type", message).hint(hint);
                self.fault(problem, value.range.clone());
                return None;
            }
        };
        let mut forms = Vec::new();
        let mut whole = true;
        for (key, text) in pairs {
            if is_blank(text) {
                self.blank(name, text);
                continue;
            }
            let category = key.as_text().unwrap_or_default();
            let Some(at) = CATEGORIES.iter().position(|known| *known == category) else {
                let message = format!("`{category}` is no plural form");
                let hint = suggest::hint(category, &CATEGORIES);
                let problem = Diagnostic::error("plural-form", message).hint(hint);
                self.fault(problem, key.range.clone());
                whole = false;
                continue;
            };
            if !self.language.plurals.has(at) {
                self.unused(category, key.range.clone());
            }
            match self.text(at, name, text) {
                Some(text) => forms.push(text),
                None => whole = false,
            }
        }
        forms.sort_by_key(|(category, ..)| *category);
        if whole && forms.last().is_none_or(|(category, ..)| *category != OTHER) {
            let message = format!("`{name}` has no plural form `other`");
            let hint = "add `other`: it is taken for all numbers without a form of their own";
            let problem = Diagnostic::error("plural-form", message).hint(hint);
            self.fault(problem, value.start());
            whole = false;
        }
        whole.then_some(forms)
    }

    fn text<'a>(&mut self, category: usize, name: &str, value: &'a Node) -> Option<Text<'a>> {
        let Kind::Scalar { text, .. } = &value.kind else {
            let message = format!("a form of `{name}` is not a text");
            self.fault(Diagnostic::error("wrong-type", message), value.range.clone());
            return None;
        };
        match Written::read(text) {
            Ok(written) => Some((category, written, value.range.clone())),
            Err(at) => {
                let message = format!("a `{}` that belongs to no placeholder", &text[at]);
                let hint = "write a placeholder as `{name}`, and a brace itself twice: `{{`";
                let problem = Diagnostic::error("placeholder", message).hint(hint);
                self.fault(problem, value.range.clone());
                None
            }
        }
    }

    /// Whether a text has only placeholders that get a value.
    fn fits(&mut self, text: &Written<'_>, range: &Range<usize>, arguments: &[String]) -> bool {
        let unknown = text.placeholders().find(|name| arguments.iter().all(|known| known != name));
        let Some(name) = unknown else { return true };
        let message = format!("nothing is given for `{{{name}}}`");
        let hint = if arguments.is_empty() {
            "this text has no placeholders".to_owned()
        } else {
            let known: Vec<String> = arguments.iter().map(|name| format!("{{{name}}}")).collect();
            suggest::hint(
                &format!("{{{name}}}"),
                &known.iter().map(String::as_str).collect::<Vec<_>>(),
            )
        };
        self.fault(Diagnostic::error("placeholder", message).hint(hint), range.clone());
        false
    }

    fn unknown(&mut self, name: &str, range: Range<usize>, known: &BTreeMap<String, Message>) {
        let message = format!("there are no words `{name}`");
        let known = known.keys().map(String::as_str);
        let hint = suggest::closest(name, known).map_or_else(
            || "no template of the theme has this key either".to_owned(),
            |known| format!("did you mean `{known}`?"),
        );
        let place = self.sheet.place(range);
        self.diagnostics.push(Diagnostic::warning("unknown-key", message).at(place).hint(hint));
    }

    /// Says of a text without words in quotes that it is taken for a missing one; what is not
    /// written yet is nothing to warn of.
    fn blank(&mut self, name: &str, value: &Node) {
        if let Kind::Map(forms) = &value.kind {
            for (_, form) in forms {
                self.blank(name, form);
            }
        } else if !value.is_nothing() {
            let message = format!("`{name}` has a text without words");
            let hint = "it is taken for a missing one; to leave words out, change the template";
            let place = self.sheet.place(value.range.clone());
            self.diagnostics.push(Diagnostic::warning("words-blank", message).at(place).hint(hint));
        }
    }

    fn unused(&mut self, category: &str, range: Range<usize>) {
        let tag = self.language.tag;
        let message = format!("no number takes the plural form `{category}` in `{tag}`");
        let has = suggest::list(&self.language.plurals.categories());
        let place = self.sheet.place(range);
        let problem = Diagnostic::warning("plural-form", message).at(place);
        self.diagnostics.push(problem.hint(format!("this language has {has}")));
    }

    fn fault(&mut self, problem: Diagnostic, range: Range<usize>) {
        let place = self.sheet.place(range);
        self.diagnostics.push(problem.at(place));
    }
}

/// Whether a value says nothing: a text without words, or plural forms that all are.
fn is_blank(value: &Node) -> bool {
    match &value.kind {
        Kind::Scalar { text, .. } => value.is_nothing() || text.trim().is_empty(),
        Kind::Map(pairs) => !pairs.is_empty() && pairs.iter().all(|(_, form)| is_blank(form)),
        Kind::List(_) => false,
    }
}

/// A text of a message: its plural category, what it says, and its bytes.
type Text<'a> = (usize, Written<'a>, Range<usize>);

/// The note on messages that are there in English only.
fn missing(
    theme: &Theme,
    chain: &[String],
    messages: &BTreeMap<String, Message>,
) -> Option<Diagnostic> {
    let tag = chain.last()?;
    let is_english = tag.split('-').next().is_some_and(|part| part.eq_ignore_ascii_case("en"));
    let english = messages.iter().filter(|(_, message)| message.language == 0 && !is_english);
    let keys: Vec<&str> = english.map(|(key, _)| key.as_str()).collect();
    // What is said comes before the names of languages.
    let (names, said): (Vec<&str>, Vec<&str>) =
        keys.iter().partition(|key| key.starts_with(LANGUAGE));
    let first: Vec<&str> = said.into_iter().chain(names).take(NAMED).collect();
    let shown = suggest::list(&first);
    let more = if keys.len() > NAMED { ", …" } else { "" };
    let text = match keys.len() {
        0 => return None,
        _ if keys.len() == messages.len() => {
            format!("there are no words in `{tag}`: the {} of English are shown", keys.len())
        }
        1 => format!("1 text is missing in `{tag}` and shown in English: {shown}"),
        count => {
            format!("{count} texts are missing in `{tag}` and shown in English: {shown}{more}")
        }
    };
    let known: BTreeSet<&str> = theme.words.iter().map(|file| file.language.as_str()).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let hint = format!(
        "write them into `templates/i18n/{tag}.yaml`; there are words in {}",
        suggest::list(&known)
    );
    Some(Diagnostic::note("words-missing", text).hint(hint))
}
