//! What a column can be: the fields of a review as exports have them, and their usual names.

use std::fmt;

/// A part of a review that a column, or a key, of an export can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the table below says what each is")]
pub enum Field {
    Own,
    Id,
    Parent,
    Status,
    Hidden,
    Author,
    FirstName,
    LastName,
    Role,
    Company,
    Location,
    AuthorUrl,
    Avatar,
    Rating,
    Scale,
    Recommended,
    Recommend,
    Title,
    Body,
    BodyMarkdown,
    Pros,
    Cons,
    Item,
    ItemName,
    ItemUrl,
    Experienced,
    Date,
    Updated,
    Language,
    Url,
    Platform,
    Basis,
    Verified,
    Incentivized,
    Reply,
    ReplyMarkdown,
    ReplyBy,
    ReplyDate,
    Photos,
    Tags,
}

/// A field as the command line and the documentation name it.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The field.
    pub field: Field,
    /// Its word in `--map`.
    pub word: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Headers that are taken for it where nothing else is said; capitals, blanks, `_`, `-` and `.`
    /// make no difference. The first one that is there wins.
    pub aliases: &'static [&'static str],
}

macro_rules! fields {
    ($($field:ident $word:literal $what:literal [$($alias:literal),* $(,)?];)*) => {
        /// All fields, in the order of the enumeration.
        pub const ALL: [Known; [$(Field::$field),*].len()] = [$(
            Known { field: Field::$field, word: $word, what: $what, aliases: &[$($alias),*] },
        )*];
    };
}

