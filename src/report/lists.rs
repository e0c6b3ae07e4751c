//! The sections that are lists: what to celebrate and to mend, recoveries, words, and what to do.

use super::chart::{Chart, Marked};
use super::page::{Cell, Cited, Item, Link, Part, Section, Table, about, place};
use super::says;
use super::sections::more;
use super::text::{counted, day, grouped, month, stars};
use crate::insights::SHOWN;
use crate::insights::report::{LanguageWords, Recovery, Report, Task, Word};

/// At most so many languages are shown.
const LANGUAGES: usize = 4;

/// At most so many links stand at a thing to mend, and at a word.
const LINKS: (usize, usize) = (3, 2);

/// What is told of a recovery.
const COLUMNS: [(&str, bool); 6] = [
    ("Review", false),
    ("Before", true),
    ("Now", true),
    ("Said", false),
    ("Answered", false),
    ("Said again", false),
];

/// A link to a quote, if it is on the page.
fn link(report: &Report, id: &str) -> Option<Link> {
    let quote = report.quotes.get(id)?;
    let label = quote.date.as_deref().map_or_else(|| id.to_owned(), day);
    Some(Link { id: id.to_owned(), label })
}

fn links(report: &Report, ids: &[String], most: usize) -> Vec<Link> {
    ids.iter().take(most).filter_map(|id| link(report, id)).collect()
}

/// What to celebrate, and what to mend.
pub(super) fn team(report: &Report) -> Section {
    let team = &report.team;
    let mut says = Vec::new();
    match &team.month {
        Some(name) => says.push(format!("Said in {}:", month(name))),
        None => says.push("No good review with a text was published in this period.".to_owned()),
    }
    let cited = |id: &String| {
        let quote = report.quotes.get(id)?;
        Some(Cited {
            text: quote.text.clone(),
            language: quote.language.clone(),
            by: quote.author.clone().unwrap_or_else(|| "Anonymous".to_owned()),
            about: about(quote),
        })
    };
    let mend = team
        .mend
        .iter()
        .map(|mend| Item { text: mend.text.clone(), links: links(report, &mend.ids, LINKS.0) });
    let quotes = Part { quotes: team.quotes.iter().filter_map(cited).collect(), ..Part::default() };
    let mend = Part { items: mend.collect(), ..Part::default() };
    if mend.items.is_empty() {
        says.push("Nothing stands out that would have to be mended first.".to_owned());
    }
    Section { id: "team", title: "To celebrate, and to mend", says, parts: vec![quotes, mend] }
}

/// Reviews that got other stars.
pub(super) fn recovery(report: &Report) -> Section {
    let all = &report.recovery;
    let shown = || all.iter().take(SHOWN);
    let marks: Vec<Marked> = shown()
        .map(|one| Marked {
            label: one.date.as_deref().map_or_else(|| one.id.clone(), day),
            from: Some(one.before),
            to: Some(one.after),
            margin: None,
        })
        .collect();
    let when = |day_of: &Option<String>| -> Cell {
        day_of.as_deref().map_or_else(String::new, day).into()
    };
    let row = |one: &Recovery| {
        vec![
            named(report, &one.id),
            stars(one.before).into(),
            stars(one.after).into(),
            when(&one.date),
            when(&one.replied),
            when(&one.followed),
        ]
    };
    let table = Table {
        more: more(all.len()),
        ..Table::new("First rating and last, with the days", &COLUMNS, shown().map(row).collect())
    };
    let part = Part {
        chart: Some(Chart::marks(
            "Stars before a reply and after it, by the day of the review".to_owned(),
            &marks,
            5.0,
        )),
        is_wide: true,
        legend: vec![("before", "First rating"), ("now", "Now")],
        table: Some(table),
        ..Part::default()
    };
    let parts = if all.is_empty() { Vec::new() } else { vec![part] };
    Section { id: "recovery", title: "Recovery", says: says::recovery(report), parts }
}

