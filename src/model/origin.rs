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

/// Whether a word is that of a platform that is known.
pub fn is_known(platform: &str) -> bool {
    find(&OWN, platform).or_else(|| find(&FOREIGN, platform)).is_some()
}

/// A known word that a word which is not known looks like.
pub fn near_miss(platform: &str) -> Option<&'static str> {
    let words = || OWN.iter().chain(&FOREIGN).map(|(word, _)| *word);
    (!is_known(platform) && platform.len() > 3)
        .then(|| suggest::closest(platform, words()))
        .flatten()
}

/// Finds a platform by its word.
fn find(
    words: &[(&'static str, &'static str)],
    platform: &str,
) -> Option<(&'static str, &'static str)> {
    words.iter().copied().find(|(word, _)| folded(word).eq(folded(platform)))
}

/// Names under which platforms that collect for themselves have their pages, in whatever country.
const SITES: [(&str, &str); 20] = [
    ("airbnb", "airbnb"),
    ("amazon", "amazon"),
    ("booking", "booking"),
    ("capterra", "capterra"),
    ("etsy", "etsy"),
    ("facebook", "facebook"),
    ("fb", "facebook"),
    ("g2", "g2"),
    ("instagram", "instagram"),
    ("linkedin", "linkedin"),
    ("producthunt", "product-hunt"),
    ("reddit", "reddit"),
    ("steamcommunity", "steam"),
    ("steampowered", "steam"),
    ("tripadvisor", "tripadvisor"),
    ("trustpilot", "trustpilot"),
    ("twitter", "x"),
    ("x", "x"),
    ("yelp", "yelp"),
    ("mastodon", "mastodon"),
];

/// The platform on which an address leads to a review, if it is one that collects for itself.
pub fn of_address(address: &WebAddress) -> Option<&'static str> {
    let host = address.host().to_ascii_lowercase();
    let path = address.as_str().split_once(host.as_str()).map_or("", |(_, path)| path);
    match host.as_str() {
        "g.page" | "maps.app.goo.gl" | "g.co" => return Some("google"),
        "goo.gl" => return path.starts_with("/maps").then_some("google"),
        "apps.apple.com" => return Some("app-store"),
        "play.google.com" => return Some("google-play"),
        "mastodon.social" => return Some("mastodon"),
        _ => {}
    }
    let names: Vec<&str> = host.split('.').collect();
    // `yelp.com`, `yelp.co.uk`, and not `yelp.com.example.org`.
    let is_end =
        |ends: &[&str]| (1..=2).contains(&ends.len()) && ends.iter().all(|end| end.len() < 4);
    let known = |name: &str| name == "google" || SITES.iter().any(|(site, _)| *site == name);
    let at = (0..names.len()).find(|at| known(names[*at]) && is_end(&names[at + 1..]))?;
    let name = names[at];
    if name == "google" {
        let of_maps = names[..at].last().is_some_and(|first| matches!(*first, "maps" | "search"));
        let is_plain = matches!(names[..at], [] | ["www"]);
        let leads = ["/maps", "/search", "/local"].iter().any(|start| path.starts_with(start));
        return (of_maps || is_plain && leads).then_some("google");
    }
    SITES.iter().find(|(site, _)| *site == name).map(|(_, platform)| *platform)
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
    fn an_address_tells_the_platform() {
        for (address, expected) in [
            ("https://www.google.fr/maps/place/x", Some("google")),
            ("https://maps.google.com/?cid=1", Some("google")),
            ("https://g.page/r/x/review", Some("google")),
            ("https://uk.trustpilot.com/reviews/1", Some("trustpilot")),
            ("https://www.yelp.co.uk/biz/x", Some("yelp")),
            ("https://play.google.com/store/x", Some("google-play")),
            ("https://sites.google.com/view/x", None),
            ("https://docs.google.com/forms/x", None),
            ("https://www.google.com/intl/en/forms/about", None),
            ("https://yelp.com.mycafe.example/x", None),
            ("https://amazon.mycafe.example/x", None),
            ("https://example.com/google.com/maps", None),
        ] {
            let address = WebAddress::web(address).unwrap();
            assert_eq!(of_address(&address), expected, "{}", address.as_str());
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
