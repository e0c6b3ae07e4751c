//! Lists of reviews, page by page, and the indexes of archives.

use super::media::{picture, shared_of_item};
use super::site::archive_label;
use super::{About, Maker, Ready, filters, structured};
use crate::config::{Archive, Completeness, Order};
use crate::content::raw::Status;
use crate::media::Role;
use crate::plan::route::{list_address, page_count};
use crate::plan::{self, ListOf, Route, term_address, word};
use crate::views::{ArchiveTerm, Html, Link, List, Page, PageNumber, Pager, Term, html};

/// A page of a list.
pub(crate) fn list<'a>(
    maker: &'a Maker<'_>,
    route: &Route,
    of: (usize, usize),
    cards: &[Html],
) -> Ready<'a> {
    let (at, number) = of;
    let planned = &maker.from.plan.lists[at];
    let view = view(maker, planned, number, cards);
    match planned.of {
        ListOf::All => wall(maker, route, number, view),
        ListOf::Term(term) => archive(maker, route, &maker.from.plan.terms[term], number, view),
        ListOf::Improvements => improvements(maker, route, number, view),
    }
}

fn wall<'a>(maker: &'a Maker<'_>, route: &Route, number: usize, view: List) -> Ready<'a> {
    let config = maker.from.config;
    let heading = numbered(&config.title, number);
    let description = config
        .description
        .clone()
        .unwrap_or_else(|| format!("What customers say about {}.", config.business.name));
    let page = Page {
        menu: "wall".to_owned(),
        structured_data: (number == 1).then(|| structured::business(maker)),
        ..maker.frame(route, "wall", &heading, &description)
    };
    let about = About::Wall(view, &maker.summary, &maker.platforms);
    Ready { template: "wall.html", page, about }
}

