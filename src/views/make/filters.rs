//! Ways to filter the cards of one page of a list, without a script.
//!
//! A card is drawn once for all pages and does not know where it stands, so the filters of a page
//! have numbers, and what stands around a card says which of them it matches. Offered is what
//! tells cards apart: never something that all of them or none of them have.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Maker;
use super::list::stars_label;
use super::review::source_label;
use crate::model::Review;
use crate::views::Filter;

/// The style sheet knows as many numbers.
const MOST: usize = 18;

/// What is offered, in this order; of each kind the most frequent ones.
const KINDS: [Kind; 5] = [
    Kind { name: "ratings", most: 5, fewest_cards: 1 },
    Kind { name: "items", most: 4, fewest_cards: 2 },
    Kind { name: "languages", most: 3, fewest_cards: 1 },
    Kind { name: "sources", most: 3, fewest_cards: 1 },
    Kind { name: "tags", most: 4, fewest_cards: 2 },
];

/// Of one kind, how many filters are offered at most, and how many cards each must match.
struct Kind {
    name: &'static str,
    most: usize,
    fewest_cards: usize,
}

/// Pages with fewer cards are seen at a glance.
const FEWEST_CARDS: usize = 4;

/// The filters of a page, and for each of its reviews the ids of those that it matches.
pub(crate) fn of_page(maker: &Maker<'_>, reviews: &[u32]) -> (Vec<Filter>, Vec<String>) {
    if reviews.len() < FEWEST_CARDS {
        return (Vec::new(), Vec::new());
    }
    let review = |at: &u32| maker.from.model.reviews[*at as usize].as_ref();
    let mut filters: Vec<Filter> = Vec::new();
    let mut matches = vec![String::new(); reviews.len()];
    for Kind { name: kind, most, fewest_cards } in KINDS {
        let mut found: BTreeMap<Sort, (String, Vec<usize>)> = BTreeMap::new();
        for (card, review) in reviews.iter().map(review).enumerate() {
            for (sort, label) in facets(maker, kind, review) {
                let cards = &mut found.entry(sort).or_insert_with(|| (label, Vec::new())).1;
                // Two words of one review may share an address.
                if cards.last() != Some(&card) {
                    cards.push(card);
                }
            }
        }
        found.retain(|_, (_, cards)| (fewest_cards..reviews.len()).contains(&cards.len()));
        for (label, cards) in most_frequent(found, most) {
            if filters.len() == MOST {
                break;
            }
            let id = format!("f{}", filters.len() + 1);
            for card in &cards {
                let words = &mut matches[*card];
                words.push_str(if words.is_empty() { "" } else { " " });
                words.push_str(&id);
            }
            filters.push(Filter { id, kind, label, count: cards.len() });
        }
    }
    if filters.is_empty() { (filters, Vec::new()) } else { (filters, matches) }
}

/// Where a filter stands among others of its kind.
type Sort = (Reverse<u8>, String);

/// What a review has of a kind, with the words for it.
fn facets(maker: &Maker<'_>, kind: &str, review: &Review) -> Vec<(Sort, String)> {
    let named = |id: &str, label: &str| ((Reverse(0), id.to_owned()), label.to_owned());
    match kind {
        "ratings" => {
            let stars = review.rating.iter().map(|rating| rating.bar());
            let label = |stars: u8| stars_label(maker, stars);
            stars.map(|stars| ((Reverse(stars), String::new()), label(stars))).collect()
        }
        "items" => {
            let items = review.item.iter().map(|at| &maker.from.model.items[*at]);
            items.map(|item| named(&item.id, &item.name)).collect()
        }
        "languages" => {
            let tag = review.language.tag();
            vec![named(tag, maker.from.words.language(tag))]
        }
        "sources" => {
            let label = source_label(maker, &review.origin);
            vec![named(&review.origin.platform, label)]
        }
        _ => review.tags.iter().map(|tag| named(&tag.slug, &tag.label)).collect(),
    }
}

/// The most frequent ones, in their own order.
fn most_frequent(
    found: BTreeMap<Sort, (String, Vec<usize>)>,
    most: usize,
) -> impl Iterator<Item = (String, Vec<usize>)> {
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, (_, cards))| Reverse(cards.len()));
    found.truncate(most);
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(_, shown)| shown)
}
