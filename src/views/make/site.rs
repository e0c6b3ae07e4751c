//! The site, its navigation and its numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use super::media::picture;
use super::{Maker, Sources};
use crate::config::{Archive, Language, PlatformFigure};
use crate::insights;
use crate::media::Role;
use crate::model::rating::plain_number;
use crate::plan::{term_address, word as archive_word};
use crate::theme::SettingValue;
use crate::views::{
    Bar, Business, Day, Feeds, Link, MenuLink, Platform, Site, SiteLanguage, SiteLinks, Summary,
};
use crate::words::{Key, Words};

/// What every page shows.
pub(crate) fn site(maker: &Maker<'_>) -> Site {
    let config = maker.from.config;
    Site {
        title: config.title.clone(),
        description: config.description.clone(),
        language: config.language.tag().to_owned(),
        languages: maker.common.languages.clone(),
        direction: config.language.direction(),
        home: maker.url(""),
        sample: config.sample,
        drafts: maker.from.drafts,
        business: business(maker),
        links: links(maker),
        settings: settings(maker),
        generator: concat!("Laurels ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// The value of each setting by its id.
fn settings(maker: &Maker<'_>) -> Value {
    let image = |at: usize| maker.from.model.pictures.get(at).copied().flatten();
    let value = |value: &SettingValue| match value {
        SettingValue::Nothing => Value::none(),
        SettingValue::Bool(value) => Value::from(*value),
        SettingValue::Whole(number) => Value::from(*number),
        SettingValue::Number(number) => Value::from(*number),
        SettingValue::Text(text) => Value::from(text.as_str()),
        SettingValue::Image(at) => Value::from_serializable(
            &image(*at).and_then(|image| picture(maker, image, Role::Photo)),
        ),
    };
    let values = maker.from.settings.values.iter().map(|(id, given)| (id.clone(), value(given)));
    Value::from_serializable(&values.collect::<BTreeMap<String, Value>>())
}

/// The languages of the reviews that are shown; those of one number in the order of their tags.
pub(crate) fn languages(from: &Sources<'_>) -> Vec<SiteLanguage> {
    let mut counts: BTreeMap<&Language, usize> = BTreeMap::new();
    for at in &from.plan.newest {
        *counts.entry(&from.model.reviews[*at as usize].language).or_default() += 1;
    }
    let language = |(language, count): (&Language, usize)| SiteLanguage {
        tag: language.tag().to_owned(),
        name: from.words.language(language.tag()).to_owned(),
        direction: language.direction(),
        count,
    };
    let mut languages: Vec<SiteLanguage> = counts.into_iter().map(language).collect();
    languages.sort_by_key(|language| Reverse(language.count));
    languages
}

fn business(maker: &Maker<'_>) -> Business {
    let business = &maker.from.config.business;
    let address = business.address.clone().unwrap_or_default();
    let town = [address.postal_code, address.locality];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let lines = [address.street, Some(town), address.region, address.country];
    Business {
        name: business.name.clone(),
        url: business.url.as_ref().map(|url| url.as_str().to_owned()),
        logo: maker.from.model.logo.and_then(|logo| picture(maker, logo, Role::Logo)),
        address: lines.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
        telephone: business.telephone.clone(),
        email: business.email.clone(),
    }
}

fn links(maker: &Maker<'_>) -> SiteLinks {
    let config = maker.from.config;
    let link = |link: &crate::config::Link| Link {
        label: link.label.clone(),
        url: link.url.as_str().to_owned(),
    };
    let feeds = config
        .base_url
        .is_some()
        .then(|| Feeds { atom: maker.url("feed.xml"), json: maker.url("feed.json") });
    SiteLinks {
        menu: menu(maker),
        archives: archives(maker),
        footer: config.links.iter().map(link).collect(),
        review: config.review_links.iter().map(link).collect(),
        feeds,
        policy: maker.url("how-we-collect-reviews/"),
        style: maker.from.plan.assets.get("style.css").map(|path| maker.url(path)),
        assets: maker
            .from
            .plan
            .assets
            .iter()
            .map(|(name, path)| (name.clone(), maker.url(path)))
            .collect(),
        favicon: maker.from.model.favicon.and_then(|icon| picture(maker, icon, Role::Icon)),
    }
}

fn menu(maker: &Maker<'_>) -> Vec<MenuLink> {
    let mut menu = vec![menu_link(maker, maker.text(Key("menu-reviews")), "", "wall")];
    menu.extend(archives(maker).into_iter().filter(|link| link.key == "items"));
    if maker.from.plan.has_improvements() {
        let label = maker.text(Key("menu-improvements"));
        menu.push(menu_link(maker, label, "improvements/", "improvements"));
    }
    for page in maker.from.model.pages.iter().filter(|page| page.menu) {
        menu.push(menu_link(maker, &page.title, &format!("{}/", page.slug), &page.slug));
    }
    menu
}

/// The indexes of the archives that have an entry.
fn archives(maker: &Maker<'_>) -> Vec<MenuLink> {
    let archives = maker.from.config.archives.iter().copied();
    let with_terms = archives.filter(|one| maker.from.plan.terms_of(*one).next().is_some());
    let link = |archive: Archive| {
        let word = archive_word(archive);
        menu_link(maker, archive_label(maker, archive), &format!("{word}/"), word)
    };
    with_terms.map(link).collect()
}

fn menu_link(maker: &Maker<'_>, label: &str, path: &str, key: &str) -> MenuLink {
    MenuLink { label: label.to_owned(), url: maker.url(path), key: key.to_owned() }
}

/// The words of an archive for people.
pub(crate) fn archive_label<'run>(maker: &Maker<'run>, archive: Archive) -> &'run str {
    maker.text(match archive {
        Archive::Items => Key("archive-items"),
        Archive::Tags => Key("archive-tags"),
        Archive::Sources => Key("archive-sources"),
        Archive::Ratings => Key("archive-ratings"),
    })
}

/// What an own source is called, by its word; platforms keep their names.
pub(crate) fn own_source(word: &str) -> Option<Key> {
    Some(match word {
        "direct" => Key("source-direct"),
        "email" => Key("source-email"),
        "letter" => Key("source-letter"),
        "phone" => Key("source-phone"),
        "interview" => Key("source-interview"),
        "survey" => Key("source-survey"),
        "form" => Key("source-form"),
        "video" => Key("source-video"),
        "event" => Key("source-event"),
        _ => return None,
    })
}

/// The numbers of a set of reviews; each bar leads to the page of its stars where there is one.
pub(crate) fn summary(from: &Sources<'_>, numbers: &insights::Summary) -> Summary {
    let has_page = |stars: u8| {
        let mut terms = from.plan.terms_of(Archive::Ratings);
        terms.any(|term| term.stars == Some(stars))
    };
    let address = |stars: u8| term_address(from.base, Archive::Ratings, &stars.to_string());
    let bar = |stars: u8| Bar {
        stars,
        count: numbers.bars[usize::from(stars) - 1],
        percent: numbers.percent(stars),
        url: has_page(stars).then(|| address(stars)),
    };
    Summary {
        count: numbers.count,
        average: numbers.average().map(|average| from.words.number(average.into()).into_owned()),
        half_stars: numbers.half_stars(),
        bars: (1..=5).rev().map(bar).collect(),
        not_shown: numbers.not_shown,
    }
}

/// The numbers of an item: its bars lead nowhere, since the pages of stars hold all items.
pub(crate) fn summary_of_item(from: &Sources<'_>, numbers: &insights::Summary) -> Summary {
    let mut summary = summary(from, numbers);
    for bar in &mut summary.bars {
        bar.url = None;
    }
    summary
}

/// The figures of other platforms.
pub(crate) fn platforms(from: &Sources<'_>) -> Vec<Platform> {
    from.config.platforms.iter().map(|figure| platform(figure, from.words)).collect()
}

fn platform(figure: &PlatformFigure, words: &Words) -> Platform {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
    let half_stars = (figure.rating * 2.0).round() as u8;
    // Ten halves say that all are five, as in the site's own figure.
    let half_stars = if figure.rating < 5.0 { half_stars.min(9) } else { half_stars };
    Platform {
        label: crate::model::origin::platform_label(&figure.platform).into_owned(),
        rating: words.number(plain_number(figure.rating)).into_owned(),
        half_stars,
        count: figure.count,
        as_of: figure.as_of.map(|day| Day::new(day, words)),
        url: figure.url.as_ref().map(|url| url.as_str().to_owned()),
    }
}

/// The address of a term's list, where the site has that archive.
pub(crate) fn term_url(maker: &Maker<'_>, archive: Archive, slug: &str) -> Option<String> {
    let wanted = maker.from.config.archives.contains(&archive);
    wanted.then(|| term_address(maker.from.base, archive, slug))
}
