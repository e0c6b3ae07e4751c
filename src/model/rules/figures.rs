//! Numbers of other platforms grow old.

use jiff::civil::Date;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::origin;

/// So many days after its day a figure is old.
const FRESH_DAYS: i32 = 90;

/// Figures that are old, or cannot be looked up.
pub(in crate::model) fn figures(config: &Config, today: Date) -> Vec<Diagnostic> {
    let severity = config.severity("platform-stale").filter(|_| !config.sample);
    let Some(severity) = severity else { return Vec::new() };
    let problem = |figure: &crate::config::PlatformFigure| {
        let age = figure.as_of.map(|day| (today - day).get_days());
        let name = origin::platform_label(&figure.platform);
        let (fault, hint) = match (age, &figure.url) {
            (None, _) => (format!("the figure of {name} has no day"), "add `as_of` with its day"),
            (_, None) => {
                (format!("the figure of {name} has no address"), "add `url`, where it can be seen")
            }
            (Some(age), _) if age > FRESH_DAYS => (
                format!("the figure of {name} is {age} days old"),
                "look it up again, and write the day under `as_of`",
            ),
            _ => return None,
        };
        let problem = Diagnostic { severity, ..Diagnostic::error("platform-stale", fault) };
        Some(problem.at(figure.place.clone()).hint(hint))
    };
    config.platforms.iter().filter_map(problem).collect()
}
