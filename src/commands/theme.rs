//! `laurels theme list` and `laurels theme eject`: the layers of a site's theme, and a file of them as
//! the site's own.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::{Failure, Outcome, Run, Status};
use crate::cli::ThemeCommand;
use crate::diag::{Diagnostic, Diagnostics, Severity, suggest};
use crate::theme::{About, BUILT_IN, LayerFile, LayerInfo, Origin, Theme};
use crate::{config, fsx};

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, command: &ThemeCommand) -> Outcome {
    let site = run.site()?;
    let mut found = Diagnostics::default();
    let file = config::find_file(&site)?.unwrap_or(config::FILE);
    let config = config::load(file, &fsx::read(&site.join(file))?, &mut found);
    let theme = config.map(|config| Theme::load(&site, &config, &mut found)).unwrap_or_default();
    found.sort();
    let mut errors: Vec<Diagnostic> = found.into_vec();
    errors.retain(|problem| problem.severity == Severity::Error);
    let failed = run.report(&site, &errors, false);
    match command {
        ThemeCommand::List => list(run, &theme),
        // What would be copied may be the file of another layer than the one that is meant.
        ThemeCommand::Eject(_) if failed => run.reporter.say("nothing was copied"),
        ThemeCommand::Eject(_) if theme.layers.is_empty() => {}
        ThemeCommand::Eject(eject) => return copy(run, &site, &theme, &eject.path),
    }
    Ok(if failed { ExitCode::from(Status::Problems as u8) } else { ExitCode::SUCCESS })
}

/// A layer as it is listed.
#[derive(Serialize)]
struct Layer<'a> {
    /// `site`, `theme` or `built-in`
    origin: &'static str,
    theme: Option<&'a str>,
    version: Option<&'a str>,
    files: Vec<Row<'a>>,
}

/// A file as it is listed.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    path: &'a str,
    /// `used`, `hidden`, or `merged` where the values of all layers are put together.
    state: &'static str,
    /// The files of the layers below that it hides, or whose values it hides.
    hides: Vec<&'a str>,
}

fn list(run: &mut Run<'_>, theme: &Theme) {
    let layers: Vec<Layer<'_>> = (0..theme.layers.len()).map(|at| layer(theme, at)).collect();
    let settings = &theme.settings.about;
    run.reporter.result(&serde_json::json!({
        "command": "theme list", "layers": layers, "settings": settings,
    }));
    for (at, (layer, info)) in layers.iter().zip(&theme.layers).enumerate() {
        run.reporter.print(&title(info));
        if layer.files.is_empty() {
            run.reporter.print("  no file");
        }
        for (row, file) in layer.files.iter().zip(&info.files) {
            let words = words(row, winner(theme, at, file));
            run.reporter.print(format!("  {:<34} {words}", row.name).trim_end());
        }
    }
    list_settings(run, settings);
    run.reporter.say("`laurels theme eject PATH` copies a file to where the site's own win");
}

/// The settings below the headings of their themes, with the values that they have.
fn list_settings(run: &mut Run<'_>, settings: &[About]) {
    if settings.is_empty() {
        return;
    }
    run.reporter.print("the `settings:` of site.yaml");
    let mut group = None;
    for about in settings {
        if about.group != group {
            group.clone_from(&about.group);
            run.reporter.print(&format!("  {}", group.as_deref().unwrap_or("More")));
        }
        let value = about.value.as_deref().unwrap_or("not set");
        let label = about.label.as_deref().unwrap_or_default();
        let options = match about.options.as_slice() {
            [] => String::new(),
            options => format!(" ({})", options.join(", ")),
        };
        let line = format!("    {:<16} {value:<16} {label}{options}", about.id);
        run.reporter.print(line.trim_end());
    }
}

