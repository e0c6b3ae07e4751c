//! What can be typed after `laurels widget`.

use clap::{Args, Subcommand, ValueEnum};

/// `laurels widget`
#[derive(Clone, Debug, Args)]
pub struct Widget {
    /// What to do.
    #[command(subcommand)]
    pub command: WidgetCommand,
}

/// What can be done with widgets.
#[derive(Clone, Debug, Subcommand)]
pub enum WidgetCommand {
    /// List the widgets with their types, weights and addresses.
    List,
    /// Print the text that embeds a widget.
    Snippet(Snippet),
}

/// `laurels widget snippet`
#[derive(Clone, Debug, Args)]
pub struct Snippet {
    /// The widget's id in site.yaml.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The way to embed it.
    #[arg(long = "as", value_name = "WAY", default_value = "script")]
    pub form: SnippetForm,
}

/// A way to embed a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SnippetForm {
    /// An element and one script.
    Script,
    /// A frame, where scripts are not allowed.
    Iframe,
    /// The addresses of HTML and a style sheet, for pages that are built.
    Fragment,
    /// A picture for a README; of widgets of the types badge and summary.
    Badge,
    /// The address to paste into WordPress.
    Oembed,
    /// An element and the script that several widgets share.
    Many,
    /// A script that shows exactly this content, with its hash.
    Frozen,
    /// A frame with the height of its content.
    Resize,
    /// For React and Next.
    React,
    /// For templates of Hugo.
    Hugo,
    /// For Eleventy.
    Eleventy,
    /// A picture for mail; of widgets of the types badge and summary.
    Mail,
    /// A badge of shields.io; of widgets of the types badge and summary.
    Shields,
    /// The address of the data.
    Data,
}

impl SnippetForm {
    /// The word of the way on the page that offers them.
    pub fn way(self) -> &'static str {
        match self {
            Self::Script => "html",
            Self::Iframe => "iframe",
            Self::Fragment => "fragment",
            Self::Badge => "readme",
            Self::Oembed => "wordpress",
            Self::Many => "many",
            Self::Frozen => "frozen",
            Self::Resize => "resize",
            Self::React => "react",
            Self::Hugo => "hugo",
            Self::Eleventy => "eleventy",
            Self::Mail => "mail",
            Self::Shields => "shields",
            Self::Data => "data",
        }
    }
}
