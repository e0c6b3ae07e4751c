//! A widget as it is shown on other pages.

use std::collections::BTreeMap;

use super::embed::Embed;
use super::site::{summary, summary_of_item};
use super::{Made, Maker, list};
use crate::config::widgets::{Filter, Named, Target, Widget as Wanted};
use crate::config::{Archive, Scheme, WidgetKind};
use crate::plan::{Selected, widget_address};
use crate::views::{Bar, Link, Offer, Summary, Widget, WidgetStars};
use crate::words::Key;

/// The height of a toast that lies in the flow of a page, in pixels.
const TOAST_IN_FRAME: u32 = 300;

/// What a badge says, in the language of the site.
#[derive(Clone, Debug)]
pub struct BadgeWords<'a> {
    /// Who is rated.
    pub name: &'a str,
    /// The average, or nothing where there are no ratings.
    pub average: Option<String>,
    /// The average in half stars, 0 to 10.
    pub half_stars: u8,
    /// How many ratings, in words.
    pub count: String,
    /// The same in figures alone.
    pub plain_count: String,
    /// All of it in words.
    pub title: String,
    /// The tag of the language.
    pub language: &'a str,
    /// Whether the language is written from right to left.
    pub rtl: bool,
}

/// Makes the view of a widget: the maker's addresses must be absolute.
pub(crate) fn widget<'a>(maker: &Maker<'a>, at: usize) -> Option<Widget<'a>> {
    let selected: &'a Selected = maker.from.plan.widgets.get(at)?;
    let wanted: &'a Wanted = maker.from.config.widgets.get(selected.widget)?;
    let config = maker.from.config;
    let reviews = selected.reviews.iter().map(|at| maker.review(*at).value().clone());
    Some(Widget {
        id: &wanted.id,
        kind: wanted.kind.traits().word,
        title: title(maker, wanted),
        theme: match wanted.theme {
            Scheme::Auto => "auto",
            Scheme::Light => "light",
            Scheme::Dark => "dark",
            Scheme::Inherit => "inherit",
        },
        height: height(wanted, selected),
        language: config.language.tag(),
        direction: config.language.direction(),
        reviews: reviews.collect(),
        fitting: selected.fitting,
        order: list::order_words(maker, wanted.order).to_owned(),
        choice: choice(maker, wanted),
        summary: numbers(maker, selected),
        stars: stars(maker, selected),
        bars: bars(maker, wanted, selected),
        link: link(maker, wanted, selected),
        policy: maker.url("how-we-collect-reviews/"),
        sample: config.sample,
    })
}

/// The ways to embed a widget, and what it weighs.
pub(crate) fn offer(maker: &Maker<'_>, at: usize, made: &Made) -> Option<Offer> {
    let selected = maker.from.plan.widgets.get(at)?;
    let wanted = maker.from.config.widgets.get(selected.widget)?;
    let embed = Embed::new(maker, at)?;
    Some(Offer {
        id: wanted.id.clone(),
        kind: wanted.kind.traits().word,
        title: title(maker, wanted),
        // Shown by a browser that may look at a copy of the site on another computer.
        page: [maker.from.config.base_path(), &widget_address(&wanted.id)].concat(),
        height: frame_height(wanted, selected),
        estimated: wanted.height.is_none(),
        reviews: selected.reviews.len(),
        weight: made.weight,
        budget: wanted.budget(selected.reviews.len()),
        ways: embed.ways(made.frozen.as_ref()),
        policies: embed.policies(),
    })
}

/// What stays where nothing is drawn: the figures, and the way to the reviews.
pub(crate) fn fallback(maker: &Maker<'_>, at: usize) -> Option<Link> {
    let selected = maker.from.plan.widgets.get(at)?;
    let wanted = maker.from.config.widgets.get(selected.widget)?;
    Some(Link { label: figures(maker, selected), url: link(maker, wanted, selected).url })
}

