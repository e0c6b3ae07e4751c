//! WordPress: the comments of an export (WXR; Tools, Export, "All content" or "Products").
//!
//! A comment is a review where somebody rated, or where it stands on a product of WooCommerce: old
//! exports say no type, new ones `review`. Comments on products are WooCommerce's, all others are taken
//! for the site's own. An answer of somebody with an account becomes the reply to its review. Not approved
//! ones, pingbacks and notes of orders are left out; e-mail addresses, IP addresses, and what plugins have
//! noted are never taken. Posts of Strong Testimonials in the same file are another format,
//! `strong-testimonials`.

use super::answers::{self, Answers};
use super::html;
use super::wxr::{self, Found, Part};
use crate::import::field::Field;
use crate::import::format::{About, Columns, Draft, Each, Format, Mapping, Skip, Standing};
use crate::import::preset::fixed;
use crate::import::source::{Fault, Input, Paths, Shape};
use crate::import::value::prose::Markup;

/// The format.
pub(super) struct WordPress;

const ABOUT: About = About {
    name: "wordpress",
    title: "WordPress",
    platform: "wordpress",
    from: "XML (WXR)",
    standing: Standing::Established,
    scale: 5.0,
};

/// Notes of a comment that count.
const NOTES: [&str; 2] = ["rating", "verified"];

/// What a post of Strong Testimonials is called.
const TESTIMONIAL: &str = "wpm-testimonial";

impl Format for WordPress {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn fits(&self, paths: &Paths) -> usize {
        if paths.shape != Some(Shape::Xml) || !paths.has("wp:wxr_version") {
            return 0;
        }
        if paths.has("wp:comment") && paths.has("wp:post_type.product") { 6 } else { 4 }
    }

    fn read(&self, input: &Input, asked: &Mapping, each: &mut Each<'_>) -> Result<Columns, Fault> {
        fixed(input, asked)?;
        let (mut answers, mut others) = (Answers::default(), testimonials(input)?);
        wxr::read(input, &NOTES, &mut |found| match found {
            Found::Comment(comment, post) => {
                let mut draft = draft(comment, post);
                answers.place(&mut draft);
                if draft.skip.is_none() && !draft.is_blank() {
                    draft.told.extend(others.take());
                }
                each(draft)
            }
            Found::Post(_) => Ok(()),
        })?;
        Ok(columns())
    }
}

/// That there are posts of Strong Testimonials too, which this format leaves.
fn testimonials(input: &Input) -> Result<Option<String>, Fault> {
    if !input.paths()?.has(&format!("wp:post_type.{TESTIMONIAL}")) {
        return Ok(None);
    }
    let mut count = 0_u64;
    wxr::read(input, &[], &mut |found| {
        if let Found::Post(post) = found
            && post.get("post_type") == Some(TESTIMONIAL)
        {
            count += 1;
        }
        Ok(())
    })?;
    let posts =
        if count == 1 { "testimonial of this file is" } else { "testimonials of this file are" };
    let how = "read with `laurels import strong-testimonials`";
    Ok((count > 0).then(|| format!("{count} {posts} {how}")))
}

fn draft(comment: &Part, post: &Part) -> Draft {
    let mut draft = Draft::new(comment.line, Markup::Html);
    let is_product = post.get("post_type") == Some("product");
    for (field, name) in TEXTS {
        draft.fields.set(field, comment.get(name).unwrap_or_default());
    }
    for (field, name) in [(Field::Rating, "rating"), (Field::Verified, "verified")] {
        draft.fields.set(field, comment.note(name).unwrap_or_default());
    }
    if is_product {
        draft.fields.set(Field::Platform, "woocommerce");
    }
    let link = post.get("link").unwrap_or_default();
    draft.fields.set(Field::Item, post.get("post_name").unwrap_or_default());
    draft.fields.set(Field::ItemName, post.get("title").unwrap_or_default());
    draft.fields.set(Field::ItemUrl, link);
    if let Some(id) = comment.get("comment_id").filter(|_| !link.is_empty()) {
        draft.fields.set(Field::Url, format!("{link}#comment-{id}"));
    }
    let is_answer = comment.get("comment_parent").is_some_and(|parent| parent != "0");
    let (state, account) = (comment.get("comment_approved"), comment.get("comment_user_id"));
    let is_comment = matches!(comment.get("comment_type"), None | Some("comment" | "review"));
    let is_review = comment.note("rating").is_some() || is_product || is_answer;
    draft.skip = if is_comment && is_review {
        answers::left_out(&draft, state, account)
    } else {
        Some(Skip::NoReview)
    };
    html::with_lines(&mut draft);
    draft
}

/// What the elements of a comment are.
const TEXTS: [(Field, &str); 5] = [
    (Field::Id, "comment_id"),
    (Field::Parent, "comment_parent"),
    (Field::Author, "comment_author"),
    (Field::Body, "comment_content"),
    (Field::Date, "comment_date"),
];

fn columns() -> Columns {
    let texts = TEXTS.map(|(field, name)| (field, format!("wp:{name}")));
    let notes = [(Field::Rating, "rating"), (Field::Verified, "verified")];
    let of_post = [(Field::ItemName, "title"), (Field::ItemUrl, "link")];
    let rest = notes.into_iter().chain(of_post).map(|(field, name)| (field, name.to_owned()));
    let private = ["wp:comment_author_email", "wp:comment_author_IP"];
    Columns {
        used: texts.into_iter().chain(rest).collect(),
        private: private.map(str::to_owned).into(),
        ..Columns::default()
    }
}
