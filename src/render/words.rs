//! The filters `t` and `number`: the words of the interface and its numbers in templates.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::diag::suggest;
use crate::views::html;
use crate::words::{Message, Piece, Words};

/// Adds the filters to an engine.
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>) {
    let translator = Translator::new(words);
    tera.register_filter("t", move |key: &Value, arguments: Kwargs, _: &State<'_>| {
        translator.say(key, &arguments)
    });
    let words = Arc::clone(words);
    tera.register_filter("number", move |number: &Value, _: Kwargs, _: &State<'_>| {
        let mut text = String::new();
        if write_number(&words, number, &mut text) {
            return Ok(Value::normal_string(&text));
        }
        let message = "`number` takes a whole number, or a text such as `4.5`, and this is ";
        Err(fault([message, &called(number)].concat()))
    });
}

/// Says messages as safe HTML.
struct Translator {
    words: Arc<Words>,
    /// Messages that take no argument are most of them, and need to be made only once.
    constants: HashMap<String, Value>,
}

impl Translator {
    fn new(words: &Arc<Words>) -> Self {
        let constant = |key: &str| {
            let text = words.message(key)?.constant()?;
            let mut safe = String::with_capacity(text.len());
            escape(text, &mut safe);
            Some((key.to_owned(), html(&safe)))
        };
        Self { words: Arc::clone(words), constants: words.keys().filter_map(constant).collect() }
    }

    fn say(&self, key: &Value, given: &Kwargs) -> TeraResult<Value> {
        let Some(name) = key.as_str() else {
            let message = "`t` takes the key of words, such as `\"read-whole\" | t`, and this is ";
            return Err(fault([message, &called(key)].concat()));
        };
        if let Some(constant) = self.constants.get(name)
            && given.iter().next().is_none()
        {
            return Ok(constant.clone());
        }
        let Some(message) = self.words.message(name) else { return Err(self.unknown(name)) };
        let needed = message.arguments();
        for (argument, _) in given.iter() {
            if !argument.as_str().is_some_and(|given| needed.iter().any(|name| name == given)) {
                return Err(unneeded(name, &argument.to_string(), needed));
            }
        }
        self.fill(name, message, given).map(|text| html(&text))
    }

    fn fill(&self, key: &str, message: &Message, given: &Kwargs) -> TeraResult<String> {
        let value = |at: usize| argument(key, &message.arguments()[at], given);
        // Each argument must be there, also where this language does not say it.
        for at in 0..message.arguments().len() {
            value(at)?;
        }
        let count = match message.count() {
            Some(at) => Some(whole(value(at)?).ok_or_else(|| {
                fault(format!("`count` of `{key}` must be a whole number: it decides the form"))
            })?),
            None => None,
        };
        let mut text = String::with_capacity(96);
        for piece in self.words.form(message, count) {
            match piece {
                Piece::Words(words) => escape(words, &mut text),
                Piece::Argument(at) => {
                    let argument = value(*at)?;
                    match argument.as_str() {
                        Some(safe) if argument.is_safe() => text.push_str(safe),
                        Some(plain) => escape(plain, &mut text),
                        None if write_number(&self.words, argument, &mut text) => {}
                        None => {
                            let name = &message.arguments()[*at];
                            let message = format!("`{name}` of `{key}` must be a text or a number");
                            return Err(fault(format!("{message}, and is {}", called(argument))));
                        }
                    }
                }
            }
        }
        Ok(text)
    }

    fn unknown(&self, name: &str) -> tera::Error {
        let near = suggest::closest(name, self.words.keys());
        fault(match near {
            Some(near) => format!("there are no words `{name}`: did you mean `{near}`?"),
            None => format!(
                "there are no words `{name}`: add them to `i18n/en.yaml` beside the templates"
            ),
        })
    }
}

fn argument<'a>(key: &str, name: &'a str, given: &'a Kwargs) -> TeraResult<&'a Value> {
    // There are a few at most: to look at each is faster than to ask the map.
    match given.iter().find(|(given, _)| given.as_str() == Some(name)).map(|(_, value)| value) {
        Some(value) if !value.is_undefined() && !value.is_none() => Ok(value),
        Some(_) => Err(fault(format!("`{name}` of `{key}` is nothing here"))),
        None => Err(fault(format!("`{key}` needs the argument `{name}`"))),
    }
}

fn unneeded(key: &str, argument: &str, needed: &[String]) -> tera::Error {
    let needed: Vec<&str> = needed.iter().map(String::as_str).collect();
    fault(match needed.as_slice() {
        [] => format!("`{key}` takes no argument, and gets `{argument}`"),
        needed => {
            format!("`{key}` takes no argument `{argument}`: {}", suggest::hint(argument, needed))
        }
    })
}

/// A whole number that is not negative.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| u64::try_from(value.as_i64()?).ok())
}

