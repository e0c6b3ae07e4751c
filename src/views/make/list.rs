//! Lists of reviews, page by page, and the indexes of archives.

use super::media::{picture, shared_of_item};
use super::site::{archive_label, own_source};
use super::{About, Maker, Ready, Sources, filters, structured};
use crate::config::{Archive, Completeness, Order};
use crate::content::raw::Status;
use crate::media::Role;
use crate::plan::route::{list_address, page_count};
use crate::plan::{self, ListOf, Route, term_address, word};
use crate::views::{ArchiveTerm, Html, Link, List, Page, PageNumber, Pager, Term, html};
use crate::words::Key;

/// A page of a list.
pub(crate) fn list<'a>(
    maker: &Maker<'a>,
    route: &Route,
    of: (usize, usize),
    card: &dyn Fn(u32) -> Html,
) -> Ready<'a> {
    let (at, number) = of;
    let planned = &maker.from.plan.lists[at];
    let view = view(maker, planned, number, card);
    match planned.of {
        ListOf::All => wall(maker, route, number, view),
        ListOf::Term(term) => archive(maker, route, &maker.from.plan.terms[term], number, view),
        ListOf::Improvements => improvements(maker, route, number, view),
    }
}

fn wall<'a>(maker: &Maker<'a>, route: &Route, number: usize, view: List) -> Ready<'a> {
    let config = maker.from.config;
    let heading = numbered(maker, &config.title, number);
    let description = config.description.clone().unwrap_or_else(|| {
        let business = (&config.business.name).into();
        maker.say(Key("wall-description"), &[("business", business)])
    });
    let page = Page {
        menu: "wall".to_owned(),
        structured_data: (number == 1).then(|| structured::business(maker)),
        ..maker.basics(route, "wall", &heading, &description)
    };
    let about = About::Wall(view, &maker.common.summary, &maker.common.platforms);
    Ready { template: "wall.html", page, about }
}

fn archive<'a>(
    maker: &Maker<'a>,
    route: &Route,
    term: &plan::Term,
    number: usize,
    view: List,
) -> Ready<'a> {
    let item = term.item.map(|at| &maker.from.model.items[at]);
    // A list of one number of stars stands beside the distribution of all.
    let whole = (term.archive == Archive::Ratings).then_some(&maker.common.summary);
    let of_item = term.item.and_then(|at| maker.common.of_items.get(&at));
    let shown = of_item.map(|(_, shown)| shown).or(whole);
    let label = term_label(maker, term);
    let heading = numbered(maker, &heading(maker, term, &label), number);
    let text = item.and_then(|item| item.description.as_ref());
    let description = text.and_then(|text| super::describe(&text.text)).unwrap_or_else(|| {
        let count = view.total.into();
        maker.say(Key("term-description"), &[("name", (&label).into()), ("count", count)])
    });
    let mut page = Page {
        menu: word(term.archive).to_owned(),
        ..maker.basics(route, "archive", &heading, &description)
    };
    let index = maker.url(&format!("{}/", word(term.archive)));
    page.trail.push(Link { label: archive_label(maker, term.archive).to_owned(), url: index });
    page.image = item.and_then(|item| shared_of_item(maker, item)).or(page.image);
    if let (Some(item), Some((numbers, _))) = (item, of_item) {
        let of = structured::OfItem { item, page: number, numbers };
        page.structured_data = structured::item(maker, term, &of);
    }
    let about = ArchiveTerm {
        archive: word(term.archive),
        label,
        description: text.map(|text| html(&text.html)),
        image: item
            .and_then(|item| item.image)
            .and_then(|image| picture(maker, image, Role::Photo)),
        url: item.and_then(|item| item.url.as_ref()).map(|url| url.as_str().to_owned()),
        brand: item.and_then(|item| item.brand.clone()),
        stars: term.stars,
    };
    Ready { template: "archive.html", page, about: About::Archive(view, shown, about) }
}

/// The words of a term, as readers see them.
fn term_label(maker: &Maker<'_>, term: &plan::Term) -> String {
    let is_source = term.archive == Archive::Sources;
    let own = own_source(&term.slug).filter(|_| is_source);
    match (term.stars, own) {
        (Some(stars), _) => stars_label(maker, stars),
        (None, Some(source)) => maker.text(source).to_owned(),
        (None, None) => term.label.clone(),
    }
}

/// `1 star`, `5 stars`.
pub(crate) fn stars_label(maker: &Maker<'_>, stars: u8) -> String {
    maker.say(Key("stars"), &[("count", usize::from(stars).into())])
}

fn heading(maker: &Maker<'_>, term: &plan::Term, label: &str) -> String {
    match term.archive {
        Archive::Items => label.to_owned(),
        Archive::Tags => maker.say(Key("heading-tag"), &[("tag", label.into())]),
        Archive::Sources => maker.say(Key("heading-source"), &[("source", label.into())]),
        Archive::Ratings => {
            let stars = usize::from(term.stars.unwrap_or_default());
            maker.say(Key("heading-stars"), &[("count", stars.into())])
        }
    }
}

fn improvements<'a>(maker: &Maker<'a>, route: &Route, number: usize, view: List) -> Ready<'a> {
    let description = maker.text(Key("improvements-description"));
    let heading = numbered(maker, maker.text(Key("improvements-heading")), number);
    let page = Page {
        menu: "improvements".to_owned(),
        ..maker.basics(route, "improvements", &heading, description)
    };
    Ready { template: "improvements.html", page, about: About::Improvements(view) }
}

