//! What the page shows, section by section: sentences, charts and the tables beside them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::chart::Chart;
use super::{sections, text};
use crate::insights::report::{Quote, Report};

/// The page as its template sees it.
#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    name: &'a str,
    sample: bool,
    /// The day on which it was made.
    made: String,
    /// The days that it looks at.
    period: String,
    /// Those before.
    before: Option<String>,
    /// How much there is to look at.
    whole: String,
    facts: Vec<Fact>,
    sections: Vec<Section>,
    quotes: Vec<Shown<'a>>,
}

/// A number that everybody should see.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) note: String,
}

/// A section.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) says: Vec<String>,
    pub(super) parts: Vec<Part>,
}

impl Section {
    /// The ids that it links to.
    fn links(&self) -> impl Iterator<Item = &str> {
        let cells = self.parts.iter().filter_map(|part| part.table.as_ref());
        let cells = cells.flat_map(|table| table.rows.iter().flatten());
        let items = self.parts.iter().flat_map(|part| &part.items);
        let links = cells.flat_map(|cell| &cell.links).chain(items.flat_map(|item| &item.links));
        links.map(|link| link.id.as_str())
    }
}

/// A chart with its table, either of them, or a list.
#[derive(Debug, Default, Serialize)]
pub(super) struct Part {
    pub(super) chart: Option<Chart>,
    /// Whether chart and table stand below each other, as wide as the page.
    pub(super) is_wide: bool,
    /// What its marks mean: the kind of a mark and a few words.
    pub(super) legend: Vec<(&'static str, &'static str)>,
    pub(super) table: Option<Table>,
    /// Sentences with the reviews that they are about.
    pub(super) items: Vec<Item>,
    /// The ids of quotes to print here.
    pub(super) quotes: Vec<Cited>,
}

/// A sentence with the reviews that it is about.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) links: Vec<Link>,
}

/// A link to a quote on the page.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    pub(super) id: String,
    pub(super) label: String,
}

/// A table.
#[derive(Debug, Default, Serialize)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) head: Vec<Head>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// What is left out.
    pub(super) more: Option<String>,
    /// `across` with few rows and many columns, `words`, `tasks`, or nothing.
    pub(super) kind: &'static str,
}

impl Part {
    /// A chart beside its table.
    pub(super) fn both(chart: Chart, table: Table) -> Self {
        Self { chart: Some(chart), table: Some(table), ..Self::default() }
    }

    /// A chart above its table, both as wide as the page.
    pub(super) fn wide(chart: Chart, table: Table) -> Self {
        Self { is_wide: true, ..Self::both(chart, table.across()) }
    }
}

impl Table {
    /// A table; each column has a head, and says whether numbers stand in it.
    pub(super) fn new(
        caption: impl Into<String>,
        columns: &[(&'static str, bool)],
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        let head = |(text, number): &(&'static str, bool)| Head {
            text: (*text).to_owned(),
            number: *number,
        };
        let head = columns.iter().map(head).collect();
        Self { caption: caption.into(), head, rows, ..Self::default() }
    }

    /// The same with its columns as rows: steps in time stand beside each other, as in their chart. One with
    /// many steps stays as it is.
    fn across(self) -> Self {
        const MOST: usize = 14;
        if self.rows.len() > MOST {
            return self;
        }
        let Self { caption, head, rows, more, .. } = self;
        let mut lines: Vec<Vec<Cell>> =
            head.iter().map(|head| vec![head.text.clone().into()]).collect();
        for row in rows {
            for (line, cell) in lines.iter_mut().zip(row) {
                line.push(cell);
            }
        }
        let mut lines = lines.into_iter();
        let names = lines.next().unwrap_or_default();
        let head = names.into_iter().enumerate();
        let head = head.map(|(at, cell)| Head { text: cell.text, number: at > 0 }).collect();
        Self { caption, head, rows: lines.collect(), more, kind: "across" }
    }
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    pub(super) text: String,
    /// Whether numbers stand in it.
    pub(super) number: bool,
}

/// A cell; the first of a row is its head.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Whether it is a word of files: an id, a path.
    pub(super) code: bool,
    pub(super) links: Vec<Link>,
    pub(super) chart: Option<Chart>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A quote that is printed in a section.
#[derive(Debug, Serialize)]
pub(super) struct Cited {
    pub(super) text: String,
    pub(super) language: String,
    pub(super) by: String,
    pub(super) about: String,
}

/// A quote at the end of the page.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    id: &'a str,
    #[serde(flatten)]
    quote: &'a Quote,
    /// Day and stars, in words.
    about: String,
    /// Its file, and its position there.
    place: String,
}

impl<'a> Page<'a> {
    /// The page of a report.
    pub(super) fn of(report: &'a Report) -> Self {
        let site = &report.site;
        let sections = sections::all(report);
        let linked: BTreeSet<&str> = sections.iter().flat_map(Section::links).collect();
        let quotes = report.quotes.iter().filter(|(id, _)| linked.contains(id.as_str()));
        let quotes = quotes.map(|(id, quote)| shown(id, quote)).collect();
        Self {
            name: &site.name,
            sample: site.sample,
            made: text::day(&report.day),
            period: text::period(&report.period.since, &report.period.until),
            before: report
                .period
                .before
                .as_ref()
                .map(|before| text::period(&before.since, &before.until)),
            whole: format!(
                "{} and {}",
                text::counted(site.reviews, "review", "reviews"),
                text::counted(site.answers, "survey answer", "survey answers")
            ),
            facts: sections::facts(report),
            sections,
            quotes,
        }
    }
}

fn shown<'a>(id: &'a str, quote: &'a Quote) -> Shown<'a> {
    Shown { id, quote, about: about(quote), place: place(&quote.path, quote.entry) }
}

/// When a review was given, and how many stars it has.
pub(super) fn about(quote: &Quote) -> String {
    let day = quote.date.as_deref().map(text::day);
    let stars = quote.rating.map(|rating| format!("{} of 5 stars", text::stars(rating)));
    let parts = [day, stars, Some(quote.status.clone()), Some(quote.source.clone())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A file, and a position in it.
pub(super) fn place(path: &str, entry: Option<u32>) -> String {
    entry.map_or_else(|| path.to_owned(), |entry| format!("{path}, entry {entry}"))
}