fn archive<'a>(
    maker: &'a Maker<'_>,
    route: &Route,
    term: &plan::Term,
    number: usize,
    view: List,
) -> Ready<'a> {
    let item = term.item.map(|at| &maker.from.model.items[at]);
    // A list of one number of stars stands beside the distribution of all.
    let whole = (term.archive == Archive::Ratings).then_some(&maker.summary);
    let shown = term.item.and_then(|at| maker.item_summaries.get(&at)).or(whole);
    let heading = numbered(&heading(term), number);
    let text = item.and_then(|item| item.description.as_ref());
    let description = text
        .and_then(|text| super::describe(&text.text))
        .unwrap_or_else(|| format!("{}: {}.", term.label, count_of_reviews(view.total)));
    let mut page = Page {
        menu: word(term.archive).to_owned(),
        ..maker.frame(route, "archive", &heading, &description)
    };
    let index = maker.url(&format!("{}/", word(term.archive)));
    page.trail.push(Link { label: archive_label(term.archive).to_owned(), url: index });
    page.image = item.and_then(|item| shared_of_item(maker, item)).or(page.image);
    if let (Some(item), Some(shown)) = (item, shown) {
        let of = structured::OfItem { item, page: number, summary: shown.view() };
        page.structured_data = structured::item(maker, term, &of);
    }
    let about = ArchiveTerm {
        archive: word(term.archive),
        label: term.label.clone(),
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

fn heading(term: &plan::Term) -> String {
    match term.archive {
        Archive::Items => term.label.clone(),
        Archive::Tags => format!("Reviews tagged “{}”", term.label),
        Archive::Sources => format!("Reviews from {}", term.label),
        Archive::Ratings => format!("Reviews with {}", term.label),
    }
}

fn improvements<'a>(maker: &'a Maker<'_>, route: &Route, number: usize, view: List) -> Ready<'a> {
    let description = "What customers said, what was done about it, and what they say now.";
    let heading = numbered("What was said, and what was done", number);
    let page = Page {
        menu: "improvements".to_owned(),
        ..maker.frame(route, "improvements", &heading, description)
    };
    Ready { template: "improvements.html", page, about: About::Improvements(view) }
}

/// The index of an archive.
pub(crate) fn index<'a>(maker: &'a Maker<'_>, route: &Route, archive: Archive) -> Ready<'a> {
    let label = archive_label(archive);
    let description = format!("{label} with reviews on {}.", maker.from.config.title);
    let page = Page {
        menu: word(archive).to_owned(),
        ..maker.frame(route, "archive-index", label, &description)
    };
    let term = |term: &plan::Term| Term {
        label: term.label.clone(),
        url: term_address(maker.from.config.base_path(), archive, &term.slug),
        count: maker.from.plan.lists[term.list].reviews.len(),
        stars: term.stars,
        image: term
            .item
            .and_then(|at| maker.from.model.items[at].image)
            .and_then(|image| picture(maker, image, Role::Photo)),
        summary: term
            .item
            .and_then(|at| maker.item_summaries.get(&at))
            .map(|summary| summary.view().clone()),
    };
    let terms = maker.from.plan.terms_of(archive).map(term).collect();
    Ready { template: "archive-index.html", page, about: About::Index(terms) }
}

fn numbered(heading: &str, page: usize) -> String {
    if page == 1 { heading.to_owned() } else { format!("{heading}, page {page}") }
}

/// `1 review`, `2 reviews`.
pub(crate) fn count_of_reviews(count: usize) -> String {
    if count == 1 { "1 review".to_owned() } else { format!("{count} reviews") }
}

fn view(maker: &Maker<'_>, list: &plan::List, number: usize, cards: &[Html]) -> List {
    let size = maker.from.config.page_size;
    let total = list.reviews.len();
    let start = ((number - 1) * size).min(total);
    let end = (start + size).min(total);
    let card = |at: &u32| cards.get(*at as usize).cloned();
    let improvements = list.of == ListOf::Improvements;
    let (filters, matches) = filters::of_page(maker, &list.reviews[start..end]);
    List {
        cards: list.reviews[start..end].iter().filter_map(card).collect(),
        total,
        first: (start + 1).min(total),
        last: end,
        order: if improvements { "newest first".to_owned() } else { order(maker).to_owned() },
        completeness: part(maker, list),
        filters,
        matches,
        pager: pager(maker, list, number),
    }
}

fn order(maker: &Maker<'_>) -> &'static str {
    match maker.from.config.selection.order {
        Order::Newest => "newest first",
        Order::Oldest => "oldest first",
        Order::Random => "in random order",
        Order::Featured => "featured first, then the newest",
        Order::Highest => "highest rating first",
    }
}

/// What the wall shows and what it does not, as a sentence.
pub(crate) fn completeness(from: &super::Sources<'_>) -> String {
    let selection = &from.config.selection;
    if selection.completeness == Completeness::Selection {
        return match &selection.rule {
            Some(rule) => format!("This is a selection: {rule}"),
            None => "This is a selection.".to_owned(),
        };
    }
    let count = |status: Status| {
        let reviews = from.model.reviews.iter();
        reviews.filter(|review| review.status == status).count()
    };
    if from.model.reviews.is_empty() {
        return "No review has been received yet.".to_owned();
    }
    let hidden = count(Status::Withheld) + count(Status::Withdrawn);
    let shown = match hidden {
        0 => "Every review that was checked is shown.".to_owned(),
        1 => "Every review that was checked is shown, but one that was withheld or withdrawn."
            .to_owned(),
        _ => format!(
            "Every review that was checked is shown, but {hidden} that were withheld or withdrawn."
        ),
    };
    match count(Status::Pending) {
        0 => shown,
        _ if from.drafts => format!("{shown} Those that wait to be checked are shown as drafts."),
        1 => format!("{shown} One more waits to be checked."),
        waiting => format!("{shown} {waiting} more wait to be checked."),
    }
}

/// What part of the site's reviews a list is, as a sentence.
fn part(maker: &Maker<'_>, list: &plan::List) -> String {
    let all = maker.from.plan.newest.len();
    let shown = list.reviews.len();
    match list.of {
        ListOf::All => maker.completeness.clone(),
        ListOf::Term(_) if shown == all => "These are all the reviews on this site.".to_owned(),
        ListOf::Term(_) => format!("{shown} of the {} on this site.", count_of_reviews(all)),
        ListOf::Improvements => {
            let have = if shown == 1 { "has" } else { "have" };
            format!("{shown} of the {} {have} a reply or a follow-up.", count_of_reviews(all))
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