/// The figures of a widget in one line: `128 ratings of Café Sol, 4.8 of 5`.
pub(crate) fn figures(maker: &Maker<'_>, selected: &Selected) -> String {
    let numbers = numbers(maker, selected);
    let business = subject(maker, selected).into();
    let said = match &numbers.average {
        Some(average) => maker.say(
            Key("widget-figures"),
            &[("count", numbers.count.into()), ("business", business), ("average", average.into())],
        ),
        None => maker.say(Key("widget-title"), &[("business", business)]),
    };
    with_sample(maker, said)
}

/// A text, and that the content is invented where it is: for what is seen without the page around it.
fn with_sample(maker: &Maker<'_>, text: String) -> String {
    if maker.from.config.sample {
        return format!("{text} ({})", maker.text(Key("sample")).trim_end_matches('.'));
    }
    text
}

/// What the picture of a widget says.
pub(crate) fn badge<'a>(maker: &Maker<'a>, at: usize) -> Option<BadgeWords<'a>> {
    let selected = maker.from.plan.widgets.get(at)?;
    let numbers = numbers(maker, selected);
    Some(BadgeWords {
        name: subject(maker, selected),
        half_stars: numbers.half_stars,
        count: with_sample(maker, maker.say(Key("ratings"), &[("count", numbers.count.into())])),
        plain_count: maker.from.words.number(numbers.count.to_string().into()).into_owned(),
        average: numbers.average,
        title: figures(maker, selected),
        language: maker.from.config.language.tag(),
        rtl: maker.from.config.language.direction() == "rtl",
    })
}

/// What a widget is called.
pub(crate) fn title(maker: &Maker<'_>, wanted: &Wanted) -> String {
    let business = (&maker.from.config.business.name).into();
    let own = wanted.title.clone();
    own.unwrap_or_else(|| maker.say(Key("widget-title"), &[("business", business)]))
}

/// What a widget's figures are about.
pub(crate) fn subject<'a>(maker: &Maker<'a>, selected: &Selected) -> &'a str {
    let item = selected.item.and_then(|at| maker.from.model.items.get(at));
    item.map_or(&maker.from.config.business.name, |item| &item.name)
}

/// The numbers of all ratings, or of those of an item.
pub(crate) fn numbers(maker: &Maker<'_>, selected: &Selected) -> Summary {
    let of_item = selected.item.and_then(|item| maker.common.of_items.get(&item));
    match of_item {
        Some((numbers, _)) => summary_of_item(&maker.from, numbers),
        None => summary(&maker.from, &maker.common.numbers),
    }
}

/// The height that a widget needs where nobody has measured it, in pixels.
pub(crate) fn height(wanted: &Wanted, selected: &Selected) -> u32 {
    use WidgetKind::{Avatars, Badge, Carousel, Grid, List, Marquee, Single, Summary, Toast, Wall};
    let few = selected.reviews.len() < 4;
    let bars = if wanted.is_picked() { 110 } else { 0 };
    wanted.height.unwrap_or(match wanted.kind {
        Wall | Grid | List if few => 420 + bars,
        Wall | Grid | List => 620,
        Carousel | Marquee => 610 + bars,
        Single => 650 + bars,
        Badge => 80,
        Summary => 320,
        Avatars => 280 + bars,
        // It lies over the page; this is for the link that stands there without it.
        Toast => 24,
    })
}

/// The height that it needs in an iframe, in pixels.
pub(crate) fn frame_height(wanted: &Wanted, selected: &Selected) -> u32 {
    match wanted.kind {
        // There, nothing lies over anything.
        WidgetKind::Toast => wanted.height.unwrap_or(TOAST_IN_FRAME),
        _ => height(wanted, selected),
    }
}

