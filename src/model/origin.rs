//! Where a review comes from, and what follows from it.

use std::borrow::Cow;

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
    pub platform: Cow<'static, str>,
    /// The platform's name for people.
    pub label: Cow<'static, str>,
    /// The last part of the address of its list.
    pub slug: Cow<'static, str>,
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
        let own = find(&OWN, platform);
        let (platform, label, slug) = match own.or_else(|| find(&FOREIGN, platform)) {
            Some((word, label)) => (word.into(), label.into(), word.into()),
            None => {
                let slug = super::slug::slug(platform).into();
                (platform.to_owned().into(), platform.to_owned().into(), slug)
            }
        };
        let own = own.is_some();
        Self { platform, label, slug, url: None, external_id: None, basis: None, own }
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
    let known = find(&OWN, platform).or_else(|| find(&FOREIGN, platform)).is_some();
    let words = || OWN.iter().chain(&FOREIGN).map(|(word, _)| *word);
    (!known && platform.len() > 3).then(|| suggest::closest(platform, words())).flatten()
}

/// Finds a platform by its word.
fn find(
    words: &[(&'static str, &'static str)],
    platform: &str,
) -> Option<(&'static str, &'static str)> {
    words.iter().copied().find(|(word, _)| folded(word).eq(folded(platform)))
}

/// Where platforms that collect for themselves have their pages: a part of the host, with its dots.
const HOSTS: [(&str, &str); 30] = [
    ("airbnb.", "airbnb"),
    ("amazon.", "amazon"),
    ("apps.apple.com", "app-store"),
    ("booking.com", "booking"),
    ("capterra.", "capterra"),
    ("etsy.com", "etsy"),
    ("facebook.com", "facebook"),
    ("fb.com", "facebook"),
    ("g.co", "google"),
    ("g.page", "google"),
    ("g2.com", "g2"),
    ("google.com", "google"),
    ("maps.app.goo.gl", "google"),
    ("maps.google.", "google"),
    ("instagram.com", "instagram"),
    ("linkedin.com", "linkedin"),
    ("mastodon.social", "mastodon"),
    ("play.google.com", "google-play"),
    ("producthunt.com", "product-hunt"),
    ("reddit.com", "reddit"),
    ("search.google.", "google"),
    ("steamcommunity.com", "steam"),
    ("store.steampowered.com", "steam"),
    ("tripadvisor.", "tripadvisor"),
    ("trustpilot.", "trustpilot"),
    ("twitter.com", "x"),
    ("x.com", "x"),
    ("yelp.", "yelp"),
    ("google.co.uk", "google"),
    ("google.de", "google"),
];

/// Hosts of platforms on which a business keeps what it collects itself.
const OWN_HOSTS: [&str; 3] = ["docs.google.com", "drive.google.com", "forms.google.com"];

/// The platform on which an address leads to a review, if it is one that collects for itself.
pub fn of_address(address: &WebAddress) -> Option<&'static str> {
    let (_, rest) = address.as_str().split_once("://")?;
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    if OWN_HOSTS.contains(&host.as_str()) {
        return None;
    }
    let is_at = |name: &str| {
        let at = if name.ends_with('.') {
            host.find(name)
        } else {
            host.strip_suffix(name).map(str::len)
        };
        at.is_some_and(|at| at == 0 || host[..at].ends_with('.'))
    };
    // The longer name is the more exact one: `play.google.com`.
    let found = HOSTS.iter().filter(|(name, _)| is_at(name));
    found.max_by_key(|(name, _)| name.len()).map(|(_, platform)| *platform)
}

/// The letters of a word by which it is recognised.
fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The name of a platform for people.
pub fn platform_label(platform: &str) -> Cow<'static, str> {
    Origin::new(platform).label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_known_platform_is_an_address() {
        for (word, _) in OWN.iter().chain(&FOREIGN) {
            assert_eq!(super::super::slug::slug(word), *word);
        }
    }

    #[test]
    fn capitals_and_hyphens_make_no_difference() {
        for (written, word, own) in [
            ("E-Mail", "email", true),
            ("google play", "google-play", false),
            ("Fair", "Fair", false),
        ] {
            let origin = Origin::new(written);
            assert_eq!((origin.platform.as_ref(), origin.own), (word, own), "{written}");
        }
        assert_eq!(near_miss("gogle"), Some("google"));
        assert_eq!(near_miss("Google"), None);
    }
}
