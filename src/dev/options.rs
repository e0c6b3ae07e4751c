//! What is kept up to date.

use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;

use crate::config::BaseUrl;

/// Which site to keep up to date, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub site: PathBuf,
    /// The day; `None` is today, also when the session goes on until tomorrow.
    pub today: Option<Date>,
    /// Whether pending reviews are shown too.
    pub drafts: bool,
    /// An address that stands for the `base_url` of site.yaml.
    pub base_url: Option<BaseUrl>,
    /// Look that often instead of being told by the system.
    pub poll: Option<Duration>,
    /// Whether the site is shown where it is made.
    pub local: bool,
    /// Whether every page is drawn in the background, for those who do not draw all pages anyway.
    pub check: bool,
}
