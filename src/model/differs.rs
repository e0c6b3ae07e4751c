//! In what records differ from those that stood in their places, as far as more than their own cards
//! and pages show it.

use std::sync::Arc;

use super::review::{Medium, Review};
use super::{Model, Tag};

/// What differs between two models.
///
/// Lists, numbers and addresses of a site are used again as long as nothing of this touches them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "nine questions with an answer each")]
pub struct Differs {
    /// Which reviews there are, which are shown, or their addresses.
    pub shown: bool,
    /// Their days.
    pub days: bool,
    /// Which come first.
    pub featured: bool,
    /// Their ratings.
    pub ratings: bool,
    /// What they are about, or the items themselves.
    pub items: bool,
    /// Their tags.
    pub tags: bool,
    /// Where they come from.
    pub sources: bool,
    /// Whether they were answered.
    pub answers: bool,
    /// Anything else that others than their own card and page show or name.
    pub others: bool,
}

impl Differs {
    /// Compares two models; records that both share cost next to nothing.
    pub fn between(new: &Model, old: &Model) -> Self {
        if new.reviews.len() != old.reviews.len() {
            return Self::all();
        }
        let pairs = new.reviews.iter().zip(&old.reviews);
        let unlike = pairs.filter(|(new, old)| !Arc::ptr_eq(new, old));
        let beside = Self {
            items: !are_shared(&new.items, &old.items),
            others: !are_shared(&new.pages, &old.pages)
                || !Arc::ptr_eq(&new.media, &old.media)
                || (new.favicon, new.logo) != (old.favicon, old.logo)
                || new.pictures != old.pictures,
            ..Self::default()
        };
        unlike.fold(beside, |differs, (new, old)| differs.and(Self::of(new, old)))
    }

    /// Whether anything differs.
    pub fn any(self) -> bool {
        self != Self::default()
    }

    /// Whether numbers differ: how many reviews there are of which kind, and what they come to.
    pub fn numbers(self) -> bool {
        self.shown || self.ratings || self.items || self.sources || self.others
    }

    /// Whether other pictures may be shown.
    pub fn pictures(self) -> bool {
        self.shown || self.items || self.others
    }

    fn all() -> Self {
        Self {
            shown: true,
            days: true,
            featured: true,
            ratings: true,
            items: true,
            tags: true,
            sources: true,
            answers: true,
            others: true,
        }
    }

    fn and(self, more: Self) -> Self {
        Self {
            shown: self.shown || more.shown,
            days: self.days || more.days,
            featured: self.featured || more.featured,
            ratings: self.ratings || more.ratings,
            items: self.items || more.items,
            tags: self.tags || more.tags,
            sources: self.sources || more.sources,
            answers: self.answers || more.answers,
            others: self.others || more.others,
        }
    }

    fn of(new: &Review, old: &Review) -> Self {
        // Every field is named, so that a new one is not forgotten.
        let Review {
            id,
            slug,
            source,
            status,
            author,
            rating,
            item,
            date,
            language,
            origin,
            tags,
            featured,
            replies,
            follow_ups,
            media,
            // Seen on cards and pages only, or counted when the page that tells of them is drawn.
            recommended: _,
            recommend: _,
            title: _,
            experienced: _,
            updated: _,
            confirmed: _,
            verified: _,
            incentive: _,
            disclosure: _,
            consent: _,
            touchpoints: _,
            highlight: _,
            body: _,
            original: _,
            edits_approved: _,
            translated_from: _,
            translator: _,
            pros: _,
            cons: _,
            claim: _,
            withheld: _,
            withdrawn: _,
            extra: _,
            echo: _,
        } = new;
        let tag = |tag: &Arc<Tag>| (tag.slug.clone(), tag.label.clone());
        let is_answered =
            |review: &Review| !review.replies.is_empty() || !review.follow_ups.is_empty();
        let own = (&origin.platform, &origin.label, &origin.slug, origin.own);
        let theirs = &old.origin;
        Self {
            shown: (id, slug, status) != (&old.id, &old.slug, &old.status),
            days: *date != old.date,
            featured: *featured != old.featured,
            ratings: *rating != old.rating,
            items: *item != old.item,
            tags: !tags.iter().map(tag).eq(old.tags.iter().map(tag)),
            sources: own != (&theirs.platform, &theirs.label, &theirs.slug, theirs.own),
            answers: (!replies.is_empty() || !follow_ups.is_empty()) != is_answered(old),
            others: source != &old.source
                || *language != old.language
                || author.photo != old.author.photo
                || !media.iter().map(files).eq(old.media.iter().map(files)),
        }
    }
}

/// The files of a medium, and where they are named.
fn files(medium: &Medium) -> impl PartialEq + use<> {
    (medium.at, medium.kind, medium.src, medium.poster, medium.captions)
}

fn are_shared<T>(new: &[Arc<T>], old: &[Arc<T>]) -> bool {
    new.len() == old.len() && new.iter().zip(old).all(|(new, old)| Arc::ptr_eq(new, old))
}
