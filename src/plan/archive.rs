//! Archives: the same reviews by item, tag, source and number of stars.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{List, ListOf, Plan};
use crate::config::{Archive, Config};
use crate::model::{Differs, Model, Review};

/// One item, tag, source or number of stars.
#[derive(Clone, Debug)]
pub struct Term {
    /// The archive that it belongs to.
    pub archive: Archive,
    /// The last part of its address.
    pub slug: String,
    /// The words as they were written; of a number of stars, the number.
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

/// The address of a term's list below `base`.
pub fn term_address(base: &str, archive: Archive, slug: &str) -> String {
    [base, word(archive), "/", slug, "/"].concat()
}

/// Plans the terms of every archive that the site wants, and their lists; those in which nothing
/// differs are taken from an older plan with the same order.
pub(crate) fn terms(
    config: &Config,
    in_order: &[u32],
    model: &Model,
    old: Option<(&Plan, Differs)>,
) -> (Vec<Term>, Vec<List>) {
    let found = config.archives.par_iter().map(|archive| {
        let same = old.filter(|(_, differs)| !touches(*differs, *archive));
        match same {
            Some((old, _)) => taken(*archive, old),
            None => terms_of(*archive, in_order, model),
        }
    });
    let found: Vec<_> = found.collect();
    let mut terms = Vec::new();
    let mut lists = Vec::new();
    for (archive, found) in config.archives.iter().zip(found) {
        for (term, reviews) in found {
            let of = ListOf::Term(terms.len());
            let path = term_address("", *archive, &term.slug);
            // The wall is the first list.
            terms.push(Term { list: lists.len() + 1, ..term });
            lists.push(List { of, path, reviews });
        }
    }
    (terms, lists)
}

fn touches(differs: Differs, archive: Archive) -> bool {
    match archive {
        Archive::Items => differs.items,
        Archive::Tags => differs.tags,
        Archive::Sources => differs.sources,
        Archive::Ratings => differs.ratings,
    }
}

/// The terms of an archive as an older plan has them.
fn taken(archive: Archive, old: &Plan) -> Vec<(Term, Vec<u32>)> {
    let reviews = |term: &Term| old.lists[term.list].reviews.clone();
    old.terms_of(archive).map(|term| (term.clone(), reviews(term))).collect()
}

/// The terms of an archive in their order, with their reviews.
fn terms_of(archive: Archive, in_order: &[u32], model: &Model) -> Vec<(Term, Vec<u32>)> {
    match archive {
        Archive::Items => items(in_order, model),
        Archive::Tags => by_slug(archive, in_order, model, |review| {
            review.tags.iter().map(|tag| (tag.slug.as_str(), tag.label.as_str()))
        }),
        Archive::Sources => by_slug(archive, in_order, model, |review| {
            std::iter::once((&*review.origin.slug, &*review.origin.label))
        }),
        Archive::Ratings => ratings(in_order, model),
    }
}

/// In the order of items.yaml, those without a review too.
fn items(in_order: &[u32], model: &Model) -> Vec<(Term, Vec<u32>)> {
    let named = (0..).zip(&model.items);
    let mut terms: Vec<(Term, Vec<u32>)> = named
        .map(|(at, item)| {
            (Term { item: Some(at), ..term(Archive::Items, &item.id, &item.name) }, Vec::new())
        })
        .collect();
    for at in in_order {
        let item = model.reviews[*at as usize].item;
        if let Some((_, reviews)) = item.and_then(|item| terms.get_mut(item)) {
            reviews.push(*at);
        }
    }
    terms
}

/// In the order of the slugs. A term's words are those of its first review in order.
fn by_slug<'a, Slugs: Iterator<Item = (&'a str, &'a str)>>(
    archive: Archive,
    in_order: &[u32],
    model: &'a Model,
    slugs: impl Fn(&'a Review) -> Slugs,
) -> Vec<(Term, Vec<u32>)> {
    let mut found: BTreeMap<&str, (Term, Vec<u32>)> = BTreeMap::new();
    for at in in_order {
        for (slug, label) in slugs(&model.reviews[*at as usize]) {
            let first = || (term(archive, slug, label), Vec::new());
            found.entry(slug).or_insert_with(first).1.push(*at);
        }
    }
    found.into_values().collect()
}

/// The most stars first.
fn ratings(in_order: &[u32], model: &Model) -> Vec<(Term, Vec<u32>)> {
    let mut by_stars: BTreeMap<Reverse<u8>, Vec<u32>> = BTreeMap::new();
    for at in in_order {
        if let Some(rating) = model.reviews[*at as usize].rating {
            by_stars.entry(Reverse(rating.bar())).or_default().push(*at);
        }
    }
    let named = by_stars.into_iter().map(|(Reverse(stars), reviews)| {
        let number = stars.to_string();
        let term = term(Archive::Ratings, &number, &number);
        (Term { stars: Some(stars), ..term }, reviews)
    });
    named.collect()
}

fn term(archive: Archive, slug: &str, label: &str) -> Term {
    let (slug, label) = (slug.to_owned(), label.to_owned());
    Term { archive, slug, label, list: 0, item: None, stars: None }
}