fn layer(theme: &Theme, at: usize) -> Layer<'_> {
    let info = &theme.layers[at];
    let files = info.files.iter().map(|file| {
        let state = match (file.is_merged(), winner(theme, at, file)) {
            (true, _) => "merged",
            (false, Some(_)) => "hidden",
            (false, None) => "used",
        };
        let below = theme.layers[at + 1..].iter().flat_map(|layer| &layer.files);
        let below =
            below.filter(|other| file.hides(other) || file.is_merged() && file.name == other.name);
        let hides = below.map(|file| file.path.as_str()).collect();
        Row { name: &file.name, path: &file.path, state, hides }
    });
    let (origin, name) = match &info.origin {
        Origin::Site => ("site", None),
        Origin::Theme(name) => ("theme", Some(name.as_str())),
        Origin::BuiltIn => ("built-in", Some(BUILT_IN)),
    };
    Layer { origin, theme: name, version: info.version.as_deref(), files: files.collect() }
}

/// The file of a layer above that is used in place of one.
fn winner<'a>(theme: &'a Theme, at: usize, file: &LayerFile) -> Option<&'a LayerFile> {
    let above = theme.layers[..at].iter().flat_map(|layer| &layer.files);
    above.into_iter().find(|other| other.hides(file))
}

fn title(layer: &LayerInfo) -> String {
    let version = layer.version.as_ref().map(|version| format!(", version {version}"));
    let name = match &layer.origin {
        Origin::Site => "the site's own `templates/`".to_owned(),
        Origin::Theme(name) => format!("the theme `{name}`"),
        Origin::BuiltIn => format!("the built-in theme `{BUILT_IN}`"),
    };
    name + &version.unwrap_or_default()
}

/// What comes of a file.
fn words(row: &Row<'_>, winner: Option<&LayerFile>) -> String {
    match (row.state, row.hides.as_slice()) {
        ("hidden", _) => winner.map_or_else(String::new, |file| format!("hidden by {}", file.path)),
        ("merged", []) => String::new(),
        ("merged", below) => format!("value by value over {}", below.join(", ")),
        (_, []) => String::new(),
        (_, below) => format!("hides {}", below.join(", ")),
    }
}

fn copy(run: &mut Run<'_>, site: &Path, theme: &Theme, wanted: &str) -> Outcome {
    let found = theme.find(wanted).map_err(|meant| match meant.0.as_slice() {
        [] => {
            let paths = theme.paths();
            let short = paths.iter().filter_map(|path| path.rsplit(['/']).next());
            let short = short.map(|name| name.split('.').next().unwrap_or(name));
            let near = suggest::closest(wanted, paths.iter().copied().chain(short));
            let hint = near.map_or_else(
                || "`laurels theme list` lists all files".to_owned(),
                |near| format!("did you mean `{near}`? `laurels theme list` lists all files"),
            );
            Failure::usage(format!("no theme of this site has a file `{wanted}`")).hint(hint)
        }
        several => {
            let several: Vec<&str> = several.iter().map(String::as_str).collect();
            Failure::usage(format!("several files are called `{wanted}`"))
                .hint(format!("one of {}", suggest::list(&several)))
        }
    })?;
    let target = site.join(&found.target);
    let is_there = fsx::link_metadata(&target)?.is_some().then(|| found.target.clone());
    if let Some(own) = found.own.clone().or(is_there) {
        return Err(Failure::usage(format!("`{own}` exists already"))
            .hint("change that file, or remove it first"));
    }
    if let Some(folder) = target.parent() {
        fsx::create_folders(folder)?;
    }
    fsx::replace(&target, &found.bytes(site)?)?;
    run.reporter.result(&serde_json::json!({
        "command": "theme eject", "name": found.name, "path": found.target,
        "theme": found.theme, "version": found.version,
    }));
    run.reporter.print(&format!("wrote {}", found.target));
    run.reporter.say(&format!("it is used in place of the one of the theme `{}`", found.theme));
    Ok(ExitCode::SUCCESS)
}