/// Writes a number in the language of the site; `false` where the value is none.
fn write_number(words: &Words, value: &Value, to: &mut String) -> bool {
    if let Some(number) = whole(value) {
        words.whole(number, to);
        return true;
    }
    match value.as_str() {
        Some(text) => words.decimal(text, to),
        None => value.is_number() && words.decimal(&value.to_string(), to),
    }
}

/// What a value is, for messages.
fn called(value: &Value) -> String {
    match value.as_str() {
        Some(text) => format!("the text `{}`", crate::diag::text::brief(text)),
        None if value.is_undefined() || value.is_none() => "nothing".to_owned(),
        None => format!("a value of the type {}", value.name()),
    }
}

fn fault(message: String) -> tera::Error {
    tera::Error::message(message)
}

/// Writes text as HTML, for elements and attributes alike: as the engine escapes it.
fn escape(text: &str, to: &mut String) {
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        to.push_str(text);
        return;
    }
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len() + 16);
    // Writing to memory does not fail, and what is written is UTF-8.
    let _: io::Result<()> = tera::escape_html(text, &mut bytes);
    to.push_str(str::from_utf8(&bytes).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::theme::{Theme, WordsFile};

    const ENGLISH: &str = "\
plain: Tom & \"Ann\"
named: 'By {name} & co.'
counted: {one: '{count} review of {name}', other: '{count} reviews of {name}'}
";

    fn file(language: &str, text: &str) -> WordsFile {
        let path = format!("i18n/{language}.yaml");
        WordsFile { language: language.to_owned(), path, text: text.to_owned() }
    }

    fn engine(language: &str, files: &[WordsFile]) -> Tera {
        let mut theme = Theme::default();
        theme.words.extend_from_slice(files);
        let words = Arc::new(Words::load(&theme, language, &mut Diagnostics::default()));
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        register(&mut tera, &words);
        tera
    }

    fn drawn(tera: &mut Tera, template: &str) -> Result<String, String> {
        tera.add_raw_template("x.html", template).unwrap();
        let mut context = tera::Context::new();
        context.insert("name", "<A>");
        context.insert("items", &[1]);
        context.insert_value("safe", html("<b>A</b>"));
        tera.render("x.html", &context).map_err(|error| error.to_string())
    }

    #[test]
    fn words_and_what_is_put_into_them_are_safe_html() {
        let mut tera = engine("en", &[file("en", ENGLISH)]);
        for (template, expected) in [
            ("{{ 'plain' | t }}", "Tom &amp; &quot;Ann&quot;"),
            ("{{ 'named' | t(name=name) }}", "By &lt;A&gt; &amp; co."),
            ("{{ 'named' | t(name=safe) }}", "By <b>A</b> &amp; co."),
            ("{{ 'named' | t(name=1234) }}", "By 1,234 &amp; co."),
            ("{{ 'counted' | t(count=1, name='X') }}", "1 review of X"),
            ("{{ 'counted' | t(count=2000, name='X') }}", "2,000 reviews of X"),
            ("{{ 1234 | number }} {{ '4.5' | number }} {{ -3 | number }}", "1,234 4.5 -3"),
        ] {
            assert_eq!(drawn(&mut tera, template).unwrap(), expected);
        }
    }

    #[test]
    fn numbers_and_forms_are_those_of_the_language() {
        let polish =
            "counted: {one: '{count} opinia', few: '{count} opinie', other: '{count} opinii'}";
        let mut tera = engine("pl-PL", &[file("pl", polish), file("en", ENGLISH)]);
        for (template, expected) in [
            ("{{ 'counted' | t(count=22, name='X') }}", "22 opinie"),
            ("{{ 'counted' | t(count=12345, name='X') }}", "12\u{a0}345 opinii"),
            ("{{ 'named' | t(name='X') }} {{ '4.5' | number }}", "By X &amp; co. 4,5"),
        ] {
            assert_eq!(drawn(&mut tera, template).unwrap(), expected);
        }
    }

    #[test]
    fn a_mistake_is_named_with_what_there_is() {
        let mut tera = engine("en", &[file("en", ENGLISH)]);
        for (template, expected) in [
            ("{{ 'plian' | t }}", "did you mean `plain`?"),
            ("{{ 'quite-other' | t }}", "add them to `i18n/en.yaml`"),
            ("{{ 'named' | t }}", "`named` needs the argument `name`"),
            (
                "{{ 'named' | t(nam='X', name='Y') }}",
                "takes no argument `nam`: did you mean `name`?",
            ),
            ("{{ 'plain' | t(name='X') }}", "`plain` takes no argument, and gets `name`"),
            ("{{ 'named' | t(name=none) }}", "`name` of `named` is nothing here"),
            ("{{ 'named' | t(name=items) }}", "`name` of `named` must be a text or a number"),
            ("{{ 'counted' | t(count='many', name='X') }}", "`count` of `counted` must be a whole"),
            ("{{ 4 | t }}", "`t` takes the key of words"),
            ("{{ 'four' | number }}", "this is the text `four`"),
        ] {
            let message = drawn(&mut tera, template).unwrap_err();
            assert!(message.contains(expected), "{template}: {message}");
        }
    }
}
