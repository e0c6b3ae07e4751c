//! How a [`Reporter`](super::Reporter) prints.

/// The form in which problems and results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Messages with excerpts, for people
    #[default]
    Human,
    /// One line for each problem, for editors
    Short,
    /// JSON lines, for programs
    Json,
    /// Workflow commands, for GitHub Actions
    Github,
}

/// How much is said beside the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volume {
    /// Only problems that change the exit status (`-q`).
    Quiet,
    /// All problems, of each code the first few in full, and how the run goes.
    #[default]
    Normal,
    /// All problems in full (`-v`).
    Verbose,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Decides whether to use colours; `no_color` and `term` are the variables `NO_COLOR` and `TERM`.
///
/// `auto` means: on a terminal, unless `NO_COLOR` has a value (<https://no-color.org>) or the
/// terminal says that it is dumb.
pub fn colour(
    choice: ColorChoice,
    no_color: Option<&str>,
    is_terminal: bool,
    term: Option<&str>,
) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            is_terminal && no_color.is_none_or(str::is_empty) && term != Some("dumb")
        }
    }
}

/// What a [`Reporter`](super::Reporter) is told about the command line and the terminal.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The form of problems and results.
    pub format: Format,
    /// Colours in the human form.
    pub colour: bool,
    /// How much is said beside the results.
    pub volume: Volume,
    /// Warnings change the exit status, so that they are shown even when quiet.
    pub strict: bool,
    /// Columns of the terminal that messages go to; `None` when there is none.
    pub width: Option<usize>,
    /// The site's folder as seen from the working directory, or empty; put in front of the paths
    /// of problems, except in JSON.
    pub folder: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_the_choice_then_the_environment() {
        use ColorChoice::{Always, Auto, Never};
        let table = [
            (Auto, None, true, Some("xterm"), true),
            (Auto, None, true, None, true),
            (Auto, Some(""), true, None, true),
            (Auto, Some("1"), true, None, false),
            (Auto, None, false, None, false),
            (Auto, None, true, Some("dumb"), false),
            (Always, Some("1"), false, Some("dumb"), true),
            (Never, None, true, Some("xterm"), false),
        ];
        for (choice, no_color, is_terminal, term, expected) in table {
            assert_eq!(colour(choice, no_color, is_terminal, term), expected);
        }
    }
}
