//! The report in a few lines, for the terminal.

use super::says;
use super::text::{counted, period};
use crate::insights::report::Report;

/// How wide a line is at most.
const WIDTH: usize = 78;

/// Where sentences begin, behind the name of their section.
const INDENT: usize = 14;

/// The report in a few lines: the first sentences of each section, and what waits.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {}",
        report.site.name,
        period(&report.period.since, &report.period.until)
    )];
    if report.site.sample {
        lines.push("sample content: nobody said this".to_owned());
    }
    let sections = [
        ("gap", says::gap(report), 3),
        ("ratings", says::ratings(report), 3),
        ("recommend", says::recommend(&report.recommend), 5),
        ("touchpoints", says::touchpoints(&report.touchpoints), 1),
        ("replies", says::replies(&report.replies), 2),
        ("recovery", says::recovery(report), 1),
        ("coverage", says::coverage(report), 2),
        ("freshness", says::freshness(report), 2),
        ("words", words(report), 1),
        ("to do", todo(report), 1),
        ("next", says::next(report).into_iter().collect(), 1),
    ];
    for (name, said, most) in sections {
        let said: Vec<String> = said.into_iter().take(most).collect();
        for (at, line) in wrapped(&said.join(" ")).into_iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            lines.push(format!("  {name:<width$}{line}", width = INDENT - 2));
        }
    }
    lines.iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

fn words(report: &Report) -> Vec<String> {
    let first = |words: &[crate::insights::report::Word]| {
        words.iter().take(3).map(|word| word.text.clone()).collect::<Vec<_>>().join(", ")
    };
    let Some(most) = report.words.first() else { return Vec::new() };
    let sides = [("low reviews say", first(&most.low)), ("high ones", first(&most.high))];
    let said: Vec<String> = sides
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(side, words)| format!("{side}: {words}"))
        .collect();
    if said.is_empty() { Vec::new() } else { vec![format!("{}.", said.join("; "))] }
}

fn todo(report: &Report) -> Vec<String> {
    let todo = &report.todo;
    let parts = [
        (todo.unanswered.len(), "low rating to answer", "low ratings to answer"),
        (todo.ask.len(), "customer to ask again", "customers to ask again"),
        (todo.consents.len(), "consent to renew", "consents to renew"),
        (todo.confirm.len(), "old quote to confirm", "old quotes to confirm"),
    ];
    let waiting: Vec<String> = parts
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    vec![if waiting.is_empty() { "nothing waits".to_owned() } else { waiting.join(", ") }]
}

/// A text in lines that fit beside the names.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_ascii_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH - INDENT => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        let text = "word ".repeat(40);
        let lines = wrapped(&text);
        assert!(lines.iter().all(|line| line.len() <= WIDTH - INDENT));
        assert_eq!(lines.join(" "), text.trim());
        assert!(wrapped(" ").is_empty());
    }
}