fields! {
    Own "laurels_id" "the id of the review in this site" ["laurels_id"];
    Id "id" "the id that the review has there"
        ["review_id", "id", "submission id", "response id", "external_id"];
    Parent "parent" "the id of the review that this row answers" ["parent_id", "in_reply_to"];
    Status "status" "whether it is published there"
        ["status", "state", "approved", "is_approved", "published", "curated", "publish_status"];
    Hidden "hidden" "whether it is hidden there" ["hidden", "is_hidden", "is_spam", "deleted"];
    Author "author" "who said it"
        ["author", "reviewer", "reviewer_name", "author_name", "reviewer_nickname", "display_name", "nickname",
         "full_name", "customer_name", "client_name", "consumer", "comment_author", "your name", "customer", "name",
         "username", "usernames"];
    FirstName "first_name" "the first name of who said it" ["first_name", "given_name"];
    LastName "last_name" "the last name" ["last_name", "surname", "family_name"];
    Role "role" "what they do" ["role", "job_title", "position", "tagline", "customer_tagline"];
    Company "company" "where they do it"
        ["company", "company_name", "organisation", "organization", "customer_company"];
    Location "location" "the town or country" ["location", "city", "country", "reviewer_location"];
    AuthorUrl "author_url" "their address on the web"
        ["author_url", "website", "company_website", "customer_url", "profile_url"];
    Avatar "avatar" "the address of their picture"
        ["avatar", "user_image", "profile_photo_url", "customer_avatar", "author_photo", "avatar_url"];
    Rating "rating" "stars, or a value on a scale"
        ["rating", "rate", "stars", "star_rating", "score", "review_score", "review stars", "review_rating",
         "overall", "overall score", "overall rating"];
    Scale "scale" "the top of the scale of the rating" ["scale", "max_rating", "best_rating"];
    Recommended "recommended" "thumbs up or down"
        ["recommended", "is_recommended", "recommendation_type", "voted_up", "recommends"];
    Recommend "recommend" "0 to 10, how likely they are to recommend"
        ["nps", "nps_score", "likelihood_to_recommend"];
    Title "title" "the headline"
        ["title", "review_title", "subject", "headline", "summary", "review_headers"];
    Body "body" "the words"
        ["body", "review", "review_text", "content", "comment", "comments", "text", "message", "description",
         "quote", "testimonial", "review_body", "review_content", "body_text", "verified_reviews", "feedback_text",
         "review_comment_message"];
    BodyMarkdown "body_markdown" "the words, in Markdown" ["body_markdown"];
    Pros "pros" "what they liked" ["pros", "positives"];
    Cons "cons" "what they did not like" ["cons", "negatives"];
    Item "item" "the id, number or handle of what was reviewed"
        ["item", "product_handle", "handle", "product_id", "item_id", "listing_id", "sku", "asin"];
    ItemName "item_name" "the name of what was reviewed"
        ["item_name", "product_title", "product_name", "product", "variation"];
    ItemUrl "item_url" "its address" ["item_url", "product_url"];
    Experienced "experienced" "the day of the experience"
        ["experienced", "experienced_at", "visit_date", "travel_date", "experience_date"];
    Date "date" "the day on which it was given"
        ["date", "created_at", "review_date", "date_created", "published_date", "submitted at", "timestamp", "time",
         "at", "review created (utc)", "published_at", "created", "submitted_on", "date_submitted"];
    Updated "updated" "the day of the last change" ["updated", "updated_at", "date_updated", "modified"];
    Language "language" "the language of the words" ["language", "lang", "locale", "review_language"];
    Url "url" "the address of the review there"
        ["url", "permalink", "review_url", "link", "review_link", "source_url"];
    Platform "platform" "the platform that it comes from" ["platform", "source_platform", "source", "review_source", "channel"];
    Basis "basis" "on what ground the words may be kept" ["basis"];
    Verified "verified" "whether there was an order behind it"
        ["verified_purchase", "is_verified_buyer", "verified_buyer"];
    Incentivized "incentivized" "whether something was given for it"
        ["incentivized", "is_incentivized", "incentivised", "received_for_free"];
    Reply "reply" "what the business answered"
        ["reply", "response", "company response", "developer reply text", "owner_response", "reply_content", "ownmsg",
         "business_reply", "reply_text"];
    ReplyMarkdown "reply_markdown" "what the business answered, in Markdown" ["reply_markdown"];
    ReplyBy "reply_by" "who answered" ["reply_by", "reply_author"];
    ReplyDate "reply_date" "the day of the answer"
        ["reply_date", "replied_at", "company reply date (utc)", "response_date", "reply_date_created"];
    Photos "photos" "addresses of pictures"
        ["photos", "picture_urls", "photo_url", "photo_urls", "image_urls", "images", "img", "media", "pictures"];
    Tags "tags" "words that group reviews" ["tags", "labels"];
}

impl Field {
    /// What is known of it.
    pub fn known(self) -> &'static Known {
        &ALL[self as usize]
    }

    /// The field that a word of the command line means.
    pub fn of_word(word: &str) -> Option<Self> {
        ALL.iter().find(|known| known.word == word).map(|known| known.field)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.known().word)
    }
}

/// Columns that are never imported: they are nobody else's business.
const PRIVATE: [&str; 19] = [
    "email",
    "phone",
    "telephone",
    "mobile",
    "ipaddress",
    "authorip",
    "orderid",
    "ordernumber",
    "referenceid",
    "latitude",
    "longitude",
    "coordinates",
    "geolocation",
    "postcode",
    "streetaddress",
    "address",
    "birthday",
    "dateofbirth",
    "consumeruserid",
];

/// The same, where they stand alone; in other words they are something else.
const PRIVATE_ALONE: [&str; 5] = ["mail", "order", "lat", "lng", "zip"];

/// Whether a header names something that is never imported.
pub fn is_private(header: &str) -> bool {
    let words = words(header);
    (1..=3).any(|size| words.windows(size).any(|some| is_private_word(&some.concat())))
        || stands_alone(header)
}

/// Whether a header names nothing but what is never imported, so that it is no question of a form.
pub fn is_certainly_private(header: &str) -> bool {
    let words = words(header);
    let ends = |size: usize| {
        words.len().checked_sub(size).is_some_and(|at| is_private_word(&words[at..].concat()))
    };
    !header.contains('?') && (stands_alone(header) || (1..=3).any(ends))
}