/// What was left out and why.
fn choice(maker: &Maker<'_>, wanted: &Wanted) -> Vec<String> {
    let Filter { reviews, tags, item, source, ratings, languages, min_words, featured } =
        &wanted.filter;
    let mut said = Vec::new();
    if !ratings.is_empty() {
        let comma = maker.text(Key("comma"));
        let stars: Vec<String> =
            ratings.iter().map(|stars| list::stars_label(maker, *stars)).collect();
        said.push(maker.say(Key("widget-only"), &[("what", (&stars.join(comma)).into())]));
    }
    if !reviews.is_empty() || *featured == Some(true) {
        let business = (&maker.from.config.business.name).into();
        said.push(maker.say(Key("widget-chosen"), &[("business", business)]));
    }
    if !tags.is_empty() {
        let label = |named: &Named| {
            let mut all = maker.from.model.reviews.iter().flat_map(|review| &review.tags);
            let tag = all.find(|tag| tag.slug == named.name || tag.label == named.name);
            tag.map_or_else(|| named.name.clone(), |tag| tag.label.clone())
        };
        let labels: Vec<String> = tags.iter().map(label).collect();
        let labels = labels.join(maker.text(Key("comma")));
        said.push(maker.say(Key("heading-tag"), &[("tag", (&labels).into())]));
    }
    let item = item
        .as_ref()
        .and_then(|named| maker.from.model.items.iter().find(|item| item.id == named.name));
    said.extend(item.map(|item| maker.say(Key("widget-about"), &[("item", (&item.name).into())])));
    if let Some(source) = source {
        let origin = crate::model::Origin::new(&source.name);
        let label = super::review::source_label(maker, &origin);
        said.push(maker.say(Key("heading-source"), &[("source", label.into())]));
    }
    if !languages.is_empty() {
        let names = languages.iter().map(|one| maker.from.words.language(one.tag()));
        let names: Vec<&str> = names.collect();
        let names = names.join(maker.text(Key("comma")));
        said.push(maker.say(Key("widget-only"), &[("what", (&names).into())]));
    }
    if *min_words > 0 || *featured == Some(false) {
        said.push(maker.text(Key("widget-part")).to_owned());
    }
    said
}

/// The numbers of stars that the reviews of a widget have, the most first.
fn stars(maker: &Maker<'_>, selected: &Selected) -> Vec<WidgetStars> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for at in &selected.reviews {
        if let Some(rating) = maker.from.model.reviews[*at as usize].rating {
            *counts.entry(rating.bar()).or_default() += 1;
        }
    }
    counts.into_iter().rev().map(|(stars, count)| WidgetStars { stars, count }).collect()
}

/// How ratings are distributed: of figures those that they count; beside reviews that were picked by
/// their stars or one by one those from which they were picked.
fn bars(maker: &Maker<'_>, wanted: &Wanted, selected: &Selected) -> Vec<Bar> {
    let whole = numbers(maker, selected);
    if wanted.kind.is_figures() {
        return whole.bars;
    }
    let all: usize = selected.bars.iter().sum();
    if !wanted.is_picked() || all == 0 {
        return Vec::new();
    }
    let bar = |bar: Bar| {
        let count = selected.bars[usize::from(bar.stars) - 1];
        let percent = u8::try_from((count * 200 + all) / (2 * all)).unwrap_or(100);
        Bar { count, percent, ..bar }
    };
    whole.bars.into_iter().map(bar).collect()
}

/// The way to all reviews, or to those of the item that figures are about.
fn link(maker: &Maker<'_>, wanted: &Wanted, selected: &Selected) -> Link {
    let plan = maker.from.plan;
    let of_item = selected.item.filter(|_| wanted.kind.is_figures()).and_then(|item| {
        let mut terms = plan.terms_of(Archive::Items);
        let term = terms.find(|term| term.item == Some(item))?;
        Some(&plan.lists[term.list])
    });
    let url = match (&wanted.link, of_item) {
        (Some(Target::Page(path)), _) => maker.url(path),
        (Some(Target::Web(address)), _) => address.as_str().to_owned(),
        (None, Some(list)) => maker.url(&list.path),
        (None, None) => maker.url(""),
    };
    let count = of_item.map_or(plan.published.len(), |list| list.reviews.len());
    Link { label: maker.say(Key("widget-all"), &[("count", count.into())]), url }
}
