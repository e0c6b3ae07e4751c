//! Where a review comes from, and what follows from it.

use crate::config::WebAddress;
use crate::content::raw::Basis;
use crate::diag::suggest;

/// Platforms that collect for the business itself: their reviews make its own numbers.
const OWN: [(&str, &str); 27] = [
    ("direct", "Direct"),
    ("email", "E-mail"),
    ("letter", "Letter"),
    ("phone", "Phone"),
    ("interview", "Interview"),
    ("survey", "Survey"),
    ("form", "Form"),
    ("video", "Video"),
    ("event", "Event"),
    ("judgeme", "Judge.me"),
    ("shopify", "Shopify"),
    ("loox", "Loox"),
    ("yotpo", "Yotpo"),
    ("okendo", "Okendo"),
    ("stamped", "Stamped"),
    ("woocommerce", "WooCommerce"),
    ("wordpress", "WordPress"),
    ("site-reviews", "Site Reviews"),
    ("strong-testimonials", "Strong Testimonials"),
    ("senja", "Senja"),
    ("typeform", "Typeform"),
    ("tally", "Tally"),
    ("google-forms", "Google Forms"),
    ("surveymonkey", "SurveyMonkey"),
    ("delighted", "Delighted"),
    ("csv", "CSV"),
    ("json", "JSON"),
];

/// Names of platforms that collect for themselves; any other word is one of them too.
const FOREIGN: [(&str, &str); 20] = [
    ("google", "Google"),
    ("yelp", "Yelp"),
    ("tripadvisor", "Tripadvisor"),
    ("facebook", "Facebook"),
    ("trustpilot", "Trustpilot"),
    ("g2", "G2"),
    ("capterra", "Capterra"),
    ("amazon", "Amazon"),
    ("etsy", "Etsy"),
    ("airbnb", "Airbnb"),
    ("booking", "Booking.com"),
    ("app-store", "App Store"),
    ("google-play", "Google Play"),
    ("steam", "Steam"),
    ("linkedin", "LinkedIn"),
    ("x", "X"),
    ("instagram", "Instagram"),
    ("mastodon", "Mastodon"),
    ("reddit", "Reddit"),
    ("product-hunt", "Product Hunt"),
];

/// Where a review was first given.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The platform's word, such as `email` or `google`.
    pub platform: String,
    /// The platform's name for people.
    pub label: String,
    /// The last part of the address of its list.
    pub slug: String,
    /// The address of the review there.
    pub url: Option<WebAddress>,
    /// The platform's own id of it.
    pub external_id: Option<String>,
    /// On what ground the text may be kept and shown.
    pub basis: Option<Basis>,
    /// Whether the business collected it itself.
    pub own: bool,
}

impl Origin {
    /// Takes a platform's word and fills in what is known of it. Capitals, blanks and hyphens make
    /// no difference: `E-Mail` is `email`.
    pub fn new(platform: &str) -> Self {
        let folded = fold(platform);
        let find = |words: &[(&'static str, &'static str)]| {
            words.iter().copied().find(|(word, _)| fold(word) == folded)
        };
        let own = find(&OWN);
        let (word, label) = own.or_else(|| find(&FOREIGN)).unwrap_or((platform, platform));
        Self {
            platform: word.to_owned(),
            label: label.to_owned(),
            slug: super::slug::slug(word),
            url: None,
            external_id: None,
            basis: None,
            own: own.is_some(),
        }
    }

    /// Whether the text may be kept: own words always, foreign ones with a permission.
    pub fn text_allowed(&self) -> bool {
        match self.basis {
            Some(Basis::LinkOnly) => false,
            Some(Basis::AuthorPermission | Basis::PlatformLicence) => true,
            Some(Basis::Direct) | None => self.own,
        }
    }
}

/// A known word that a word which is not known looks like.
pub fn near_miss(platform: &str) -> Option<&'static str> {
    let words = || OWN.iter().chain(&FOREIGN).map(|(word, _)| *word);
    let known = words().any(|word| fold(word) == fold(platform));
    (!known && platform.len() > 3).then(|| suggest::closest(platform, words())).flatten()
}

fn fold(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name of a platform for people.
pub fn platform_label(platform: &str) -> String {
    Origin::new(platform).label
}