/// The index of an archive.
pub(crate) fn index<'a>(maker: &Maker<'a>, route: &Route, archive: Archive) -> Ready<'a> {
    let label = archive_label(maker, archive);
    let key = match archive {
        Archive::Items => Key("index-items"),
        Archive::Tags => Key("index-tags"),
        Archive::Sources => Key("index-sources"),
        Archive::Ratings => Key("index-ratings"),
    };
    let description = maker.say(key, &[("site", (&maker.from.config.title).into())]);
    let page = Page {
        menu: word(archive).to_owned(),
        ..maker.basics(route, "archive-index", label, &description)
    };
    let term = |term: &plan::Term| Term {
        label: term_label(maker, term),
        url: term_address(maker.from.base, archive, &term.slug),
        count: maker.from.plan.lists[term.list].reviews.len(),
        stars: term.stars,
        image: term
            .item
            .and_then(|at| maker.from.model.items[at].image)
            .and_then(|image| picture(maker, image, Role::Photo)),
        summary: term
            .item
            .and_then(|at| maker.common.of_items.get(&at))
            .map(|(_, shown)| shown.view().clone()),
    };
    let terms = maker.from.plan.terms_of(archive).map(term).collect();
    Ready { template: "archive-index.html", page, about: About::Index(terms) }
}

fn numbered(maker: &Maker<'_>, heading: &str, page: usize) -> String {
    if page == 1 {
        return heading.to_owned();
    }
    maker.say(Key("heading-page"), &[("heading", heading.into()), ("number", page.into())])
}

fn view(maker: &Maker<'_>, list: &plan::List, number: usize, card: &dyn Fn(u32) -> Html) -> List {
    let size = maker.from.config.page_size;
    let total = list.reviews.len();
    let start = ((number - 1) * size).min(total);
    let end = (start + size).min(total);
    let improvements = list.of == ListOf::Improvements;
    let (filters, matches) = filters::of_page(maker, &list.reviews[start..end]);
    List {
        cards: list.reviews[start..end].iter().map(|at| card(*at)).collect(),
        total,
        first: (start + 1).min(total),
        last: end,
        order: order(maker, improvements).to_owned(),
        completeness: part(maker, list),
        filters,
        matches,
        pager: pager(maker, list, number),
    }
}

fn order<'run>(maker: &Maker<'run>, improvements: bool) -> &'run str {
    let order = if improvements { Order::Newest } else { maker.from.config.selection.order };
    order_words(maker, order)
}

/// An order in words.
pub(crate) fn order_words<'run>(maker: &Maker<'run>, order: Order) -> &'run str {
    maker.text(match order {
        Order::Newest => Key("order-newest"),
        Order::Oldest => Key("order-oldest"),
        Order::Random => Key("order-random"),
        Order::Featured => Key("order-featured"),
        Order::Highest => Key("order-highest"),
    })
}

/// What the wall shows and what it does not, as a sentence.
pub(crate) fn completeness(from: &Sources<'_>) -> String {
    let (selection, words) = (&from.config.selection, from.words);
    if selection.completeness == Completeness::Selection {
        return match &selection.rule {
            Some(rule) => words.say(Key("selection-rule"), &[("rule", rule.into())]),
            None => words.text(Key("selection")).to_owned(),
        };
    }
    let count = |status: Status| {
        let reviews = from.model.reviews.iter();
        reviews.filter(|review| review.status == status).count()
    };
    if from.model.reviews.is_empty() {
        return words.text(Key("shown-none")).to_owned();
    }
    let shown = match count(Status::Withheld) + count(Status::Withdrawn) {
        0 => words.text(Key("shown-all")).to_owned(),
        hidden => words.say(Key("shown-but"), &[("count", hidden.into())]),
    };
    let waiting = match count(Status::Pending) {
        0 => None,
        _ if from.drafts => Some(words.text(Key("waiting-drafts")).to_owned()),
        waiting => Some(words.say(Key("waiting"), &[("count", waiting.into())])),
    };
    words.sentences(shown, waiting)
}

/// What part of the site's reviews a list is, as a sentence.
fn part(maker: &Maker<'_>, list: &plan::List) -> String {
    let all = maker.from.plan.newest.len();
    let shown = list.reviews.len();
    match list.of {
        ListOf::All => maker.common.completeness.clone(),
        ListOf::Term(_) if shown == all => maker.text(Key("part-whole")).to_owned(),
        ListOf::Term(_) => {
            maker.say(Key("part-of"), &[("shown", shown.into()), ("count", all.into())])
        }
        ListOf::Improvements if shown == all => {
            maker.text(Key("part-improvements-whole")).to_owned()
        }
        ListOf::Improvements => {
            maker.say(Key("part-improvements"), &[("count", shown.into()), ("all", all.into())])
        }
    }
}

fn pager(maker: &Maker<'_>, list: &plan::List, current: usize) -> Option<Pager> {
    let pages = page_count(list, maker.from.config.page_size);
    if pages == 1 {
        return None;
    }
    let url = |page: usize| maker.url(&list_address(list, page));
    let around = current.saturating_sub(2).max(1)..=(current + 2).min(pages);
    let mut offered: Vec<usize> = [1, pages].into_iter().chain(around).collect();
    offered.sort_unstable();
    offered.dedup();
    let mut before = 0;
    let numbers = offered
        .into_iter()
        .map(|number| {
            let gap = number > before + 1;
            before = number;
            PageNumber { number, url: url(number), current: number == current, gap }
        })
        .collect();
    Some(Pager {
        current,
        pages,
        previous: (current > 1).then(|| url(current - 1)),
        next: (current < pages).then(|| url(current + 1)),
        numbers,
    })
}
