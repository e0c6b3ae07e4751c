//! What `build` and `check` say of the content in their closing words.

use serde::{Deserialize, Serialize};

use super::Run;
use crate::config::Config;
use crate::model::Model;
use crate::pipeline::{Press, Snapshot};
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
}

impl Facts {
    /// Counts.
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let Snapshot { config, model, plan, .. } = snapshot;
        Self::count(config.as_deref(), model, plan, snapshot.drafts())
    }

    /// Counts what is about to be drawn.
    pub(super) fn of_press(press: &Press) -> Self {
        Self::count(Some(press.config()), press.model(), press.plan(), press.drafts())
    }

    fn count(config: Option<&Config>, model: &Model, plan: &Plan, drafts: bool) -> Self {
        let weakened = config.map(Config::weakened).into_iter().flatten();
        Self {
            reviews: model.reviews.len(),
            published: plan.shown.published.len(),
            pending: plan.shown.pending,
            drafts,
            pages: plan.routes().filter(|route| route.is_page()).count(),
            weakened: weakened.map(str::to_owned).collect(),
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
