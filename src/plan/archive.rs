//! Archives: the same reviews by item, tag, source and number of stars.

use std::collections::BTreeMap;

use super::{List, ListOf};
use crate::config::{Archive, Config};
use crate::model::{Model, Review};

/// One item, tag, source or number of stars.
#[derive(Clone, Debug)]
pub struct Term {
    /// The archive that it belongs to.
    pub archive: Archive,
    /// The last part of its address.
    pub slug: String,
    /// The words.
    pub label: String,
    /// The position of its list in [`super::Plan::lists`].
    pub list: usize,
    /// The position of the item in [`Model::items`], for the archive of items.
    pub item: Option<usize>,
    /// Whole stars, for the archive of ratings.
    pub stars: Option<u8>,
}

/// The word of an archive in addresses.
pub fn word(archive: Archive) -> &'static str {
    match archive {
        Archive::Items => "items",
        Archive::Tags => "tags",
        Archive::Sources => "sources",
        Archive::Ratings => "ratings",
    }
}

/// The path of a term's list.
pub fn term_path(archive: Archive, slug: &str) -> String {
    format!("{}/{slug}/", word(archive))
}

/// Plans the terms of every archive that the site wants, and their lists.
pub(crate) fn terms(config: &Config, in_order: &[u32], model: &Model) -> (Vec<Term>, Vec<List>) {
    let mut terms = Vec::new();
    let mut lists = Vec::new();
    for archive in &config.archives {
        for (term, reviews) in terms_of(*archive, in_order, model) {
            let of = ListOf::Term(terms.len());
            let path = term_path(*archive, &term.slug);
            // The wall is the first list.
            terms.push(Term { list: lists.len() + 1, ..term });
            lists.push(List { of, path, reviews });
        }
    }
    (terms, lists)
}

/// What sorts a term among its archive's terms; then its slug.
type Place = (usize, String);

fn terms_of(archive: Archive, in_order: &[u32], model: &Model) -> Vec<(Term, Vec<u32>)> {
    let mut found: BTreeMap<Place, (Term, Vec<u32>)> = BTreeMap::new();
    if archive == Archive::Items {
        for (at, item) in model.items.iter().enumerate() {
            let term = Term { item: Some(at), ..term(archive, &item.id, &item.name) };
            found.insert((at, item.id.clone()), (term, Vec::new()));
        }
    }
    for at in in_order {
        let review = &model.reviews[*at as usize];
        for (place, term) in places(archive, review, model) {
            found.entry(place).or_insert_with(|| (term(), Vec::new())).1.push(*at);
        }
    }
    found.into_values().collect()
}

fn term(archive: Archive, slug: &str, label: &str) -> Term {
    let (slug, label) = (slug.to_owned(), label.to_owned());
    Term { archive, slug, label, list: 0, item: None, stars: None }
}

type MakeTerm<'a> = Box<dyn Fn() -> Term + 'a>;

/// The terms that a review belongs to. A term's words are those of its first review in order.
fn places<'a>(
    archive: Archive,
    review: &'a Review,
    model: &'a Model,
) -> Vec<(Place, MakeTerm<'a>)> {
    match archive {
        Archive::Items => review
            .item
            .map(|at| {
                let item = &model.items[at];
                let make = move || Term { item: Some(at), ..term(archive, &item.id, &item.name) };
                ((at, item.id.clone()), Box::new(make) as MakeTerm<'a>)
            })
            .into_iter()
            .collect(),
        Archive::Tags => review
            .tags
            .iter()
            .map(|tag| {
                let make = move || term(archive, &tag.slug, &tag.label);
                ((0, tag.slug.clone()), Box::new(make) as MakeTerm<'a>)
            })
            .collect(),
        Archive::Sources => {
            let origin = &review.origin;
            let make = move || term(archive, &origin.slug, &origin.label);
            vec![((0, origin.slug.clone()), Box::new(make) as MakeTerm<'a>)]
        }
        Archive::Ratings => review
            .rating
            .map(|rating| {
                let stars = rating.bar();
                let label = if stars == 1 { "1 star".to_owned() } else { format!("{stars} stars") };
                let make = move || Term {
                    stars: Some(stars),
                    ..term(archive, &stars.to_string(), &label)
                };
                // The most stars first.
                ((usize::from(5 - stars), stars.to_string()), Box::new(make) as MakeTerm<'a>)
            })
            .into_iter()
            .collect(),
    }
}