fn stands_alone(header: &str) -> bool {
    let header = folded(header);
    is_private_word(&header) || PRIVATE_ALONE.contains(&header.as_str())
}

fn is_private_word(word: &str) -> bool {
    PRIVATE.contains(&word)
}

/// The words of a header, also of one that is written together: `reviewerEmail`.
fn words(header: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in header.chars() {
        let begins = !before.is_alphanumeric() || before.is_lowercase() && letter.is_uppercase();
        before = letter;
        if !letter.is_alphanumeric() {
            continue;
        }
        match words.last_mut().filter(|_| !begins) {
            Some(word) => word.extend(letter.to_lowercase()),
            None => words.push(letter.to_lowercase().collect()),
        }
    }
    words
}

/// A header without what makes no difference: capitals, blanks and punctuation, markup.
pub fn folded(header: &str) -> String {
    let mut is_in_tag = false;
    let has_tags = header.contains('<') && header.contains('>');
    header
        .chars()
        .filter(|letter| {
            let was_in_tag = is_in_tag;
            match letter {
                '<' if has_tags => is_in_tag = true,
                '>' => is_in_tag = false,
                _ => {}
            }
            !was_in_tag && !is_in_tag && letter.is_alphanumeric()
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The values of one review, by field, as they were written.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields([Option<String>; ALL.len()]);

impl Default for Fields {
    fn default() -> Self {
        Self([const { None }; ALL.len()])
    }
}

impl Fields {
    /// The value of a field; blank is none.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0[field as usize].as_deref()
    }

    /// Sets the value of a field; a blank one takes it out.
    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        let value = value.into();
        self.0[field as usize] = (!value.trim().is_empty()).then_some(value);
    }

    /// Takes the value of a field out.
    pub fn take(&mut self, field: Field) -> Option<String> {
        self.0[field as usize].take()
    }

    /// How large all values are together, in bytes.
    pub fn weight(&self) -> usize {
        self.0.iter().flatten().map(String::len).sum()
    }

    /// Gives each value another one where there is one.
    pub fn each(&mut self, change: impl Fn(Field, &str) -> Option<String>) {
        for (known, value) in ALL.iter().zip(&mut self.0) {
            if let Some(text) = value
                && let Some(other) = change(known.field, text)
            {
                *text = other;
            }
        }
    }

    /// Sets the value of a field unless it has one.
    pub fn or_set(&mut self, field: Field, value: impl Into<String>) {
        if self.get(field).is_none() {
            self.set(field, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_fields_and_no_alias_means_two_of_them() {
        let mut seen = std::collections::BTreeMap::new();
        for (at, known) in ALL.iter().enumerate() {
            assert_eq!(known.field as usize, at);
            assert_eq!(Field::of_word(known.word), Some(known.field));
            for alias in known.aliases {
                assert!(!is_private(alias), "{alias}");
                assert_eq!(seen.insert(folded(alias), known.word), None, "{alias}");
            }
        }
    }

    #[test]
    fn what_is_nobody_elses_business_is_recognised() {
        for header in [
            "Reviewer E-Mail",
            "reviewer_email",
            "IP Address",
            "wp:comment_author_IP",
            "Order ID",
            "Phone",
        ] {
            assert!(is_private(header), "{header}");
        }
        for header in ["in order", "latest", "platform", "Title", "Mailing"] {
            assert!(!is_private(header), "{header}");
        }
    }

    #[test]
    fn markup_in_a_header_makes_no_difference() {
        assert_eq!(folded("How <em>likely</em> are you?"), "howlikelyareyou");
        assert_eq!(folded("Review Created (UTC)"), "reviewcreatedutc");
        assert_eq!(folded("a < b"), "ab");
    }
}
