//! Who shows which file, as what, and where that is written.

use super::Role;
use crate::config::{Archive, Config, MediaPath};
use crate::content::raw::MediumKind;
use crate::diag::{FieldPath, Place, SourceRef};
use crate::model::review::Medium;
use crate::model::{MediaRef, Model, Review};
use crate::path;

/// A file that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The file.
    pub media: MediaRef,
    /// What it is shown as.
    pub role: Role,
    /// The field that names it.
    pub at: At,
}

/// A field that names a file.
#[derive(Clone, Debug, PartialEq)]
pub enum At {
    /// Of a record.
    Record(SourceRef, FieldPath),
    /// Of site.yaml.
    Site(Place),
}

/// Every file that shown reviews, items, the site and its theme's settings (`images`) refer to, in
/// the order of the model. A photo of a review that is not shown is not published.
pub fn uses(model: &Model, config: &Config, images: &[MediaPath], drafts: bool) -> Vec<Use> {
    let mut uses = Vec::new();
    let site = [
        (model.favicon, Role::Icon, &config.favicon),
        (model.logo, Role::Logo, &config.business.logo),
    ];
    for (media, role, path) in site {
        if let (Some(media), Some(path)) = (media, path) {
            uses.push(Use { media, role, at: At::Site(path.place.clone()) });
        }
    }
    for (media, path) in model.pictures.iter().zip(images) {
        let at = At::Site(path.place.clone());
        uses.extend(media.map(|media| Use { media, role: Role::Photo, at }));
    }
    for review in model.reviews.iter().filter(|review| review.is_shown(drafts)) {
        of_review(review, &mut uses);
    }
    if config.archives.contains(&Archive::Items) {
        for item in &model.items {
            let at = At::Record(item.source, path!["image"]);
            uses.extend(item.image.map(|media| Use { media, role: Role::Photo, at }));
        }
    }
    uses
}

fn of_review(review: &Review, uses: &mut Vec<Use>) {
    let mut add = |media, role, path| {
        uses.push(Use { media, role, at: At::Record(review.source, path) });
    };
    if let Some(photo) = review.author.photo {
        add(photo, Role::Avatar, path!["author", "photo"]);
    }
    for medium in &review.media {
        add(medium.src, role_of(medium), path!["media", medium.at, "src"]);
        if let Some(poster) = medium.poster {
            add(poster, Role::Photo, path!["media", medium.at, "poster"]);
        }
        if let Some(captions) = medium.captions {
            add(captions, Role::File, path!["media", medium.at, "captions"]);
        }
    }
}

/// What the file of a medium is shown as.
pub fn role_of(medium: &Medium) -> Role {
    match medium.kind {
        MediumKind::Image => Role::Photo,
        MediumKind::Video => Role::File,
    }
}
