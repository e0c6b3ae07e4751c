//! Pictures, videos and captions as templates see them.

use std::fmt::Write;

use super::Maker;
use crate::content::raw::Channel;
use crate::kind;
use crate::media::{Role, Shown, Variant, role_of};
use crate::model::{self, MediaRef, Review, review as written};
use crate::views::{Medium, Picture, SharedPicture};

/// A media file as a picture; `None` if it is not published.
pub(crate) fn picture(maker: &Maker<'_>, media: MediaRef, role: Role) -> Option<Picture> {
    let shown = maker.from.plan.media.find(media, role)?;
    let size = shown.largest().size;
    Some(Picture {
        url: maker.url(&shown.smallest().path),
        kind: kind::bare(&shown.smallest().path),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        srcset: srcset(maker, shown),
    })
}

fn srcset(maker: &Maker<'_>, shown: &Shown) -> Option<String> {
    let variants = shown.variants();
    if variants.len() < 2 {
        return None;
    }
    let mut set = String::new();
    for Variant { path, size } in variants {
        let separator = if set.is_empty() { "" } else { ", " };
        let (width, _) = (*size)?;
        // Writing to memory does not fail.
        let _ = write!(set, "{separator}{} {width}w", maker.url(path));
    }
    Some(set)
}

/// A photo or a video of a review.
pub(crate) fn medium<'a>(maker: &Maker<'a>, medium: &'a written::Medium) -> Option<Medium<'a>> {
    let captions = medium.captions.and_then(|captions| published(maker, captions, Role::File));
    Some(Medium {
        video: role_of(medium) == Role::File,
        file: picture(maker, medium.src, role_of(medium))?,
        alt: medium.alt.as_deref().unwrap_or_default(),
        poster: medium.poster.and_then(|poster| picture(maker, poster, Role::Photo)),
        captions: captions.map(|path| maker.url(path)),
        transcript: medium.transcript.as_deref(),
    })
}

/// The path of a published file, of its largest size.
pub(crate) fn published<'a>(maker: &Maker<'a>, media: MediaRef, role: Role) -> Option<&'a str> {
    maker.from.plan.media.find(media, role).map(|shown| shown.largest().path.as_str())
}

/// The picture that stands for the site where somebody shares a page: its logo.
pub(crate) fn shared_of_site(maker: &Maker<'_>) -> Option<SharedPicture> {
    shared(maker, maker.from.model.logo?, Role::Logo, &maker.from.config.business.name)
}

/// The picture that stands for an item.
pub(crate) fn shared_of_item(maker: &Maker<'_>, item: &model::Item) -> Option<SharedPicture> {
    shared(maker, item.image?, Role::Photo, &item.name)
}

/// The picture that stands for a review where a link to it is shared: its first photo, if its author agreed
/// to be shown there, else that of its item.
pub(crate) fn shared_of_review(maker: &Maker<'_>, review: &Review) -> Option<SharedPicture> {
    let own = review.media.iter().filter(|_| review.may_appear(Channel::Social));
    let mut photos = own.filter(|medium| role_of(medium) == Role::Photo);
    let photo = photos.find_map(|photo| {
        let alt = photo.alt.as_deref().unwrap_or_default();
        shared(maker, photo.src, Role::Photo, alt)
    });
    photo.or_else(|| shared_of_item(maker, &maker.from.model.items[review.item?]))
}

/// A picture that other sites can show: they take photos, and no drawings.
fn shared(maker: &Maker<'_>, media: MediaRef, role: Role, alt: &str) -> Option<SharedPicture> {
    let largest = maker.from.plan.media.find(media, role)?.largest();
    let (width, height) = largest.size?;
    let url = maker.absolute(&largest.path)?;
    let is_photo = matches!(kind::bare(&largest.path), "image/jpeg" | "image/png" | "image/gif");
    is_photo.then_some(SharedPicture { url, width, height, alt: alt.to_owned() })
}
