//! What was measured, as Markdown.

use std::fmt::Write as _;

use crate::figures::{Spread, float, grouped, megabytes};
use crate::rounds::{Row, Sample, Side};
use crate::sites::Site;

/// All rows that were measured with one number of reviews.
pub(crate) struct Measured {
    /// How many reviews.
    pub(crate) count: usize,
    /// The sides.
    pub(crate) rows: Vec<Row>,
}

impl Measured {
    fn row(&self, side: Side) -> Option<&Row> {
        self.rows.iter().find(|row| row.side == side)
    }

    fn wall(&self, side: Side) -> Option<f64> {
        Some(self.row(side)?.wall()?.median)
    }
}

impl Row {
    fn wall(&self) -> Option<Spread> {
        Spread::of(self.samples.iter().map(|sample| sample.wall))
    }

    fn cpu(&self) -> Option<f64> {
        let cpu = self.samples.iter().filter_map(|sample| Some(sample.taken?.cpu));
        Some(Spread::of(cpu)?.median)
    }

    /// The largest of all runs.
    fn memory(&self) -> Option<u64> {
        self.samples.iter().filter_map(|sample| Some(sample.taken?.memory)).max()
    }

    fn name(&self) -> &'static str {
        match self.side {
            Side::Build(Site::Hugo) => "Hugo",
            Side::Build(Site::Zola) => "Zola",
            Side::Build(Site::Bench) => "Laurels (bench theme)",
            Side::Build(Site::ClassicSame) => "Laurels (classic)",
            Side::Build(Site::Classic) => "Laurels (classic, all archives)",
            Side::Unchanged => "Laurels, nothing changed",
            Side::WriteOnly => "write-only limit",
        }
    }
}

const BENCH: Side = Side::Build(Site::Bench);
const HUGO: Side = Side::Build(Site::Hugo);

/// The table of one number of reviews, with the ratios that are aimed at below it.
pub(crate) fn sides(measured: &Measured) -> String {
    let mut text = format!("### {} reviews\n\n", grouped(measured.count));
    text += "| side | wall s [min–max] | CPU s | peak MB | files | output MB | µs a review | times \
             faster than Hugo |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    let hugo = measured.wall(HUGO);
    for row in &measured.rows {
        let Some(wall) = row.wall() else { continue };
        let cpu = or_dash(row.cpu().map(|cpu| format!("{cpu:.3}")));
        let memory = or_dash(row.memory().map(megabytes));
        let (files, bytes) = (grouped(row.size.files), megabytes(row.size.bytes));
        let each = wall.median * 1e6 / float(measured.count);
        // To do nothing, or only to write, is not the same work.
        let builds = matches!(row.side, Side::Build(_)) && row.side != HUGO;
        let faster = hugo.filter(|_| builds).map(|hugo| hugo / wall.median);
        let faster = or_dash(faster.map(|faster| format!("{faster:.1}")));
        let Spread { median, least, most } = wall;
        let _ = writeln!(
            text,
            "| {} | {median:.3} [{least:.3}–{most:.3}] | {cpu} | {memory} | {files} | {bytes} | \
             {each:.1} | {faster} |",
            row.name(),
        );
    }
    text + &ratios(measured)
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

fn ratios(measured: &Measured) -> String {
    let mut text = "\n".to_owned();
    let Some(bench) = measured.wall(BENCH) else { return String::new() };
    if let Some(floor) = measured.wall(Side::WriteOnly) {
        let _ = writeln!(text, "- distance to the limit: {:.1} times", bench / floor);
    }
    if let Some(unchanged) = measured.wall(Side::Unchanged) {
        let _ = writeln!(text, "- nothing changed: {:.0}% of the build", 100.0 * unchanged / bench);
    }
    let memory = |side| measured.row(side)?.memory();
    if let (Some(hugo), Some(own)) = (memory(HUGO), memory(BENCH)) {
        #[allow(clippy::cast_precision_loss, reason = "a decimal is enough")]
        let less = hugo as f64 / own as f64;
        let _ = writeln!(text, "- peak memory: {less:.1} times less than Hugo");
    }
    text
}

/// The table of stages; empty where no side says them.
pub(crate) fn stages(all: &[Measured]) -> String {
    let mut names: Vec<&str> = Vec::new();
    let mut lines = String::new();
    for measured in all {
        for row in &measured.rows {
            let built = matches!(row.side, Side::Build(_));
            let Some(first) = row.samples.iter().find_map(|sample| sample.timings.as_ref()) else {
                continue;
            };
            if !built {
                continue;
            }
            if names.is_empty() {
                names = first.stages.iter().map(|stage| stage.stage.as_str()).collect();
            }
            let _ = write!(
                lines,
                "| {} | {} | {} |",
                grouped(measured.count),
                row.name(),
                first.threads
            );
            for name in &names {
                lines += &cell(row, |sample| stage(sample, name));
            }
            lines += &cell(row, start_and_end);
            lines.push('\n');
        }
    }
    if lines.is_empty() {
        return lines;
    }
    let columns = "| --- ".repeat(names.len() + 4);
    format!(
        "### Stages, in milliseconds\n\n| reviews | side | threads | {} | start and end |\n{columns}|\n{lines}",
        names.join(" | ")
    )
}

fn cell(row: &Row, value: impl Fn(&Sample) -> Option<f64>) -> String {
    let median = Spread::of(row.samples.iter().filter_map(value));
    format!(" {} |", or_dash(median.map(|spread| format!("{:.1}", spread.median))))
}

fn stage(sample: &Sample, name: &str) -> Option<f64> {
    let stages = &sample.timings.as_ref()?.stages;
    Some(stages.iter().find(|stage| stage.stage == name)?.milliseconds)
}

/// What the stages leave of the time that was measured from outside.
fn start_and_end(sample: &Sample) -> Option<f64> {
    let stages: f64 = sample.timings.as_ref()?.stages.iter().map(|stage| stage.milliseconds).sum();
    Some(sample.wall * 1e3 - stages)
}

/// How the time of a review grows; empty without a measurement beyond the base.
pub(crate) fn growth(all: &[Measured]) -> String {
    const BASE: usize = 10_000;
    let each = |measured: &Measured| Some(measured.wall(BENCH)? / float(measured.count));
    let base = all.iter().find(|measured| measured.count == BASE).and_then(each);
    let largest = all.iter().max_by_key(|measured| measured.count);
    let Some((largest, base)) = largest.filter(|largest| largest.count > BASE).zip(base) else {
        return String::new();
    };
    let Some(grown) = each(largest).map(|each| each / base) else { return String::new() };
    let (count, base) = (grouped(largest.count), grouped(BASE));
    format!("Growth: a review at {count} takes {grown:.2} times as long as at {base}.\n")
}
