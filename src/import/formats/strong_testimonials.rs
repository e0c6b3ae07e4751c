//! Strong Testimonials, the plugin for WordPress: an export of WordPress (Tools, Export, "Testimonials"),
//! or a CSV of its posts; and the CSV of Easy Testimonials, which has the same in other words.
//!
//! Of a draft, or of one that waits, nothing is taken. The picture of a post is its author's. E-mail
//! addresses are never taken, nor are pictures of Gravatar; fields that a site has made up for itself are
//! not, nor is `Location / Product / Other`, of which nobody knows which of them it is.

use std::collections::BTreeMap;

use super::html;
use super::wxr::{self, Found, Part};
use crate::import::field::Field;
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Skip, Standing};
use crate::import::preset::{Preset, Published, USUAL, fixed};
use crate::import::source::{Fault, Input, Paths, Shape};
use crate::import::value::prose::Markup;

/// The format.
pub(super) struct StrongTestimonials;

/// Its posts in a table.
const TABLE: Preset = Preset {
    about: About {
        name: "strong-testimonials",
        title: "Strong Testimonials",
        platform: "strong-testimonials",
        from: "XML (WXR, established), CSV",
        standing: Standing::Experimental,
        scale: 5.0,
    },
    marks: &[
        &["post_title", "post_content", "client_name", "company_name"],
        &["Title", "Content", "client_name", "company_name"],
        &["Title", "Body", "Client Name", "Position / Location / Other"],
    ],
    columns: &[
        (Field::Id, &["ID", "post_id", "HTID"]),
        (Field::Status, &["Status", "post_status"]),
        (Field::Author, &["client_name"]),
        (Field::Role, &["Position / Location / Other"]),
        (Field::Company, &["company_name"]),
        (Field::AuthorUrl, &["company_website"]),
        (Field::Avatar, &["Image URL", "Featured Image"]),
        (Field::Rating, &["star_rating", "Rating"]),
        (Field::Title, &["post_title", "Title"]),
        (Field::Body, &["post_content", "Content", "Body"]),
        (Field::Date, &["post_date", "Date"]),
    ],
    published: Published::Only(&["publish", "published"]),
    also: |_, draft| html::with_lines(draft),
    ..USUAL
};

/// Notes of a post that count, and what each is.
const NOTES: [(&str, Field); 4] = [
    ("client_name", Field::Author),
    ("company_name", Field::Company),
    ("company_website", Field::AuthorUrl),
    ("star_rating", Field::Rating),
];
const PICTURE: &str = "_thumbnail_id";

/// What the elements of a post are.
const TEXTS: [(Field, &str); 4] = [
    (Field::Id, "post_id"),
    (Field::Title, "title"),
    (Field::Body, "content:encoded"),
    (Field::Date, "post_date"),
];

impl Format for StrongTestimonials {
    fn about(&self) -> &About {
        &TABLE.about
    }

    fn fits(&self, paths: &Paths) -> usize {
        if paths.shape == Some(Shape::Xml) {
            return if paths.has("wp:post_type.wpm-testimonial") { 5 } else { 0 };
        }
        TABLE.fits(paths)
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        if input.shape != Shape::Xml {
            return TABLE.read(input, asked, each);
        }
        fixed(input, asked)?;
        let pictures = pictures(input)?;
        wxr::read(
            input,
            &["client_name", "company_name", "company_website", "star_rating", PICTURE],
            &mut |found| match found {
                Found::Post(post) if post.get("post_type") == Some("wpm-testimonial") => {
                    each(draft(post, &pictures))
                }
                _ => Ok(()),
            },
        )?;
        let texts = TEXTS.map(|(field, name)| (field, name.to_owned()));
        let notes = NOTES.map(|(name, field)| (field, name.to_owned()));
        let used = texts.into_iter().chain(notes).collect();
        Ok(Columns { used, private: ["email".to_owned()].into(), ..Columns::default() })
    }
}

fn draft(post: &Part, pictures: &BTreeMap<String, String>) -> Draft {
    let mut draft = Draft::new(post.line, Markup::Html);
    for (field, name) in TEXTS {
        draft.fields.set(field, post.get(name).unwrap_or_default());
    }
    for (name, field) in NOTES {
        draft.fields.set(field, post.note(name).unwrap_or_default());
    }
    if let Some(picture) = post.note(PICTURE).and_then(|id| pictures.get(id)) {
        draft.fields.set(Field::Avatar, picture.as_str());
    }
    if post.get("status").is_some_and(|status| status != "publish") {
        draft.skip = Some(Skip::Unpublished);
    }
    html::with_lines(&mut draft);
    draft
}

/// The addresses of pictures, by the ids of their posts; they may stand behind whom they show.
fn pictures(input: &Input) -> Result<BTreeMap<String, String>, Fault> {
    let mut pictures = BTreeMap::new();
    wxr::read(input, &[], &mut |found| {
        if let Found::Post(post) = found
            && let (Some(id), Some(address)) = (post.get("post_id"), post.get("attachment_url"))
        {
            pictures.insert(id.to_owned(), address.to_owned());
        }
        Ok(())
    })?;
    Ok(pictures)
}
