//! What can be typed: types only, no logic. Help, man page, completions and `docs/cli.md` are
//! made from them.

mod import;
mod widget;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::content::raw::Status;
use crate::reporter::{ColorChoice, Format};

pub use self::import::{
    Import, ImportAbout, ImportPictures, ImportReading, ImportRows, Permission, RecordShape,
};
pub use self::widget::{Snippet, SnippetForm, Widget, WidgetCommand};

/// Turns a folder of approved testimonials and review snippets into a fast static site.
///
/// Run it in the folder that holds site.yaml, or anywhere below it.
#[derive(Clone, Debug, Parser)]
#[command(name = "laurels", version, propagate_version = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The folder of the site [default: the current folder, or the nearest above it with site.yaml]
    #[arg(long, global = true, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// How problems and results are printed.
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Whether to use colour; the variable `NO_COLOR` switches it off too.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Say only what forbids publishing.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Show every problem in full.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// The day to build for [default: the variable `SOURCE_DATE_EPOCH`, else today in UTC]
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Write a small working site into an empty folder.
    ///
    /// The site has a few sample reviews, marked as samples, and builds as it is. It also gets a
    /// `.gitignore` and a GitHub workflow that builds and publishes it.
    Init(Init),
    /// Write one testimonial file with every field explained.
    ///
    /// The file is `content/testimonials/NAME.md` with the status pending: nothing is published
    /// before somebody approves it.
    New(New),
    /// Bring reviews home from an export of another platform or tool.
    ///
    /// Each review becomes a record with `status: pending`: nothing is published before somebody
    /// approves it. Importing a newer export adds what is new and changes what the platform has changed;
    /// what you have changed stays. Every row is accounted for.
    Import(Box<Import>),
    /// Write all records into one table, to be kept or edited elsewhere.
    ///
    /// Nothing that is private is in it. `laurels import` reads it again.
    Export(Export),
    /// Find reviews, published or not.
    List(List),
    /// Publish reviews from the next build on.
    ///
    /// Sets `status: approved` in the file of each, and takes out why one was withheld; everything else
    /// in the file stays as it is. What forbids publishing one of them is told.
    Approve(Approve),
    /// Keep reviews from being published, for a reason.
    ///
    /// Sets `status: withheld` with the reason and the day. The reviews stay in the numbers of the site,
    /// and the page "How we collect reviews" counts them by reason.
    Withhold(Withhold),
    /// Remove what an author takes back: words, name, photos and comments.
    ///
    /// What stays is a tombstone: id, day, item, source and the bare rating, so that nobody imports the
    /// review again and the average does not move. Photos and videos go unless something else of the site
    /// names them. It tells what is left in other files, and what no program can reach.
    Withdraw(Withdraw),
    /// Say everything that `build` would say, without writing anything.
    Check(Check),
    /// Write the site.
    ///
    /// With an error nothing is published, and the last good output stays as it is.
    Build(Build),
    /// Show the site in a browser, and every change of its files at once.
    ///
    /// Nothing is written but finished pictures, which builds keep too. It runs until it is ended
    /// with Ctrl-C.
    Serve(Serve),
    /// Write the site, and again whenever one of its files changes.
    ///
    /// With an error the last good output stays as it is. Ctrl-C ends it.
    Watch(Watch),
    /// See which files the site is drawn with, and copy one to change it.
    ///
    /// The files of a theme stand in layers: the site's own `templates/`, its theme, that theme's
    /// parents, and the theme inside the program.
    Theme(Theme),
    /// See the widgets of the site, and get the text that embeds one.
    ///
    /// The page `/widgets/` of a built site shows the same, each widget live.
    Widget(Widget),
    /// Measure what customers say, for the owner's eyes only.
    ///
    /// Writes one private page, `report.html`, that works from the disk and asks nobody for anything: what
    /// you believe beside what customers say, ratings, recommendations, points of contact, replies, words,
    /// and what to do next. With `--format json` the same numbers are printed, and the page is written only
    /// if `--out` is given.
    Report(Report),
    /// Print a JSON Schema, for editors and for readers of the report.
    Schema(Schema),
    /// Print a completion script for a shell.
    Completions(Completions),
    /// Print the manual page.
    Man,
}

/// `laurels init`
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// The folder; it must be empty or not exist.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// `laurels new`
#[derive(Clone, Debug, Args)]
pub struct New {
    /// Who said it, such as "Ana López".
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// `laurels export`
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// How it is written.
    #[arg(value_name = "FORMAT")]
    pub to: ExportFormat,
    /// The file to write [default: the standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// How records are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table.
    Csv,
    /// A list of objects.
    Json,
}

/// `laurels list`
#[derive(Clone, Debug, Args)]
pub struct List {
    /// Words that must be in the review: text, title, name, company or id.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Only those with this status.
    #[arg(long, value_name = "STATUS")]
    pub status: Option<StatusWord>,
    /// Only those with this number of whole stars.
    #[arg(long, value_name = "STARS", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub rating: Option<u8>,
    /// Only those of this item.
    #[arg(long, value_name = "ID")]
    pub item: Option<String>,
    /// Only those with this tag.
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,
    /// Only those from this platform.
    #[arg(long, value_name = "PLATFORM")]
    pub source: Option<String>,
}

/// `laurels approve`
#[derive(Clone, Debug, Args)]
pub struct Approve {
    /// Which reviews.
    #[command(flatten)]
    pub which: Which,
}

