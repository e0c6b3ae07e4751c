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
    /// The template around every page.
    Template,
    /// The style sheet.
    Style,
}

impl Kind {
    /// What all programs are measured with.
    pub(crate) const ALL: [Self; 4] = [Self::Words, Self::Stars, Self::Template, Self::Style];

    /// The kind in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Words => "testimonial: words",
            Self::Stars => "testimonial: stars and words",
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

    /// Saves a file, and gives the mark that is in it now.
    pub(crate) fn save(&mut self, kind: Kind) -> Result<String> {
        self.number += 1;
        let mark = format!("mark{}mark", self.number);
        match kind {
            Kind::Words => change(&self.review, |text| format!("{text}\n\n{mark}\n")),
            Kind::Stars => {
                let stars = self.number % 5 + 1;
                change(&self.review, |text| {
                    let rated = text.lines().map(|line| {
                        let is_rating = line.starts_with("rating:") || line.starts_with("rating =");
                        if !is_rating {
                            return line.to_owned();
                        }
                        if line.contains('=') {
                            format!("rating = {stars}.0")
                        } else {
                            format!("rating: {stars}")
                        }
                    });
                    rated.collect::<Vec<_>>().join("\n") + &format!("\n\n{mark}\n")
                })
            }
            Kind::Template => change(&self.template, |text| {
                text.replace("</body>", &format!("<i>{mark}</i></body>"))
            }),
            Kind::Style => change(&self.style, |text| format!("{text}\n.{mark} {{ margin: 0 }}\n")),
        }?;
        Ok(mark)
    }
}

fn read(path: &Path) -> Result<String> {
    Ok(String::from_utf8_lossy(&fsx::read(path)?).into_owned())
}

/// Writes in place, as the simplest of editors do.
#[allow(clippy::disallowed_methods, reason = "`fsx` would write another file and rename it")]
fn change(path: &Path, change: impl FnOnce(&str) -> String) -> Result<()> {
    let text = change(&read(path)?);
    Ok(fsx::context("write", path, std::fs::write(path, text))?)
}
