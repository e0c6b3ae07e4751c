//! GitHub: issues that are made with a form, as the REST API has them
//! (`GET /repos/OWNER/REPO/issues?state=all&labels=…`, one issue or a list).
//!
//! A form writes its answers below headings. Labels are mapped, `--map "rating=Your rating"`, besides those
//! that are called as usual; what stands below other labels is not taken. An issue without a form is a
//! review with its title and text. Who opened it is its author unless the form names one. Labels, states
//! and comments of the issue, and pull requests, are left out.
//!
//! Anybody can open an issue, without the form too, so that its text may have whatever labels. Hence the
//! id, the address, the day and the picture are those that GitHub says, and nothing else that a review
//! rests on is taken from a label unless `--map` names it.

use serde_json::Value;

use crate::diag::{Diagnostic, Place};
use crate::import::field::{ALL, Field, Known, folded};
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Skip, Standing};
use crate::import::preset::{Index, NO_QUESTIONS};
use crate::import::source::{Fault, Header, Input, Paths, Row};
use crate::import::value::prose::Markup;

/// The format.
pub(super) struct GithubIssue;

const ABOUT: About = About {
    name: "github-issue",
    title: "GitHub issue forms",
    platform: "form",
    from: "JSON",
    standing: Standing::Experimental,
    scale: 5.0,
};

/// Where issues stand: in the answer to a search, or as the document itself.
const LISTS: [&[&str]; 2] = [&["items"], &[]];

/// What GitHub itself says of an issue, so that whoever opens one has no say in it.
const OF_GITHUB: [Field; 6] =
    [Field::Id, Field::Avatar, Field::Scale, Field::Date, Field::Updated, Field::Url];

/// What a form writes where nothing was answered.
const NOTHING: &str = "_No response_";

impl Format for GithubIssue {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn fits(&self, paths: &Paths) -> usize {
        let names = ["html_url", "number", "user.login", "created_at", "body"];
        let has = |list: &str| names.iter().all(|name| paths.has(&format!("{list}{name}")));
        if has("") || has("items.") { names.len() } else { 0 }
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        let is_asked = |known: &&Known| {
            !OF_GITHUB.contains(&known.field) && !NO_QUESTIONS.contains(&known.field)
        };
        let of_forms = ALL.iter().filter(is_asked);
        let aliases: Vec<(Field, &[&str])> =
            of_forms.map(|known| (known.field, known.aliases)).collect();
        let mut columns = Columns::default();
        let mut has_form = false;
        input.rows(&LISTS, &mut |row| {
            let text = row.get("body").unwrap_or_default().replace("\r\n", "\n");
            let answers = answers(&text);
            let draft = if answers.is_empty() {
                plain(&row, &text)
            } else {
                has_form = true;
                let (headers, cells) = answers.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
                let form = Row { line: row.line, headers: &headers, cells, beyond: 0, value: None };
                let mut index = Index::default();
                index.keep_up(&headers, asked, &aliases);
                add(&mut columns, index.columns());
                index.draft(&form, Markup::Markdown)
            };
            each(of_issue(&row, draft))
        })?;
        let is_used = |name: &str| {
            let name = folded(name);
            columns.used.iter().any(|(_, known)| folded(known) == name)
        };
        match asked.0.iter().find(|(_, name)| has_form && !is_used(name)) {
            None => Ok(columns),
            Some((field, name)) => {
                let message = format!("no form has the label `{name}`, which is to be the {field}");
                let known = columns.used.iter().map(|(_, label)| label).chain(&columns.unknown);
                let labels: Vec<String> = known.map(|label| format!("`{label}`")).collect();
                let hint = format!("there are {}", labels.join(", "));
                let problem = Diagnostic::error("import-column", message);
                Err(problem.at(Place::file(&input.shown)).hint(hint).into())
            }
        }
    }
}

/// An issue without a form.
fn plain(row: &Row<'_>, text: &str) -> Draft {
    let mut draft = Draft::new(row.line, Markup::Markdown);
    draft.fields.set(Field::Title, row.get("title").unwrap_or_default());
    draft.fields.set(Field::Body, text);
    draft
}

/// What GitHub says of an issue.
fn of_issue(row: &Row<'_>, mut draft: Draft) -> Draft {
    let known = [
        (Field::Id, "id"),
        (Field::Author, "user.login"),
        (Field::Avatar, "user.avatar_url"),
        (Field::Date, "created_at"),
        (Field::Url, "html_url"),
    ];
    draft.line = row.line;
    for (field, header) in known {
        draft.fields.or_set(field, row.get(header).unwrap_or_default());
    }
    if is_pull_request(row) {
        draft.skip = Some(Skip::NoReview);
    }
    draft
}

/// Whether it is a pull request: lists of issues have some, and lists of them look the same.
fn is_pull_request(row: &Row<'_>) -> bool {
    let is_there = |key| row.value.and_then(|value| value.get(key)).is_some_and(Value::is_object);
    ["pull_request", "head", "base"].into_iter().any(is_there)
        || row.get("html_url").is_some_and(|url| url.contains("/pull/"))
}

/// The labels of a form, and what was answered; none where the text is not that of a form.
fn answers(text: &str) -> Vec<(Header, String)> {
    let mut answers: Vec<(Header, String)> = Vec::new();
    if !text.trim_start().starts_with("### ") {
        return answers;
    }
    let mut is_after_blank = true;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let is_before_blank = lines.peek().is_none_or(|next| next.trim().is_empty());
        let label = line.strip_prefix("### ").filter(|_| is_after_blank && is_before_blank);
        is_after_blank = line.trim().is_empty();
        match (label, answers.last_mut()) {
            (Some(label), _) => answers.push((Header::new(label.trim()), String::new())),
            (None, Some((_, answer))) => {
                answer.push_str(line);
                answer.push('\n');
            }
            (None, None) => {}
        }
    }
    for (_, answer) in &mut answers {
        *answer = answer.trim().to_owned();
        if answer == NOTHING {
            answer.clear();
        }
    }
    answers
}

/// Adds what became of the answers of one issue.
fn add(all: &mut Columns, one: Columns) {
    for used in one.used {
        if !all.used.contains(&used) {
            all.used.push(used);
        }
    }
    all.unknown.extend(one.unknown);
    all.private.extend(one.private);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_inside_an_answer_is_no_label() {
        let text =
            "### Your words\n\nGood.\n### not a label\nMore.\n\n### Your name\n\n_No response_\n";
        let answers: Vec<(String, String)> =
            answers(text).into_iter().map(|(header, answer)| (header.name, answer)).collect();
        let words = "Good.\n### not a label\nMore.";
        let expected = [("Your words", words), ("Your name", "")];
        assert_eq!(answers, expected.map(|(label, answer)| (label.to_owned(), answer.to_owned())));
    }
}
