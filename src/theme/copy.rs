//! A file of a layer as the site's own: found by its path or a part of it, with a first line that says
//! where it comes from.

use std::collections::BTreeSet;
use std::path::Path;

use super::files;
use super::stack::Origin;
use super::{BUILT_IN, Theme};
use crate::diag::text::BOM;
use crate::fsx;

/// A file that can be copied into the site's `templates/`.
#[derive(Debug)]
pub struct Copy {
    /// Path in a theme, such as `templates/wall.html`.
    pub name: String,
    /// Where the site's own file lies, relative to the site.
    pub target: String,
    /// The site's own file that is there already.
    pub own: Option<String>,
    /// The theme that it comes from.
    pub theme: String,
    /// That theme's version, where it has one.
    pub version: Option<String>,
    /// Where it lies, for messages.
    path: String,
}

/// Why no file was found: the paths that may have been meant, none or several.
#[derive(Debug)]
pub struct Ambiguous(pub Vec<String>);

impl Theme {
    /// Every path that can be copied, in order.
    pub fn paths(&self) -> Vec<&str> {
        let themes = self.layers.iter().filter(|layer| layer.origin != Origin::Site);
        let files = themes.flat_map(|layer| &layer.files).map(|file| file.name.as_str());
        // A theme's own description is not the site's.
        let names: BTreeSet<&str> = files.filter(|name| *name != "theme.yaml").collect();
        names.into_iter().collect()
    }

    /// Finds the file of a theme that a path means: whole, without its folder, or without its ending.
    pub fn find(&self, wanted: &str) -> Result<Copy, Ambiguous> {
        let wanted = wanted.replace('\\', "/");
        let wanted = wanted.trim_start_matches("./");
        let paths = self.paths();
        let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
        let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let ways: [&dyn Fn(&str) -> bool; 4] = [
            &|path| path == wanted,
            &|path| stem(path) == wanted,
            &|path| last(path) == wanted,
            &|path| stem(&last(path)) == wanted,
        ];
        for fits in ways {
            let found: Vec<&str> = paths.iter().copied().filter(|path| fits(path)).collect();
            match found.as_slice() {
                [] => {}
                [one] => return self.copy(one).ok_or_else(|| Ambiguous(Vec::new())),
                several => {
                    return Err(Ambiguous(several.iter().map(|path| (*path).to_owned()).collect()));
                }
            }
        }
        Err(Ambiguous(Vec::new()))
    }

    /// The winning file of a path among the themes.
    fn copy(&self, name: &str) -> Option<Copy> {
        let mut themes = self.layers.iter().filter(|layer| layer.origin != Origin::Site);
        let (layer, file) = themes.find_map(|layer| Some((layer, layer.file(name)?)))?;
        let own = self.layers.iter().find(|layer| layer.origin == Origin::Site);
        Some(Copy {
            name: name.to_owned(),
            target: format!("templates/{}", name.strip_prefix("templates/").unwrap_or(name)),
            own: own.and_then(|layer| layer.file(name)).map(|file| file.path.clone()),
            theme: match &layer.origin {
                Origin::Theme(name) => name.clone(),
                Origin::Site | Origin::BuiltIn => BUILT_IN.to_owned(),
            },
            version: layer.version.clone(),
            path: file.path.clone(),
        })
    }
}

impl Copy {
    /// The bytes of the site's own file.
    pub fn bytes(&self, site: &Path) -> fsx::Result<Vec<u8>> {
        let bytes = match files::built_in_bytes(&self.path) {
            Some(bytes) => bytes.to_vec(),
            None => fsx::read(&site.join(&self.path))?,
        };
        Ok(with_origin(&self.name, bytes, &self.origin()))
    }

    /// Where it comes from, as a sentence that can stand in every comment.
    fn origin(&self) -> String {
        let version = harmless(self.version.as_deref().unwrap_or_default());
        let version = if version.is_empty() { version } else { format!(", version {version}") };
        let (name, theme) = (harmless(&self.name), harmless(&self.theme));
        format!("Copied from `{name}` of the theme {theme}{version}.")
    }
}

