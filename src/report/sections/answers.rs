//! How reviews were answered, and how old they are.

use super::super::chart::Chart;
use super::super::page::{Part, Table};
use super::super::text::{grouped, percent};
use super::known;
use crate::insights::report::{Answered, Report};

pub(super) fn replies(report: &Report) -> Vec<Part> {
    let replies = &report.replies;
    if replies.due == 0 {
        return Vec::new();
    }
    let all = Answered { due: replies.due, answered: replies.answered, share: replies.share };
    let named = [
        ("All", Some(&all)),
        ("Fewer than four stars", Some(&replies.low)),
        ("All, period before", replies.before.as_ref()),
    ];
    let row = |(name, of): (&str, Option<&Answered>)| {
        let Answered { due, answered, share } = of?;
        let share = known(*share, percent);
        Some(vec![name.into(), grouped(*answered).into(), grouped(*due).into(), share])
    };
    let columns = [("", false), ("Answered", true), ("Due", true), ("Share", true)];
    let rows = named.into_iter().filter_map(row).collect();
    let table = Table::new("Reviews that were answered", &columns, rows);
    let open = replies.due - replies.answered;
    let parts = [("low", "Not answered", open), ("high", "Answered", replies.answered)];
    let label = format!("{} of {} answered", replies.answered, replies.due);
    vec![Part::both(Chart::parts(label, &parts), table)]
}

pub(super) fn freshness(report: &Report) -> Vec<Part> {
    let fresh = &report.freshness;
    if fresh.count == 0 {
        return Vec::new();
    }
    let older = fresh.count - fresh.recent;
    let rows = [("Older", older), ("Last three months", fresh.recent)];
    let rows = rows.map(|(name, count)| vec![name.into(), grouped(count).into()]);
    let columns = [("", false), ("Reviews", true)];
    let table = Table::new("Age of what is published", &columns, rows.into());
    let parts = [("low", "Older", older), ("high", "Last three months", fresh.recent)];
    let label = format!("{} of {} from the last three months", fresh.recent, fresh.count);
    vec![Part::both(Chart::parts(label, &parts), table)]
}
