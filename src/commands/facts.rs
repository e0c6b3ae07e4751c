//! What `build` and `check` say of the content in their closing words.

use serde::{Deserialize, Serialize};

use super::Run;
use crate::config::Config;
use crate::model::Model;
use crate::pipeline::{Press, Snapshot, Weight};
use crate::plan::Plan;

/// Counts of a site; kept for runs that have nothing to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Facts {
    /// Reviews of every status.
    reviews: usize,
    /// Published ones.
    pub(super) published: usize,
    /// Those that wait for a decision.
    pending: usize,
    /// Whether those are shown too.
    drafts: bool,
    /// HTML pages.
    pub(super) pages: usize,
    /// Rules that the site has made weaker.
    weakened: Vec<String>,
    /// What the widgets weigh.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    widgets: Vec<Weight>,
}

impl Facts {
    /// Counts.
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let Snapshot { config, model, plan, .. } = snapshot;
        let widgets = snapshot.weights.clone();
        Self { widgets, ..Self::count(config.as_deref(), model, plan, snapshot.drafts()) }
    }

    /// Counts what is about to be drawn.
    pub(super) fn of_press(press: &Press) -> Self {
        let widgets = press.weights();
        let counts = Self::count(Some(press.config()), press.model(), press.plan(), press.drafts());
        Self { widgets, ..counts }
    }

    fn count(config: Option<&Config>, model: &Model, plan: &Plan, drafts: bool) -> Self {
        let weakened = config.map(Config::weakened).into_iter().flatten();
        Self {
            reviews: model.reviews.len(),
            published: plan.published.len(),
            pending: plan.shown.pending,
            drafts,
            pages: plan.routes().filter(|route| route.is_page()).count(),
            weakened: weakened.map(str::to_owned).collect(),
            widgets: Vec::new(),
        }
    }

    /// Prints what each widget weighs, a line each.
    pub(super) fn tell_weights(&self, run: &mut Run<'_>) {
        if self.widgets.is_empty() {
            return;
        }
        let width = self.widgets.iter().map(|widget| widget.id.len()).max().unwrap_or_default();
        run.reporter.say("widgets, in bytes as they are sent:");
        for Weight { id, kind, bytes, budget, .. } in &self.widgets {
            let over = if bytes > budget { "  too heavy" } else { "" };
            let line = format!("  {id:<width$}  {kind:<8} {bytes:>7} of {budget:>6}{over}");
            run.reporter.say(&line);
        }
    }

    /// Says what is left out, and what was switched off.
    pub(super) fn tell(&self, run: &mut Run<'_>) {
        match self.pending {
            0 => {}
            _ if self.drafts => run.reporter.say("pending reviews are shown as drafts"),
            1 => run
                .reporter
                .say("1 pending review is left out; `laurels list --status pending` lists it"),
            pending => run.reporter.say(&format!(
                "{pending} pending reviews are left out; `laurels list --status pending` lists them"
            )),
        }
        if !self.weakened.is_empty() {
            let codes = self.weakened.join("`, `");
            run.reporter.say(&format!("weakened in site.yaml: `{codes}`"));
        }
    }
}
