//! What can be typed behind `laurels import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::content::raw::Basis;

/// `laurels import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The platform or tool that the export comes from; `auto` finds out.
    #[arg(value_name = "FORMAT", required_unless_present = "list")]
    pub from: Option<String>,
    /// The exported files, the older ones first.
    #[arg(value_name = "FILE", required_unless_present = "list")]
    pub files: Vec<PathBuf>,
    /// Show all formats, and how well each is known.
    #[arg(long, conflicts_with_all = ["from", "files"])]
    pub list: bool,
    /// Show what would be written, with the first records, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Which column, or key, is which field, such as `author=Reviewer,rating=Stars`.
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    /// The file to write, or with `--as markdown` the folder [default: content/reviews/FORMAT.yaml, or
    /// content/testimonials/FORMAT]
    #[arg(long, value_name = "PATH")]
    pub into: Option<PathBuf>,
    /// One file for all reviews, or one for each.
    #[arg(long = "as", value_name = "SHAPE", default_value = "yaml")]
    pub shape: RecordShape,
    /// On what ground the words from another platform may be kept; without one only a link is.
    #[arg(long, value_name = "BASIS")]
    pub permission: Option<Permission>,
    /// What becomes of pictures.
    #[command(flatten)]
    pub pictures: ImportPictures,
    /// Which rows are taken.
    #[command(flatten)]
    pub rows: ImportRows,
    /// How the values are to be read.
    #[command(flatten)]
    pub reading: ImportReading,
    /// What is said of all reviews.
    #[command(flatten)]
    pub about: ImportAbout,
}

/// Which rows of an export are taken.
#[derive(Clone, Debug, Args)]
pub struct ImportRows {
    /// Import what the platform does not publish too.
    #[arg(long)]
    pub include_unpublished: bool,
    /// Take rows without an id that are the same for reviews of their own.
    #[arg(long)]
    pub keep_duplicates: bool,
}

/// What becomes of the pictures of an export.
#[derive(Clone, Debug, Args)]
pub struct ImportPictures {
    /// Take the photos and avatars of new reviews from the web, to be shown with them. Without it their
    /// addresses are kept, and nothing is loaded.
    #[arg(long)]
    pub fetch: bool,
    /// Take them from addresses inside your own network too.
    #[arg(long, requires = "fetch")]
    pub allow_private: bool,
}

/// How the values of an export are to be read.
#[derive(Clone, Debug, Args)]
pub struct ImportReading {
    /// The encoding, such as `windows-1251` [default: found out]
    #[arg(long, value_name = "LABEL")]
    pub encoding: Option<String>,
    /// The character between cells; `tab` for a tab [default: found out]
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<String>,
    /// The sheet of a workbook [default: the first that has anything]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Mend texts that were encoded twice, such as `cafÃ©`.
    #[arg(long)]
    pub fix_mojibake: bool,
    /// The top of the scale of ratings, 2 to 100 [default: that of the format]
    #[arg(long, value_name = "N")]
    pub scale: Option<f64>,
    /// How days are written: `dmy`, `mdy`, `ymd` or a pattern such as `%d.%m.%Y` [default: found out]
    #[arg(long, value_name = "FORMAT")]
    pub date_format: Option<String>,
    /// The day of the export, for days such as `2 weeks ago`.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<String>,
}

/// What is said of all reviews of an export.
#[derive(Clone, Debug, Args)]
pub struct ImportAbout {
    /// The platform on which they were given, whatever the export says.
    #[arg(long, value_name = "PLATFORM")]
    pub platform: Option<String>,
    /// Who said it, where the export names nobody.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// The id of the item that is reviewed, whatever the export says.
    #[arg(long, value_name = "ID")]
    pub item: Option<String>,
}

/// How imported records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecordShape {
    /// A list of all.
    Yaml,
    /// A Markdown file for each.
    Markdown,
}

/// On what ground words from another platform may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Permission {
    /// Their authors allowed it.
    AuthorPermission,
    /// The platform's licence allows it.
    PlatformLicence,
}

impl From<Permission> for Basis {
    fn from(permission: Permission) -> Self {
        match permission {
            Permission::AuthorPermission => Self::AuthorPermission,
            Permission::PlatformLicence => Self::PlatformLicence,
        }
    }
}
