//! What may have changed, and what had.

use std::collections::BTreeSet;
use std::fmt;

/// What may have changed since a site was last looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// These files or folders, relative to the site; nothing else, as far as anybody knows.
    Paths(BTreeSet<String>),
    /// Anything: look at all.
    Anything,
}

impl Hint {
    /// One file or folder.
    pub fn path(path: String) -> Self {
        Self::Paths(BTreeSet::from([path]))
    }

    /// Whether it is about the content and nothing else.
    pub(super) fn is_content(&self) -> bool {
        match self {
            Self::Paths(paths) => paths.iter().all(|path| Self::is_of_content(path)),
            Self::Anything => false,
        }
    }

    /// Whether a path is that of the content, or below it.
    pub(super) fn is_of_content(path: &str) -> bool {
        path.strip_prefix("content").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Both.
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        match (self, more) {
            (Self::Paths(mut one), Self::Paths(other)) => {
                one.extend(other);
                Self::Paths(one)
            }
            _ => Self::Anything,
        }
    }
}

/// What had to be understood or drawn again.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Touched {
    /// The settings.
    pub settings: bool,
    /// Templates, components or the words of the interface.
    pub templates: bool,
    /// Style sheets, scripts, tokens.
    pub style: bool,
    /// How many files of reviews, items, pages or pictures were read.
    pub files: usize,
    /// How many of all reviews came of them.
    pub reviews: usize,
}

impl fmt::Display for Touched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if self.settings {
            parts.push("settings".to_owned());
        }
        if self.templates {
            parts.push("templates".to_owned());
        }
        if self.style {
            parts.push("style".to_owned());
        }
        if self.reviews > 0 {
            let word = if self.reviews == 1 { "review" } else { "reviews" };
            parts.push(format!("{} {word}", self.reviews));
        } else if self.files > 0 {
            let word = if self.files == 1 { "file" } else { "files" };
            parts.push(format!("{} {word}", self.files));
        }
        f.write_str(
            if parts.is_empty() { "nothing that is shown".to_owned() } else { parts.join(", ") }
                .as_str(),
        )
    }
}
