//! Files of a layer that nobody reads, and what each may have been meant to be.
//!
//! A file with a slip in its name changes nothing, and nothing else would say why.

use std::path::Path;

use super::files;
use crate::config::Language;
use crate::diag::suggest;

/// Endings of what is published by lying in `static/`.
const PUBLISHED: [&str; 4] = ["css", "js", "svg", "woff2"];

/// The hint on a file in a theme that is none of its parts; notes get none.
pub(super) fn in_theme(name: &str) -> Option<String> {
    let end = ending(name);
    if matches!(end.as_str(), "" | "md" | "txt") {
        return None;
    }
    let hint = match meant(name, &files::built_in_names()) {
        Some(known) => did_you_mean(&known),
        None if end == "html" => {
            "templates belong into `templates/`, and components into `components/`".to_owned()
        }
        None if PUBLISHED.contains(&end.as_str()) => to_static(),
        None => {
            "what is read here: `theme.yaml`, `tokens.yaml`, `.html` files in `templates/` and \
                 `components/`, `templates/badge.svg`, `.yaml` files in `styles/` and `i18n/`, `.css` files in `widgets/`, \
                 and all files in `static/`"
                .to_owned()
        }
    };
    Some(hint)
}

/// The hint on a file in the site's `templates/`, where it looks like a part of a theme.
pub(super) fn in_site(name: &str) -> Option<String> {
    let end = ending(name);
    match meant(name, &site_names()) {
        Some(known) if end != "md" && end != "txt" => Some(did_you_mean(&known)),
        _ if PUBLISHED.contains(&end.as_str()) => Some(to_static()),
        _ => None,
    }
}

/// The hint on a file of words that is not called like a language.
pub(super) fn language(name: &str) -> Option<String> {
    if Language::new(name).is_some() {
        return None;
    }
    let tag = Language::new(&name.replace(['_', '.', ' '], "-")).map(|tag| tag.tag().to_owned());
    let hint = tag.or_else(|| tag_of(name)).map_or_else(
        || "name it after a language tag, such as `en-GB.yaml`".to_owned(),
        |tag| did_you_mean(&format!("{tag}.yaml")),
    );
    Some(hint)
}

/// The hint on a style sheet of widgets that none of them asks for.
pub(super) fn widget_sheet(name: &str) -> Option<String> {
    let known: Vec<&str> = super::widget_sheet_names().collect();
    (!known.contains(&name)).then(|| suggest::hint(name, &known))
}

/// The hint on a template that differs in capitals from one that is drawn.
pub(super) fn template(name: &str) -> Option<String> {
    let is_plain = name.bytes().all(|byte| !byte.is_ascii_uppercase());
    if is_plain {
        return None;
    }
    let known = site_names().into_iter().find(|known| known.eq_ignore_ascii_case(name))?;
    Some(did_you_mean(&known))
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

fn to_static() -> String {
    "files that are published belong into `static/`".to_owned()
}

/// The built-in theme's files as they are called in a site.
fn site_names() -> Vec<String> {
    let plain = |name: String| name.strip_prefix("templates/").map(str::to_owned).unwrap_or(name);
    files::built_in_names().into_iter().map(plain).collect()
}

/// The known file with the same name in another folder, else the one whose path is nearest.
fn meant(name: &str, known: &[String]) -> Option<String> {
    let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let same = known.iter().find(|known| last(known) == last(name));
    let paths = || known.iter().map(String::as_str);
    let near = || suggest::closest(name, paths().filter(|known| ending(known) == html(name)));
    same.cloned().or_else(|| near().map(str::to_owned))
}

/// The ending that a file would have, if it was one of a theme.
fn html(name: &str) -> String {
    match ending(name).as_str() {
        "htm" | "tera" | "jinja" => "html".to_owned(),
        "yml" | "json" => "yaml".to_owned(),
        end => end.to_owned(),
    }
}

fn ending(name: &str) -> String {
    let end = Path::new(name).extension();
    end.map(|end| end.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// The tag of a language by its English name.
fn tag_of(name: &str) -> Option<String> {
    let english = files::built_in_text("built-in themes/classic/i18n/en.yaml")?;
    let names = english.lines().filter_map(|line| line.strip_prefix("language-")?.split_once(':'));
    let mut found = names.filter(|(_, said)| said.trim().eq_ignore_ascii_case(name));
    found.next().map(|(tag, _)| tag.to_owned())
}
