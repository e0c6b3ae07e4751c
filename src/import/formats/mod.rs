//! The formats, one small file each.
//!
//! Four of the files are no formats but what some of them share: `feed` and `wxr` read what stands in XML,
//! `html` knows texts that may be marked up, and `answers` which review a comment answers.

mod amazon;
mod answers;
mod app_store;
mod delighted;
mod etsy;
mod facebook;
mod feed;
mod github_issue;
mod google;
mod google_forms;
mod google_play;
pub(super) mod html;
mod json_feed;
mod judgeme;
mod linkedin;
mod loox;
mod mastodon;
mod okendo;
mod rss;
mod senja;
mod shopify;
mod site_reviews;
mod stamped;
mod steam;
mod strong_testimonials;
mod surveymonkey;
mod tally;
mod tripadvisor;
mod trustpilot;
mod twitter;
mod typeform;
mod woocommerce;
mod wordpress;
mod wxr;
mod yelp;
mod yotpo;

use super::format::Format;
use super::generic;

/// All formats: the generic ones first, then the platforms in the order of their names.
pub const ALL: &[&dyn Format] = &[
    &generic::CSV,
    &generic::JSON,
    &generic::LINES,
    &generic::XLSX,
    &amazon::FORMAT,
    &app_store::AppStore,
    &delighted::Delighted,
    &etsy::FORMAT,
    &facebook::FORMAT,
    &github_issue::GithubIssue,
    &google::FORMAT,
    &google_forms::GoogleForms,
    &google_play::FORMAT,
    &json_feed::FORMAT,
    &judgeme::FORMAT,
    &linkedin::LinkedIn,
    &loox::FORMAT,
    &mastodon::FORMAT,
    &okendo::FORMAT,
    &rss::Rss,
    &senja::FORMAT,
    &shopify::FORMAT,
    &site_reviews::FORMAT,
    &stamped::FORMAT,
    &steam::FORMAT,
    &strong_testimonials::StrongTestimonials,
    &surveymonkey::SurveyMonkey,
    &tally::FORMAT,
    &tripadvisor::FORMAT,
    &trustpilot::FORMAT,
    &twitter::FORMAT,
    &typeform::FORMAT,
    &woocommerce::WooCommerce,
    &wordpress::WordPress,
    &yelp::FORMAT,
    &yotpo::FORMAT,
];

/// The format of a name.
pub fn named(name: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.about().name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::origin::Origin;
    use crate::model::slug;

    #[test]
    fn the_formats_are_in_the_order_of_their_names() {
        let names: Vec<&str> = ALL.iter().skip(4).map(|format| format.about().name).collect();
        assert!(names.is_sorted(), "{names:?}");
        assert!(names.iter().all(|name| slug::fault(name).is_none()), "{names:?}");
    }

    #[test]
    fn every_platform_is_called_as_in_a_record() {
        for format in ALL {
            let about = format.about();
            let origin = Origin::new(about.platform);
            assert_eq!(origin.slug, about.platform, "{}", about.name);
            let has_label = origin.label != about.platform;
            // Whose words a feed has is not to be seen in it.
            assert_eq!(has_label, !matches!(about.name, "json-feed" | "rss"), "{}", about.name);
        }
    }
}