/// What of a text cannot end a comment of any language.
fn harmless(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars() {
        let fits = letter.is_alphanumeric() || " .-+_/".contains(letter);
        if fits && !(letter == '-' && plain.ends_with('-')) {
            plain.push(letter);
        }
    }
    plain.trim().to_owned()
}

/// Puts a comment in front of a file, in the file's own syntax and behind what must stand first in it;
/// a file that has no comments stays as it is.
fn with_origin(name: &str, bytes: Vec<u8>, origin: &str) -> Vec<u8> {
    let end = Path::new(name).extension().and_then(|end| end.to_str()).unwrap_or_default();
    let (first, comment): (&[&str], _) = match end.to_ascii_lowercase().as_str() {
        "html" | "svg" if !name.starts_with("static/") => (&[], format!("{{#- {origin} -#}}\n")),
        "html" => (&["<!doctype", "<!DOCTYPE"], format!("<!-- {origin} -->\n")),
        "css" => (&["@charset"], format!("/* {origin} */\n")),
        "js" | "mjs" => (&["#!"], format!("// {origin}\n")),
        "svg" | "xml" => (&["<?xml"], format!("<!-- {origin} -->\n")),
        "yaml" | "yml" => (&["%YAML", "---"], format!("# {origin}\n")),
        _ => return bytes,
    };
    let Ok(text) = std::str::from_utf8(&bytes) else { return bytes };
    let base = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let mut at = base;
    while first.iter().any(|word| text[at..].starts_with(word)) {
        match text[at..].find('\n') {
            Some(length) => at += length + 1,
            None => return bytes,
        }
    }
    [&text[..at], &comment, &text[at..]].concat().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_stands_behind_what_must_stand_first() {
        for (name, text, expected) in [
            ("components/card.html", "{% x %}", "{#- O -#}\n{% x %}"),
            ("templates/badge.svg", "<svg/>", "{#- O -#}\n<svg/>"),
            ("static/style.css", "@charset \"utf-8\";\na{}", "@charset \"utf-8\";\n/* O */\na{}"),
            ("static/style.css", "\u{feff}a{}", "\u{feff}/* O */\na{}"),
            (
                "static/logo.svg",
                "<?xml version=\"1.0\"?>\n<svg/>",
                "<?xml version=\"1.0\"?>\n<!-- O -->\n<svg/>",
            ),
            ("static/logo.svg", "<?xml version=\"1.0\"?><svg/>", "<?xml version=\"1.0\"?><svg/>"),
            ("tokens.yaml", "a: 1", "# O\na: 1"),
            ("tokens.yaml", "%YAML 1.2\n---\na: 1", "%YAML 1.2\n---\n# O\na: 1"),
            ("static/font.woff2", "x", "x"),
        ] {
            let copied = with_origin(name, text.as_bytes().to_vec(), "O");
            assert_eq!(String::from_utf8(copied).unwrap(), expected, "{name}");
        }
    }

    #[test]
    fn nothing_of_a_name_or_version_ends_the_comment() {
        for hostile in
            ["1 */ 2", "**//", "--->", "--!>", "##}}", "-#}}", "1\n2", "*\r/", "</script>"]
        {
            let copy = Copy {
                name: format!("static/{hostile}.css"),
                target: String::new(),
                own: None,
                theme: hostile.to_owned(),
                version: Some(hostile.to_owned()),
                path: String::new(),
            };
            let origin = copy.origin();
            for end in ["*/", "--", "->", "}", "\n", "\r", "<"] {
                assert!(!origin.contains(end), "{origin:?} has {end:?}");
            }
        }
        assert_eq!(harmless("1.2.0-rc.1+b_7"), "1.2.0-rc.1+b_7");
    }
}