/// Words that tell low reviews from high ones.
pub(super) fn words(report: &Report) -> Section {
    let is_full = |one: &&LanguageWords| !(one.low.is_empty() && one.high.is_empty());
    let mut says = says::words(report);
    let parts = report.words.iter().filter(is_full).take(LANGUAGES).flat_map(|one| {
        [(true, &one.low), (false, &one.high)]
            .map(|(is_low, words)| side(report, one, is_low, words))
    });
    let parts: Vec<Part> = parts.flatten().collect();
    let rest: Vec<&str> = report
        .words
        .iter()
        .filter(is_full)
        .skip(LANGUAGES)
        .map(|one| one.language.as_str())
        .collect();
    if !rest.is_empty() {
        says.push(format!(
            "Words in other languages ({}) are in `laurels report --format json`.",
            rest.join(", ")
        ));
    }
    let unknown: Vec<&str> = report
        .words
        .iter()
        .filter(is_full)
        .filter(|one| !one.stop_words)
        .map(|one| one.language.as_str())
        .collect();
    if !unknown.is_empty() {
        says.push(format!(
            "Words such as “and” are not known in {}, and may stand here.",
            unknown.join(", ")
        ));
    }
    Section { id: "words", title: "Words", says, parts }
}

fn side(report: &Report, of: &LanguageWords, is_low: bool, words: &[Word]) -> Option<Part> {
    let (kind, all) = if is_low { ("low", of.low_reviews) } else { ("high", of.high_reviews) };
    let (one, many) = (format!("{kind} review"), format!("{kind} reviews"));
    let row = |word: &Word| {
        vec![
            word.text.clone().into(),
            grouped(word.low).into(),
            grouped(word.high).into(),
            Cell { links: links(report, &word.ids, LINKS.1), ..Cell::default() },
        ]
    };
    let caption = format!("In {} with a text, language {}", counted(all, &one, &many), of.language);
    let columns = [("Word", false), ("Low", true), ("High", true), ("Read", false)];
    let rows = words.iter().map(row).collect();
    let table = Table { kind: "words", ..Table::new(caption, &columns, rows) };
    let bars: Vec<(String, usize)> = words
        .iter()
        .map(|word| (word.text.clone(), if is_low { word.low } else { word.high }))
        .collect();
    let label = format!("How many {kind} reviews have each word");
    (!words.is_empty()).then(|| Part {
        chart: Some(Chart::counts(label, &bars)),
        table: Some(table),
        ..Part::default()
    })
}

/// What waits to be done.
pub(super) fn todo(report: &Report) -> Section {
    let todo = &report.todo;
    let lists = [
        ("Low ratings without an answer, the oldest first", "Given", &todo.unanswered),
        ("Answered low ratings: ask whether it is right now", "Answered", &todo.ask),
        ("Consents that have ended or end soon: ask again", "Last day", &todo.consents),
        ("Old quotes: ask whether they still hold", "Last word", &todo.confirm),
    ];
    let parts: Vec<Part> = lists
        .into_iter()
        .filter(|(_, _, tasks)| !tasks.is_empty())
        .map(|(caption, when, tasks)| Part {
            table: Some(list(report, caption, when, tasks)),
            ..Part::default()
        })
        .collect();
    let says = if parts.is_empty() {
        vec!["Nothing waits.".to_owned()]
    } else {
        vec!["From top to bottom. On the screen, each id leads to its words.".to_owned()]
    };
    Section { id: "todo", title: "To do", says, parts }
}

fn list(report: &Report, caption: &str, when: &'static str, tasks: &[Task]) -> Table {
    let columns = [("Review", false), (when, false), ("Stars", true), ("File", false)];
    let rows = tasks.iter().take(SHOWN).map(|task| row(report, task)).collect();
    let caption = format!("{caption} ({})", grouped(tasks.len()));
    Table { more: more(tasks.len()), kind: "tasks", ..Table::new(caption, &columns, rows) }
}

/// An id, with a link to its quote if that is on the page.
fn named(report: &Report, id: &str) -> Cell {
    let is_quoted = report.quotes.contains_key(id);
    let link = is_quoted.then(|| Link { id: id.to_owned(), label: id.to_owned() });
    let text = if is_quoted { String::new() } else { id.to_owned() };
    Cell { text, code: true, links: link.into_iter().collect(), chart: None }
}

fn row(report: &Report, task: &Task) -> Vec<Cell> {
    vec![
        named(report, &task.id),
        task.date.as_deref().map_or_else(String::new, day).into(),
        task.rating.map_or_else(String::new, stars).into(),
        Cell { text: place(&task.path, task.entry), code: true, ..Cell::default() },
    ]
}
