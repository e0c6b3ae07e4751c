//! Ways to filter the cards of one page of a list, without a script.
//!
//! A card is drawn once for all pages and does not know where it stands, so the filters of a page
//! have numbers, and what stands around a card says which of them it matches. Offered is what
//! tells cards apart: never something that all of them or none of them have.

use std::cmp::Reverse;

use super::list::stars_label;
use super::review::source_label;
use super::{Key, Maker};
use crate::model::{Item, Origin, Review, Tag};
use crate::views::{Filter, FilterGroup};

/// The style sheet knows as many numbers.
const MOST: usize = 18;

/// Pages with fewer cards are seen at a glance.
const FEWEST_CARDS: usize = 4;

/// What is offered, in this order; of each kind the most frequent ones.
const KINDS: [Kind; 5] = [
    Kind { name: "ratings", label: Key("archive-ratings"), most: 5, fewest_cards: 1 },
    Kind { name: "items", label: Key("archive-items"), most: 4, fewest_cards: 2 },
    Kind { name: "languages", label: Key("filter-languages"), most: 3, fewest_cards: 1 },
    Kind { name: "sources", label: Key("archive-sources"), most: 3, fewest_cards: 1 },
    Kind { name: "tags", label: Key("archive-tags"), most: 4, fewest_cards: 2 },
];

/// Of one kind, how many filters are offered at most, and how many cards each must match.
struct Kind {
    name: &'static str,
    label: Key,
    most: usize,
    fewest_cards: usize,
}

/// Something that a review has. Every card of every list has some, so they take nothing of their own.
#[derive(Clone, Copy)]
enum Facet<'a> {
    Stars(u8),
    Item(&'a Item),
    Language(&'a str),
    Source(&'a Origin),
    Tag(&'a Tag),
}

/// The filters of a page, and for each of its reviews the ids of those that it matches.
pub(crate) fn of_page(maker: &Maker<'_>, reviews: &[u32]) -> (Vec<FilterGroup>, Vec<String>) {
    if reviews.len() < FEWEST_CARDS {
        return (Vec::new(), Vec::new());
    }
    let review = |at: &u32| maker.from.model.reviews[*at as usize].as_ref();
    let (mut groups, mut known) = (Vec::new(), 0);
    let mut matches = vec![String::new(); reviews.len()];
    let mut found: Vec<(Facet<'_>, usize)> = Vec::new();
    for kind in KINDS {
        found.clear();
        for (card, review) in reviews.iter().map(review).enumerate() {
            facets(maker, kind.name, review, |facet| found.push((facet, card)));
        }
        let mut filters = Vec::new();
        for same in most_frequent(&mut found, &kind, reviews.len()) {
            if known == MOST {
                break;
            }
            known += 1;
            let id = format!("f{known}");
            for (_, card) in same {
                let words = &mut matches[*card];
                words.push_str(if words.is_empty() { "" } else { " " });
                words.push_str(&id);
            }
            filters.push(Filter { id, label: same[0].0.label(maker), count: same.len() });
        }
        if !filters.is_empty() {
            let label = maker.text(kind.label).to_owned();
            groups.push(FilterGroup { kind: kind.name, label, filters });
        }
    }
    if groups.is_empty() { (groups, Vec::new()) } else { (groups, matches) }
}

/// Tells what a review has of a kind.
fn facets<'a>(maker: &Maker<'a>, kind: &str, review: &'a Review, mut tell: impl FnMut(Facet<'a>)) {
    match kind {
        "ratings" => {
            review.rating.iter().for_each(|rating| tell(Facet::Stars(rating.bar())));
        }
        "items" => {
            review.item.iter().for_each(|at| tell(Facet::Item(&maker.from.model.items[*at])));
        }
        "languages" => tell(Facet::Language(review.language.tag())),
        "sources" => tell(Facet::Source(&review.origin)),
        _ => review.tags.iter().for_each(|tag| tell(Facet::Tag(tag))),
    }
}

/// What is offered of a kind, each with the cards that it matches: the most frequent ones, in their
/// own order.
fn most_frequent<'found, 'a>(
    found: &'found mut Vec<(Facet<'a>, usize)>,
    kind: &Kind,
    cards: usize,
) -> Vec<&'found [(Facet<'a>, usize)]> {
    found.sort_by(|(one, card), (other, next)| {
        one.order().cmp(&other.order()).then_with(|| card.cmp(next))
    });
    // Two words of one review may share an address.
    found.dedup_by(|(one, card), (other, next)| card == next && one.order() == other.order());
    let all = found.chunk_by(|(one, _), (other, _)| one.order() == other.order());
    let mut offered: Vec<(usize, &[_])> =
        all.filter(|same| (kind.fewest_cards..cards).contains(&same.len())).enumerate().collect();
    offered.sort_by_key(|(_, same)| Reverse(same.len()));
    offered.truncate(kind.most);
    offered.sort_by_key(|(at, _)| *at);
    offered.into_iter().map(|(_, same)| same).collect()
}

impl<'a> Facet<'a> {
    /// Where it stands among others of its kind.
    fn order(self) -> (Reverse<u8>, &'a str) {
        match self {
            Self::Stars(stars) => (Reverse(stars), ""),
            Self::Item(item) => (Reverse(0), &item.id),
            Self::Language(tag) => (Reverse(0), tag),
            Self::Source(origin) => (Reverse(0), &origin.platform),
            Self::Tag(tag) => (Reverse(0), &tag.slug),
        }
    }

    fn label(self, maker: &Maker<'_>) -> String {
        match self {
            Self::Stars(stars) => stars_label(maker, stars),
            Self::Item(item) => item.name.clone(),
            Self::Language(tag) => maker.from.words.language(tag).to_owned(),
            Self::Source(origin) => source_label(maker, origin).to_owned(),
            Self::Tag(tag) => tag.label.clone(),
        }
    }
}
