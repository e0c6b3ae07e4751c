//! Which reviews each widget shows.

use rayon::prelude::*;

use super::order;
use crate::config::widgets::{Filter, Named, Widget};
use crate::config::{Config, WidgetKind};
use crate::content::raw::{Channel, Status};
use crate::diag::{Diagnostic, Diagnostics, suggest};
use crate::model::{Model, Origin, Review, Tag};

/// What a widget shows.
#[derive(Clone, Debug)]
pub struct Selected {
    /// The position of the widget in [`Config::widgets`].
    pub widget: usize,
    /// Positions of its reviews in [`Model::reviews`], in order.
    pub reviews: Vec<u32>,
    /// How many reviews it could show: those that fit its filter but for stars and names, by which they
    /// are picked.
    pub fitting: usize,
    /// How many of those have one star, two, and so on.
    pub bars: [usize; 5],
    /// The position of its item in [`Model::items`], where it is about one.
    pub item: Option<usize>,
}

/// Selects the reviews of every widget from the published ones, the newest first. What would show
/// nothing is told; it has no files.
pub(super) fn select(
    config: &Config,
    published: &[u32],
    model: &Model,
    diagnostics: &mut Diagnostics,
) -> Vec<Selected> {
    if config.base_url.is_none() {
        return Vec::new();
    }
    let ground = Ground { published, model, seed: config.selection.seed };
    let select = |(at, widget): (usize, &Widget)| {
        let mut found = Diagnostics::default();
        let Names { item, known } = names(&widget.filter, model, &mut found);
        let chosen = known.then(|| Selected { widget: at, ..ground.choose(widget, item) });
        let chosen = chosen.filter(|chosen| {
            let fault = ground.fault(widget, chosen);
            let is_sound = fault.is_none();
            found.extend(fault);
            if is_sound {
                found.extend(ground.faceless(widget, chosen));
                found.extend(ground.left_out(widget, chosen));
            }
            is_sound
        });
        (chosen, found)
    };
    let selected: Vec<_> = config.widgets.par_iter().enumerate().map(select).collect();
    let mut all = Vec::with_capacity(selected.len());
    for (chosen, found) in selected {
        diagnostics.extend(found.into_vec());
        all.extend(chosen);
    }
    all
}

/// What the names in a filter lead to.
struct Names {
    item: Option<usize>,
    /// Whether all that is named is there.
    known: bool,
}

/// Finds what a filter names, and tells what is not there.
fn names(filter: &Filter, model: &Model, diagnostics: &mut Diagnostics) -> Names {
    let item = filter.item.as_ref().map(|item| {
        let found = model.items.iter().position(|known| known.id == item.name);
        if found.is_none() {
            let ids = model.items.iter().map(|item| item.id.as_str());
            let message = format!("there is no item `{}`", item.name);
            let problem = Diagnostic::error("unknown-item", message);
            diagnostics.push(near(problem, item, ids));
        }
        found
    });
    let is_there = |named: &&Named| !model.reviews.iter().any(|review| review.id == named.name);
    let missing: Vec<&Named> = filter.reviews.iter().filter(is_there).collect();
    for named in &missing {
        let ids = model.reviews.iter().map(|review| review.id.as_str());
        let message = format!("there is no review `{}`", named.name);
        let problem = Diagnostic::error("unknown-review", message);
        diagnostics.push(near(problem, named, ids));
    }
    let known = item != Some(None) && missing.is_empty();
    let unknown = words(filter, model);
    let names = Names { item: item.flatten(), known: known && unknown.is_empty() };
    diagnostics.extend(unknown);
    names
}

/// Tags and platforms in a filter that no review has.
fn words(filter: &Filter, model: &Model) -> Vec<Diagnostic> {
    let tags = || model.reviews.iter().flat_map(|review| &review.tags);
    let is_there = |named: &&Named| !tags().any(|tag| has_name(tag, &named.name));
    let tag = |named: &Named| {
        let problem =
            Diagnostic::error("unknown-tag", format!("no review has the tag `{}`", named.name));
        near(problem, named, tags().map(|tag| tag.label.as_str()))
    };
    let mut found: Vec<Diagnostic> = filter.tags.iter().filter(is_there).map(tag).collect();
    if let Some(named) = &filter.source {
        let origins = || model.reviews.iter().map(|review| &review.origin);
        if !origins().any(|origin| is_from(origin, &named.name)) {
            let message = format!("no review is from `{}`", named.name);
            let problem = Diagnostic::error("unknown-source", message);
            found.push(near(problem, named, origins().map(|origin| &*origin.platform)));
        }
    }
    found
}

/// Whether a tag is called so, as it is written or in addresses.
fn has_name(tag: &Tag, name: &str) -> bool {
    tag.slug == name || tag.label == name
}

/// Whether something is from a platform, called as in files, in addresses or by people.
fn is_from(origin: &Origin, name: &str) -> bool {
    origin.platform == name || origin.slug == name || origin.label.eq_ignore_ascii_case(name)
}

/// A problem at a name, with the id that may have been meant.
fn near<'a>(problem: Diagnostic, named: &Named, all: impl Iterator<Item = &'a str>) -> Diagnostic {
    let problem = problem.at(named.place.clone());
    match suggest::closest(&named.name, all) {
        Some(known) => problem.hint(format!("did you mean `{known}`?")),
        None => problem.hint("`laurels list` shows what there is"),
    }
}

/// What reviews are selected from.
struct Ground<'a> {
    /// Positions of published reviews, the newest first.
    published: &'a [u32],
    model: &'a Model,
    /// For the order `random`.
    seed: u64,
}