/// `laurels withhold`
#[derive(Clone, Debug, Args)]
pub struct Withhold {
    /// Which reviews.
    #[command(flatten)]
    pub which: Which,
    /// Why; with `completeness: all` one of the reasons that docs/content.md lists.
    #[arg(long, value_name = "REASON")]
    pub reason: String,
    /// A note for your records, never published.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// `laurels withdraw`
#[derive(Clone, Debug, Args)]
pub struct Withdraw {
    /// Which reviews.
    #[command(flatten)]
    pub which: Which,
    /// Remove the ratings too; the average moves then.
    #[arg(long)]
    pub drop_rating: bool,
}

/// Which reviews are changed, and whether at all.
#[derive(Clone, Debug, Args)]
pub struct Which {
    /// The ids of the reviews; `laurels list` shows them.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Show what would change, as a diff, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// A status as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "the words say it")]
pub enum StatusWord {
    Pending,
    Approved,
    Withheld,
    Withdrawn,
}

impl From<StatusWord> for Status {
    fn from(word: StatusWord) -> Self {
        match word {
            StatusWord::Pending => Self::Pending,
            StatusWord::Approved => Self::Approved,
            StatusWord::Withheld => Self::Withheld,
            StatusWord::Withdrawn => Self::Withdrawn,
        }
    }
}

/// `laurels check`
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// Show all rules, and how strictly each is applied on this site, instead of checking.
    #[arg(long, conflicts_with_all = ["explain", "strict", "base_url", "jobs"])]
    pub list: bool,
    /// Explain a rule: why it is there, what to do, and where that is written.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["strict", "base_url", "jobs"])]
    pub explain: Option<String>,
    /// Let warnings count as errors.
    #[arg(long)]
    pub strict: bool,
    /// Check as for a site that is published here, instead of the `base_url` of site.yaml.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// How many threads to use, 1 to 256 [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// `laurels build`
#[derive(Clone, Debug, Args)]
pub struct Build {
    /// Where to write, relative to the current folder [default: dist/ in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Show pending reviews too, marked as drafts; needs `--out`, so that they are not published.
    #[arg(long, requires = "out")]
    pub drafts: bool,
    /// Let warnings count as errors.
    #[arg(long)]
    pub strict: bool,
    /// Build for a site that is published here, instead of the `base_url` of site.yaml.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// How many threads to use, 1 to 256 [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Say how long each stage took.
    #[arg(long)]
    pub timings: bool,
}

/// `laurels serve`
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Open the site in the browser.
    #[arg(long)]
    pub open: bool,
    /// The port; 0 for any that is free [default: 4000, or the next that is free]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The name or address to be reached at; `0.0.0.0` for all that this machine has [default: this machine only]
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,
    /// Show pending reviews too, marked as drafts.
    #[arg(long)]
    pub drafts: bool,
    /// How changes are noticed.
    #[command(flatten)]
    pub looking: Looking,
}

/// `laurels watch`
#[derive(Clone, Debug, Args)]
pub struct Watch {
    /// Where to write, relative to the current folder [default: dist/ in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Show pending reviews too, marked as drafts; needs `--out`, so that they are not published.
    #[arg(long, requires = "out")]
    pub drafts: bool,
    /// Write a site that is published here, instead of the `base_url` of site.yaml.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// How changes are noticed.
    #[command(flatten)]
    pub looking: Looking,
}

/// How changes are noticed.
#[derive(Clone, Debug, Args)]
pub struct Looking {
    /// Look at the files again and again, on network drives and in containers where the system does
    /// not tell of changes; MS is the time between, in milliseconds [default with the option: 500]
    #[arg(
        long,
        value_name = "MS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "500",
        value_parser = clap::value_parser!(u64).range(50..=60_000)
    )]
    pub poll: Option<u64>,
}

/// `laurels theme`
#[derive(Clone, Debug, Args)]
pub struct Theme {
    /// What to do.
    #[command(subcommand)]
    pub command: ThemeCommand,
}

/// What can be done with a theme.
#[derive(Clone, Debug, Subcommand)]
pub enum ThemeCommand {
    /// List the layers, the winning one first, with their files and which of them is used.
    List,
    /// Copy a file of the theme into the site's `templates/`, where it is used in place of the theme's.
    ///
    /// The copy begins with a comment that says where it comes from. Until it is changed, the site
    /// stays as it is. A file that is there already is not touched.
    Eject(Eject),
}

/// `laurels theme eject`
#[derive(Clone, Debug, Args)]
pub struct Eject {
    /// The file's path in the theme, such as `components/card.html` or `tokens.yaml`; `card` is enough
    /// where only one file is called so.
    #[arg(value_name = "PATH")]
    pub path: String,
}

/// `laurels report`
#[derive(Clone, Debug, Args)]
pub struct Report {
    /// The page to write, relative to the current folder; never in the output [default: report.html in the site's folder]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The first day: a year, quarter, month or day, such as 2026, 2026-Q2, 2026-04 or 2026-04-15 [default: twelve months before the end]
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,
    /// The last day, in the same forms [default: today]
    #[arg(long, value_name = "WHEN")]
    pub until: Option<String>,
}

/// `laurels schema`
#[derive(Clone, Debug, Args)]
pub struct Schema {
    /// Of which file.
    #[arg(value_name = "KIND")]
    pub kind: SchemaKind,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// `site.yaml`
    Site,
    /// The front matter of a review, or a list file of reviews.
    Review,
    /// `items.yaml`
    Items,
    /// A file of survey answers.
    Survey,
    /// What `laurels report --format json` prints as `report`.
    Report,
    /// `theme.yaml`
    Theme,
}

/// `laurels completions`
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// Which shell.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}
