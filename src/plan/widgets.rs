//! Which files each widget has.

use super::Plan;
use super::route::Show;
use crate::config::Config;

/// The folder of everything that other pages embed.
const FOLDER: &str = "widgets";

/// A file of a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WidgetFile {
    /// The run-time and the content in one script.
    Script,
    /// A page for an iframe.
    Page,
    /// What WordPress and others ask for.
    Oembed,
    /// HTML for other generators of pages.
    Fragment,
    /// The style sheet of that.
    FragmentStyle,
    /// The data, for those who draw their own.
    Data,
    /// A picture for light pages; it is dark on dark ones where it may be.
    Badge,
    /// A picture for dark pages.
    BadgeDark,
    /// A picture for mail.
    BadgePng,
    /// The same with twice the pixels.
    BadgePngLarge,
    /// For the badges of shields.io.
    Shields,
}

/// A script that widgets share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WidgetScript {
    /// The run-time alone.
    Embed,
    /// For host pages: gives iframes the height of what is in them.
    Resize,
}

/// What every widget has, in its own folder or beside it.
const OF_EACH: [WidgetFile; 6] = [
    WidgetFile::Script,
    WidgetFile::Page,
    WidgetFile::Oembed,
    WidgetFile::Fragment,
    WidgetFile::FragmentStyle,
    WidgetFile::Data,
];

/// What widgets have that show figures alone.
const OF_FIGURES: [WidgetFile; 5] = [
    WidgetFile::Badge,
    WidgetFile::BadgeDark,
    WidgetFile::BadgePng,
    WidgetFile::BadgePngLarge,
    WidgetFile::Shields,
];

impl WidgetFile {
    /// Its path below the site's own address.
    pub fn path(self, id: &str) -> String {
        let name = match self {
            Self::Script => return format!("{FOLDER}/{id}.js"),
            Self::Page => "index.html",
            Self::Oembed => "oembed.json",
            Self::Fragment => "fragment.html",
            Self::FragmentStyle => "fragment.css",
            Self::Data => "data.json",
            Self::Badge => "badge.svg",
            Self::BadgeDark => "badge-dark.svg",
            Self::BadgePng => "badge.png",
            Self::BadgePngLarge => "badge@2x.png",
            Self::Shields => "shields.json",
        };
        format!("{FOLDER}/{id}/{name}")
    }
}

impl WidgetScript {
    /// Its path below the site's own address. No id has a dot in it.
    pub fn path(self) -> &'static str {
        match self {
            Self::Embed => "widgets/embed.js",
            Self::Resize => "widgets/embed.iframe.js",
        }
    }
}

/// The address of a widget's own page, below the site's own.
pub fn widget_address(id: &str) -> String {
    format!("{FOLDER}/{id}/")
}

/// The script that never changes: its name says which content it has.
pub fn frozen_path(id: &str, hash: u64) -> String {
    format!("{FOLDER}/{id}.{hash:016x}.js")
}

/// Every file of every widget.
pub(super) fn files(plan: &Plan, config: &Config) -> Vec<(String, Show)> {
    let mut files = Vec::new();
    for (at, selected) in plan.widgets.iter().enumerate() {
        let Some(widget) = config.widgets.get(selected.widget) else { continue };
        let of_figures = OF_FIGURES.iter().filter(|_| widget.kind.is_figures());
        for file in OF_EACH.iter().chain(of_figures) {
            files.push((file.path(&widget.id), Show::Widget(at, *file)));
        }
    }
    if !files.is_empty() {
        for script in [WidgetScript::Embed, WidgetScript::Resize] {
            files.push((script.path().to_owned(), Show::WidgetScript(script)));
        }
        files.push((format!("{FOLDER}/index.html"), Show::Widgets));
    }
    files
}