impl Ground<'_> {
    fn review(&self, at: u32) -> &Review {
        &self.model.reviews[at as usize]
    }

    fn choose(&self, widget: &Widget, item: Option<usize>) -> Selected {
        let could_be = |at: &u32| {
            let review = self.review(*at);
            fits(review, widget, item) && review.may_appear(Channel::Widget)
        };
        let all: Vec<u32> = self.published.iter().copied().filter(could_be).collect();
        let is_picked = |at: &u32| is_picked(self.review(*at), &widget.filter);
        let picked: Vec<u32> = all.iter().copied().filter(is_picked).collect();
        let mut reviews = order::by(widget.order, self.seed, &picked, self.model);
        reviews.truncate(widget.count);
        let mut bars = [0; 5];
        for rating in all.iter().filter_map(|at| self.review(*at).rating) {
            bars[usize::from(rating.bar()) - 1] += 1;
        }
        Selected { widget: 0, reviews, fitting: all.len(), bars, item }
    }

    /// Tells of reviews that are named and not shown.
    fn left_out(&self, widget: &Widget, chosen: &Selected) -> Vec<Diagnostic> {
        let is_shown =
            |named: &Named| chosen.reviews.iter().any(|at| self.review(*at).id == named.name);
        let why = |named: &Named| {
            let mut all = self.model.reviews.iter();
            match all.find(|review| review.id == named.name) {
                Some(review) if review.status != Status::Approved => "it is not published",
                Some(review) if !review.may_appear(Channel::Widget) => {
                    "its author did not agree to be on other pages"
                }
                Some(review) if !fits(review, widget, chosen.item) => "it does not fit the rest",
                _ => "there are more than the widget shows",
            }
        };
        let missing = widget.filter.reviews.iter().filter(|named| !is_shown(named));
        let told = missing.map(|named| {
            let message =
                format!("the review `{}` is not in the widget: {}", named.name, why(named));
            Diagnostic::warning("widget-left-out", message).at(named.place.clone())
        });
        told.collect()
    }

    /// Why a widget would show nothing.
    fn fault(&self, widget: &Widget, chosen: &Selected) -> Option<Diagnostic> {
        let problem = |message: String, hint: &str| {
            let problem = Diagnostic::error("widget-empty", message);
            Some(problem.at(widget.filter_place.clone()).hint(hint))
        };
        let nothing = format!("the widget `{}` would show nothing", widget.id);
        if widget.kind.is_figures() {
            let is_counted = |review: &Review| {
                let is_meant = chosen.item.is_none() || review.item == chosen.item;
                is_meant && review.counted_rating().is_some()
            };
            let has_figures = self.model.reviews.iter().any(|review| is_counted(review));
            let hint = "it counts the ratings that the business collected itself";
            return (!has_figures).then(|| problem(nothing + ": there are no ratings", hint))?;
        }
        if !chosen.reviews.is_empty() {
            return None;
        }
        let fits = |at: &&u32| {
            let review = self.review(**at);
            fits(review, widget, chosen.item) && is_picked(review, &widget.filter)
        };
        match self.published.iter().filter(fits).count() {
            0 => {
                let hint = "each line of `filter` narrows the selection; leave one out";
                problem(nothing + ": no published review fits it", hint)
            }
            held_back => {
                let hint = "where an author agreed to it, add `widget` to `consent.channels`";
                let fit = if held_back == 1 { "1 review fits" } else { "reviews fit" };
                let many = if held_back == 1 { String::new() } else { format!("{held_back} ") };
                problem(format!("{nothing}: {many}{fit}, and none may be on other pages"), hint)
            }
        }
    }

    /// Tells of faces that nobody has.
    fn faceless(&self, widget: &Widget, chosen: &Selected) -> Option<Diagnostic> {
        let has_photo = |at: &u32| self.review(*at).author.photo.is_some();
        let is_faceless =
            widget.kind == WidgetKind::Avatars && !chosen.reviews.iter().any(has_photo);
        is_faceless.then(|| {
            let message = format!("the widget `{}` has no photo: it shows initials", widget.id);
            let problem = Diagnostic::warning("widget-photos", message);
            problem.at(widget.place.clone()).hint("add photos, or choose another type")
        })
    }
}

/// Whether a review is one of those that somebody has picked, by their stars or one by one.
fn is_picked(review: &Review, filter: &Filter) -> bool {
    let stars = |rating: crate::model::Rating| filter.ratings.contains(&rating.bar());
    (filter.reviews.is_empty() || filter.reviews.iter().any(|named| named.name == review.id))
        && (filter.ratings.is_empty() || review.rating.is_some_and(stars))
        && filter.featured.is_none_or(|featured| review.featured == featured)
}

/// Whether a review is one of those that a widget is made for; which of them are picked is another question.
fn fits(review: &Review, widget: &Widget, item: Option<usize>) -> bool {
    let filter = &widget.filter;
    let has_content = match widget.kind {
        WidgetKind::Avatars => review.author.name.is_some() || review.author.photo.is_some(),
        kind => !kind.shows_words() || review.body.is_some() || review.title.is_some(),
    };
    let any = |names: &[Named], is_it: &dyn Fn(&str) -> bool| {
        names.is_empty() || names.iter().any(|named| is_it(&named.name))
    };
    let has_tag = |name: &str| review.tags.iter().any(|tag| has_name(tag, name));
    has_content
        && any(&filter.tags, &has_tag)
        && (item.is_none() || review.item == item)
        && filter.source.as_ref().is_none_or(|named| is_from(&review.origin, &named.name))
        && (filter.languages.is_empty()
            || filter.languages.iter().any(|language| language.holds(&review.language)))
        // To count words takes longer than all else.
        && (filter.min_words == 0 || word_count(review) >= filter.min_words)
}

fn word_count(review: &Review) -> usize {
    review.body.as_ref().map_or(0, |body| body.text.split_whitespace().count())
}
