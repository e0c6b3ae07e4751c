//! Formats that are said in a table: which header is which field.
//!
//! Most exports need no more than that. What else one needs is a function of its row.

use std::collections::BTreeSet;

use super::field::{self, Field, folded};
use super::format::{About, Columns, Draft, Each, Format, Mapping, Skip, Standing};
use super::source::{Fault, Header, Input, Paths, Row};
use super::value::date::Evidence;
use super::value::prose::Markup;

/// A format whose rows are cells under headers.
pub(super) struct Preset {
    /// What it is.
    pub about: About,
    /// The headers by which it is recognised: all of one of these groups.
    pub marks: &'static [&'static [&'static str]],
    /// Where its reviews stand in a document of JSON: the first of these lists that is there.
    pub lists: &'static [&'static [&'static str]],
    /// What its headers are, the better ones of a field first.
    pub columns: &'static [(Field, &'static [&'static str])],
    /// Which words of its status say that a review is published.
    pub published: Published,
    /// How its texts are marked up.
    pub markup: Markup,
    /// Whether its other headers are questions, which are fields where they are called as usual.
    pub has_questions: bool,
    /// What else is to be made of a row.
    pub also: fn(&Row<'_>, &mut Draft),
}

/// What the status of a row says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Published {
    /// One of these words, or nothing, is a published one.
    Only(&'static [&'static str]),
    /// All but these words are.
    AllBut(&'static [&'static str]),
}

/// What most formats have in common: a list without a name, plain texts, and nothing else to be made.
pub(super) const USUAL: Preset = Preset {
    about: About {
        name: "",
        title: "",
        platform: "",
        from: "",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[],
    lists: &[&[]],
    columns: &[],
    published: UNPUBLISHED,
    markup: Markup::Plain,
    has_questions: false,
    also: |_, _| {},
};

/// Words by which most platforms say that a review is not published.
pub(super) const UNPUBLISHED: Published = Published::AllBut(&[
    "false",
    "0",
    "no",
    "n",
    "off",
    "unpublished",
    "not published",
    "hidden",
    "spam",
    "rejected",
    "declined",
    "draft",
    "pending",
    "unapproved",
    "unapprove",
    "not approved",
    "disapproved",
    "not-yet",
    "hold",
    "held",
    "on hold",
    "disable",
    "disabled",
    "inactive",
    "archived",
    "trash",
    "deleted",
    "removed",
    "blocked",
    "suspended",
    "private",
    "moderation",
    "awaiting moderation",
    "in moderation",
    "waiting",
    "queued",
    "in review",
    "withheld",
    "withdrawn",
    "flagged",
]);

/// Words by which tables of all kinds say that one is.
pub(super) const PUBLISHED: Published = Published::Only(&[
    "true",
    "1",
    "yes",
    "y",
    "on",
    "published",
    "publish",
    "approved",
    "approve",
    "active",
    "ok",
    "visible",
    "live",
    "public",
    "enabled",
    "enable",
    "accepted",
    "complete",
    "completed",
    "shown",
]);

impl Published {
    /// Whether a word says that a review is published.
    fn is(self, word: &str) -> bool {
        let word = word.trim();
        let among = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        match self {
            Self::Only(words) => word.is_empty() || among(words),
            Self::AllBut(words) => !among(words),
        }
    }
}

fn is_day(word: &str) -> bool {
    word.len() > 4
        && word.contains(|letter: char| letter.is_ascii_digit())
        && Evidence::is_understood(word)
}

/// Whether a word is a yes.
pub(super) fn is_yes(word: &str) -> bool {
    ["true", "1", "yes", "y", "verified", "verified_buyer", "verified-purchase", "buyer"]
        .iter()
        .any(|yes| yes.eq_ignore_ascii_case(word.trim()))
}

impl Format for Preset {
    fn about(&self) -> &About {
        &self.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        let fits = |mark: &&&[&str]| mark.iter().all(|name| paths.has(name));
        self.marks.iter().filter(fits).map(|mark| mark.len()).max().unwrap_or_default()
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        let mut index = Index::default();
        missing(input, asked)?;
        input.rows(self.lists, &mut |row| {
            index.follow(row.headers, asked, |headers| self.columns(headers));
            each(self.draft(&row, &index))
        })?;
        Ok(index.columns())
    }
}

impl Preset {
    /// What its headers are, questions among them.
    pub(super) fn columns(&self, headers: &[Header]) -> Vec<Column> {
        if headers.iter().any(|header| header.folded == OURS) {
            return ours();
        }
        let own = |(field, names): &(Field, &'static [&'static str])| Column {
            field: *field,
            names: names.to_vec(),
            is_guess: false,
        };
        let mut columns: Vec<Column> = self.columns.iter().map(own).collect();
        if self.has_questions {
            let is_form = !self.marks.is_empty();
            let is_other = |known: &&field::Known| {
                self.columns.iter().all(|(field, _)| *field != known.field)
                    && !(is_form && NO_QUESTIONS.contains(&known.field))
            };
            let others = field::ALL.iter().filter(is_other);
            columns.extend(others.map(|known| Column {
                field: known.field,
                names: known.aliases.to_vec(),
                is_guess: true,
            }));
        }
        columns
    }

    /// The draft of a row.
    pub(super) fn draft(&self, row: &Row<'_>, index: &Index) -> Draft {
        let mut draft = index.draft(row, self.markup);
        (self.also)(row, &mut draft);
        let is_published = |word: &str| self.published.is(word);
        let is_hidden = draft.get(Field::Hidden).is_some_and(is_yes);
        // A day on which it was published says that it is.
        if let Some(day) = draft.get(Field::Status).filter(|word| is_day(word)).map(str::to_owned) {
            draft.fields.take(Field::Status);
            draft.fields.or_set(Field::Date, day);
        }
        let status = draft.get(Field::Status).is_none_or(is_published);
        if draft.get(Field::Status).is_some_and(|word| word.trim() == "withdrawn") {
            draft.skip = Some(Skip::Withdrawn);
        }
        if draft.skip.is_none() && (!status || is_hidden) {
            draft.skip = Some(Skip::Unpublished);
        }
        if row.beyond > 0 {
            draft.skip = Some(Skip::Cells);
        }
        draft
    }
}

/// Headers that the user names and the file has not.
pub(super) fn missing(input: &Input, asked: &Mapping) -> Result<(), Fault> {
    use crate::diag::{Diagnostic, Place, suggest};

    if asked.0.is_empty() {
        return Ok(());
    }
    let paths = input.paths()?;
    for (field, header) in asked.0.iter().filter(|(_, header)| !header.is_empty()) {
        if field::is_certainly_private(header) {
            let message = format!("the column `{header}` is private, and never imported");
            let problem =
                Diagnostic::error("import-private", message).at(Place::file(&input.shown));
            return Err(problem.hint("leave it out of `--map`").into());
        }
        if paths.has(header) || paths.names.len() >= 500 {
            continue;
        }
        // The headers of a list in JSON stand below the name of the list.
        let end = format!(".{header}");
        if paths.names.iter().any(|name| name.ends_with(&end)) {
            continue;
        }
        let message = format!("there is no column `{header}`, which is to be the {field}");
        let hint = suggest::closest(header, paths.names.iter().map(String::as_str)).map_or_else(
            || {
                let names: Vec<String> =
                    paths.names.iter().take(12).map(|name| format!("`{name}`")).collect();
                format!("there are {}", names.join(", "))
            },
            |near| format!("did you mean `{near}`?"),
        );
        let problem = Diagnostic::error("import-column", message).at(Place::file(&input.shown));
        return Err(problem.hint(hint).into());
    }
    Ok(())
}

/// Refuses columns that the user names, for formats that have none.
pub(super) fn fixed(input: &Input, asked: &Mapping) -> Result<(), Fault> {
    use crate::diag::{Diagnostic, Place};

    let Some((field, header)) = asked.0.first() else { return Ok(()) };
    let message = format!("`--map {field}={header}` cannot be: this document has no columns");
    Err(Diagnostic::error("import-column", message).at(Place::file(&input.shown)).into())
}

/// What a field is called in a file.
pub(super) struct Column {
    field: Field,
    names: Vec<&'static str>,
    /// Whether that is only what it is usually called.
    is_guess: bool,
}

/// The header by which an export of this program is known.
const OURS: &str = "laurelsid";

/// The columns of an export of this program, each called as its field is.
fn ours() -> Vec<Column> {
    let column = |known: &field::Known| Column {
        field: known.field,
        names: vec![if known.field == Field::Id { "source_id" } else { known.word }],
        is_guess: false,
    };
    field::ALL.iter().map(column).collect()
}

/// What no question of a form asks for, however it is called.
pub(super) const NO_QUESTIONS: [Field; 13] = [
    Field::Own,
    Field::Parent,
    Field::Status,
    Field::Hidden,
    Field::Platform,
    Field::Basis,
    Field::Verified,
    Field::Incentivized,
    Field::Reply,
    Field::ReplyMarkdown,
    Field::ReplyBy,
    Field::ReplyDate,
    Field::BodyMarkdown,
];

/// Which column is which field, in one file.
#[derive(Debug, Default)]
pub(super) struct Index {
    seen: Vec<Header>,
    by_field: Vec<(Field, Vec<usize>)>,
}

impl Index {
    /// Takes note of headers that are new, for a format that knows what they are called.
    pub(super) fn keep_up(
        &mut self,
        headers: &[Header],
        asked: &Mapping,
        columns: &[(Field, &'static [&'static str])],
    ) {
        let column = |(field, names): &(Field, &'static [&'static str])| Column {
            field: *field,
            names: names.to_vec(),
            is_guess: false,
        };
        self.follow(headers, asked, |_| columns.iter().map(column).collect());
    }

    /// Takes note of headers that are new: further values of JSON may have some.
    pub(super) fn follow(
        &mut self,
        headers: &[Header],
        asked: &Mapping,
        columns: impl FnOnce(&[Header]) -> Vec<Column>,
    ) {
        if self.seen.len() == headers.len() {
            return;
        }
        self.seen = headers.to_vec();
        let columns = columns(headers);
        // Of several headers that are called the same each may have the value.
        let positions = |names: &[&str]| -> Vec<usize> {
            let of_name = |name: &&str| {
                let (folded, name) = (folded(name), (*name).to_owned());
                let is_it = move |header: &Header| {
                    if folded.is_empty() { header.name == name } else { header.folded == folded }
                };
                (0..headers.len()).filter(move |at| is_it(&headers[*at]))
            };
            let mut all: Vec<usize> = Vec::new();
            for at in names.iter().flat_map(of_name) {
                if !all.contains(&at) {
                    all.push(at);
                }
            }
            all
        };
        let mut by_field: Vec<(Field, Vec<usize>)> = Vec::new();
        for (field, name) in &asked.0 {
            let is_it = |at: &usize| headers[*at].name == *name;
            let exact: Vec<usize> = (0..headers.len()).filter(is_it).collect();
            let at = match exact.as_slice() {
                // A field that is none of the columns.
                _ if name.is_empty() => Vec::new(),
                [] => positions(&[name.as_str()]),
                _ => exact,
            };
            match by_field.iter_mut().find(|(known, _)| known == field) {
                Some((_, all)) => all.extend(at),
                None => by_field.push((*field, at)),
            }
        }
        let taken: BTreeSet<usize> = by_field.iter().flat_map(|(_, at)| at.clone()).collect();
        for Column { field, names, is_guess } in &columns {
            if asked.0.iter().all(|(own, _)| own != field) {
                let mut at = positions(names);
                at.retain(|at| !taken.contains(at));
                // What is called as usual is one column; another one for a blank cell may mean anything.
                if *is_guess && let Some(first) = at.first() {
                    let first = headers[*first].folded.clone();
                    at.retain(|at| headers[*at].folded == first);
                }
                by_field.push((*field, at));
            }
        }
        let has = |field: Field| by_field.iter().any(|(own, at)| *own == field && !at.is_empty());
        // A `response` is the business's only where the customer's words stand elsewhere.
        if !has(Field::Body) && !has(Field::BodyMarkdown) {
            by_field.retain(|(field, _)| *field != Field::Reply);
        }
        self.by_field = by_field;
    }

    /// The values of a row, by field; of several columns for one field the first that has something.
    pub(super) fn draft(&self, row: &Row<'_>, markup: Markup) -> Draft {
        let mut draft = Draft::new(row.line, markup);
        for (field, columns) in &self.by_field {
            let cells = columns.iter().filter_map(|at| row.cells.get(*at));
            if let Some(cell) = cells.map(String::as_str).find(|cell| !cell.trim().is_empty()) {
                // Only tables guard their cells.
                let is_json = row.value.is_some();
                let cell = if is_json { cell.into() } else { super::value::text::unguarded(cell) };
                draft.fields.set(*field, cell);
            }
        }
        draft
    }

    /// What became of the columns.
    pub(super) fn columns(&self) -> Columns {
        let mut columns = Columns::default();
        let used: BTreeSet<usize> = self.by_field.iter().flat_map(|(_, at)| at.clone()).collect();
        for (field, at) in &self.by_field {
            columns.used.extend(at.iter().map(|at| (*field, self.seen[*at].name.clone())));
        }
        let others = self
            .seen
            .iter()
            .enumerate()
            .filter(|(at, header)| !used.contains(at) && !header.name.is_empty());
        for (_, header) in others {
            let last = header.name.rsplit('.').next().unwrap_or_default();
            let kind = if field::is_private(last) || field::is_private(&header.name) {
                &mut columns.private
            } else {
                &mut columns.unknown
            };
            kind.insert(header.name.clone());
        }
        columns
    }
}
