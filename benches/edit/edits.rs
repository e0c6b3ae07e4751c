//! Files that are saved, each time with another mark in them.

use std::path::{Path, PathBuf};

use laurels::fsx;

use crate::Result;
use crate::records::records;

/// What is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Other words of a review.
    Words,
    /// Another number of stars: numbers and lists change, too.
    Stars,
    /// Another day: the order of lists changes.
    Day,
    /// A new review: everything stands elsewhere.
    New,
    /// The template around every page.
    Template,
    /// The style sheet.
    Style,
}

impl Kind {
    /// What all programs are measured with.
    pub(crate) const ALL: [Self; 6] =
        [Self::Words, Self::Stars, Self::Day, Self::New, Self::Template, Self::Style];

    /// The kind in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Words => "testimonial: words",
            Self::Stars => "testimonial: stars and words",
            Self::Day => "testimonial: day and words",
            Self::New => "a new testimonial",
            Self::Template => "template of all pages",
            Self::Style => "style sheet",
        }
    }
}

/// The files of a site that are saved.
pub(crate) struct Files {
    review: PathBuf,
    template: PathBuf,
    style: PathBuf,
    /// The name of the review.
    pub(crate) slug: String,
    number: usize,
}

impl Files {
    /// Of a site in a folder, whose reviews lie in one of its folders.
    pub(crate) fn of(folder: &Path, reviews: &str) -> Result<Self> {
        let slug = records(2).last().ok_or("there is no review")?.slug;
        let find = |what: &str, is_it: &dyn Fn(&Path, &str) -> bool| -> Result<PathBuf> {
            for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
                let entry = entry?;
                let is_content = entry.path().starts_with(folder.join("content"));
                if entry.file_type().is_file()
                    && !is_content
                    && is_it(entry.path(), &read(entry.path())?)
                {
                    return Ok(entry.into_path());
                }
            }
            Err(format!("{} has no {what}", folder.display()).into())
        };
        let has_end = |path: &Path, end: &str| path.extension().is_some_and(|own| own == end);
        Ok(Self {
            review: folder.join(reviews).join(format!("{slug}.md")),
            template: find("template", &|path, text| {
                has_end(path, "html") && text.contains("</body>")
            })?,
            style: find("style sheet", &|path, _| has_end(path, "css"))?,
            slug,
            number: 0,
        })
    }

    /// Saves a file, and gives the mark that is in it now, and the name of the review that shows it.
    pub(crate) fn save(&mut self, kind: Kind) -> Result<(String, String)> {
        self.number += 1;
        let number = self.number;
        let mark = format!("mark{number}mark");
        let mut slug = self.slug.clone();
        match kind {
            Kind::Words => change(&self.review, |text| format!("{text}\n\n{mark}\n")),
            Kind::Stars => {
                let stars = number % 5 + 1;
                let change_to = |text: &str| {
                    with_key(text, "rating", &[format!("{stars}"), format!("{stars}.0")], &mark)
                };
                change(&self.review, change_to)
            }
            Kind::Day => {
                let day = format!("2025-0{}-11", number % 9 + 1);
                change(&self.review, |text| with_key(text, "date", &[day.clone(), day], &mark))
            }
            Kind::New => {
                slug = format!("new-{number}");
                let text = read(&self.review)?;
                let path = self.review.with_file_name(format!("{slug}.md"));
                write(&path, format!("{text}\n\n{mark}\n"))
            }
            Kind::Template => change(&self.template, |text| {
                text.replace("</body>", &format!("<i>{mark}</i></body>"))
            }),
            Kind::Style => change(&self.style, |text| format!("{text}\n.{mark} {{ margin: 0 }}\n")),
        }?;
        Ok((mark, slug))
    }
}

/// A review with another value of a key, in YAML or in TOML, and a mark at its end.
fn with_key(text: &str, key: &str, [yaml, toml]: &[String; 2], mark: &str) -> String {
    let (in_yaml, in_toml) = (format!("{key}:"), format!("{key} ="));
    let lines = text.lines().map(|line| {
        if line.starts_with(&in_yaml) {
            format!("{in_yaml} {yaml}")
        } else if line.starts_with(&in_toml) {
            format!("{in_toml} {toml}")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n") + &format!("\n\n{mark}\n")
}

fn read(path: &Path) -> Result<String> {
    Ok(String::from_utf8_lossy(&fsx::read(path)?).into_owned())
}

fn change(path: &Path, change: impl FnOnce(&str) -> String) -> Result<()> {
    write(path, change(&read(path)?))
}

/// Writes in place, as the simplest of editors do.
#[allow(clippy::disallowed_methods, reason = "`fsx` would write another file and rename it")]
fn write(path: &Path, text: String) -> Result<()> {
    Ok(fsx::context("write", path, std::fs::write(path, text))?)
}
