//! Feeds, public data and the addresses of all pages.

use quick_xml::escape::escape;

use super::Maker;
use super::media::published;
use super::review::{author, replier};
use crate::config::{Language, WebAddress};
use crate::content::raw::Translator;
use crate::insights;
use crate::media::Role;
use crate::model::{self, rating::plain_number};
use crate::plan::route::review_address;
use crate::plan::{DATA_LENGTH, FEED_LENGTH, SITEMAP_LENGTH, Show};
use crate::views::feed::{
    Data, DataFollowUp, DataRating, DataReply, DataReview, DataSource, DataSummary, Feed,
    FeedEntry, WidgetData,
};
use crate::views::{Rating, Review};
use crate::words::{Argument, Key};

/// The newest reviews; `None` without a `base_url`.
pub fn feed(maker: &Maker<'_>) -> Option<Feed> {
    let config = maker.from.config;
    let home = maker.absolute("")?;
    let newest = maker.from.plan.published.iter().take(FEED_LENGTH);
    let entries: Vec<FeedEntry> = newest.filter_map(|at| entry(maker, *at)).collect();
    let icon = maker.from.model.favicon.and_then(|icon| published(maker, icon, Role::Icon));
    Some(Feed {
        title: title(maker),
        description: config.description.clone(),
        language: config.language.tag().to_owned(),
        home,
        icon: icon.and_then(|path| maker.absolute(path)),
        updated: entries
            .iter()
            .map(|entry| &entry.updated)
            .max_by(|a, b| a.iso.cmp(&b.iso))
            .cloned(),
        entries,
    })
}

/// The site's title; invented content says so in every reader too.
fn title(maker: &Maker<'_>) -> String {
    let title = &maker.from.config.title;
    if maker.from.config.sample {
        return maker.say(Key("feed-title-sample"), &[("title", title.into())]);
    }
    title.clone()
}

fn entry(maker: &Maker<'_>, at: u32) -> Option<FeedEntry> {
    let review = &maker.from.model.reviews[at as usize];
    let view = super::review::review(maker, at);
    let published = review.date?;
    let said = review.follow_ups.iter().filter_map(|said| said.date);
    let answered = review.replies.iter().filter_map(|reply| reply.date);
    let updated = said.chain(answered).chain(review.updated).max().unwrap_or(published);
    let author = view.author.name.unwrap_or(maker.text(Key("feed-author"))).to_owned();
    Some(FeedEntry {
        url: review_address(maker.from.config.base_url.as_ref()?.as_str(), view.slug),
        title: view.title.map_or_else(|| headline(maker, &view, &author), str::to_owned),
        html: content(maker, at, &view),
        published: maker.day(published),
        updated: maker.day(updated.max(published)),
        language: view.text.language.to_owned(),
        tags: review.tags.iter().map(|tag| tag.label.clone()).collect(),
        author,
    })
}

fn headline(maker: &Maker<'_>, view: &Review<'_>, author: &str) -> String {
    let Some(rating) = &view.rating else { return author.to_owned() };
    let [value, scale] = stars(rating);
    maker.say(Key("feed-headline"), &[("author", author.into()), value, scale])
}

fn stars<'a>(rating: &'a Rating<'_>) -> [(&'static str, Argument<'a>); 2] {
    [("value", Argument::Text(&rating.value)), ("scale", Argument::Text(&rating.scale))]
}

/// Everything that a card shows: a feed must not leave out a disclosure.
fn content(maker: &Maker<'_>, at: u32, view: &Review<'_>) -> String {
    let review = &maker.from.model.reviews[at as usize];
    let mut parts = Vec::new();
    if let Some(rating) = &view.rating {
        line(&mut parts, &maker.say(Key("feed-rated"), &stars(rating)));
    }
    for disclosure in &view.disclosures {
        line(&mut parts, disclosure);
    }
    if let Some(change) = change(maker, view) {
        line(&mut parts, &change);
    }
    if view.source.link_only {
        line(
            &mut parts,
            &maker.say(Key("feed-elsewhere"), &[("source", view.source.label.into())]),
        );
    }
    let of_points = [(Key("feed-liked"), view.text.pros), (Key("feed-disliked"), view.text.cons)];
    for (key, points) in of_points.into_iter().filter(|(_, points)| !points.is_empty()) {
        let points = points.join(maker.text(Key("list-separator")));
        line(&mut parts, &maker.say(key, &[("points", (&points).into())]));
    }
    if let Some(body) = &review.body {
        parts.push(body.html.clone());
    }
    if let Some(original) = &review.original {
        line(&mut parts, maker.text(Key("original")));
        let language = review.translated_from.as_ref().unwrap_or(&review.language);
        let (tag, direction) = (language.tag(), language.direction());
        let open = format!("<blockquote lang=\"{tag}\" dir=\"{direction}\">");
        parts.extend([open, original.html.clone(), "</blockquote>".to_owned()]);
    }
    for (reply, shown) in review.replies.iter().zip(&view.after.replies) {
        line(&mut parts, &maker.say(Key("feed-reply"), &[("name", shown.by.into())]));
        parts.push(reply.text.html.clone());
    }
    for (said, shown) in review.follow_ups.iter().zip(&view.after.follow_ups) {
        line(&mut parts, maker.text(Key("feed-follow-up")));
        if let Some(rating) = &shown.rating {
            line(&mut parts, &maker.say(Key("feed-rated-now"), &stars(rating)));
        }
        parts.extend(said.text.as_ref().map(|text| text.html.clone()));
    }
    parts.concat()
}

/// What was done to the words: translated, or edited.
fn change(maker: &Maker<'_>, view: &Review<'_>) -> Option<String> {
    let Some(translation) = &view.text.translation else {
        return view.facts.edited.then(|| maker.text(Key("edited")).to_owned());
    };
    let key = match (translation.machine, translation.person) {
        (true, _) => Key("translated-by-machine"),
        (_, true) => Key("translated-by-person"),
        _ => Key("translated"),
    };
    Some(maker.say(key, &[("language", translation.from_name.into())]))
}

fn line(parts: &mut Vec<String>, text: &str) {
    parts.push(format!("<p>{}</p>", escape(text)));
}

/// A file of the public data, from 1. Pending reviews are never in it.
pub fn data<'a>(maker: &Maker<'a>, part: usize) -> Data<'a> {
    let config = maker.from.config;
    let newest = &maker.from.plan.published;
    let parts = newest.len().div_ceil(DATA_LENGTH).max(1);
    let address = |path: &str| maker.absolute(path).unwrap_or_else(|| maker.url(path));
    let reviews = newest.iter().skip((part - 1) * DATA_LENGTH).take(DATA_LENGTH);
    Data {
        version: 1,
        title: &config.title,
        sample: config.sample,
        home: address(""),
        summary: data_summary(&maker.common.numbers),
        total: newest.len(),
        part,
        parts,
        next: (part < parts).then(|| address(&format!("reviews/{}.json", part + 1))),
        reviews: reviews.map(|at| data_review(maker, *at)).collect(),
    }
}

/// The data of a widget: the same of the reviews that it shows.
pub fn widget_data<'a>(maker: &Maker<'a>, at: usize) -> Option<WidgetData<'a>> {
    let selected = maker.from.plan.widgets.get(at)?;
    let widget = maker.from.config.widgets.get(selected.widget)?;
    let of_item = selected.item.and_then(|item| maker.common.of_items.get(&item));
    let numbers = of_item.map_or(&maker.common.numbers, |(numbers, _)| numbers);
    Some(WidgetData {
        version: 1,
        id: &widget.id,
        kind: widget.kind,
        business: &maker.from.config.business.name,
        sample: maker.from.config.sample,
        home: maker.url(""),
        summary: data_summary(numbers),
        fitting: (!widget.kind.is_figures()).then_some(selected.fitting),
        reviews: selected.reviews.iter().map(|at| data_review(maker, *at)).collect(),
    })
}

fn data_summary(numbers: &insights::Summary) -> DataSummary {
    DataSummary { count: numbers.count, average: numbers.average(), distribution: numbers.bars }
}

fn data_review<'a>(maker: &Maker<'a>, at: u32) -> DataReview<'a> {
    let review: &'a model::Review = &maker.from.model.reviews[at as usize];
    let iso = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let replies = review.replies.iter().map(|reply| DataReply {
        by: replier(maker, reply),
        date: iso(reply.date),
        text: &reply.text.text,
    });
    let follow_ups = review.follow_ups.iter().map(|said| DataFollowUp {
        date: iso(said.date),
        rating: said.rating.map(data_rating),
        text: said.text.as_ref().map(|text| text.text.as_str()),
    });
    let author = author(maker, review);
    DataReview {
        url: review_address(maker.from.config.base_address(), &review.slug),
        id: &review.slug,
        title: review.title.as_deref(),
        rating: review.rating.map(data_rating),
        recommended: review.recommended,
        author: author.name,
        role: author.role,
        company: author.company,
        location: author.location,
        translated_from: review.translated_from.as_ref().map(Language::tag),
        translator: review.translator.map(Translator::word),
        edited: review.is_edited(),
        date: iso(review.date),
        updated: iso(review.updated),
        language: review.language.tag(),
        text: review.body.as_ref().map(|body| body.text.as_str()),
        original: review.original.as_ref().map(|original| original.text.as_str()),
        pros: &review.pros,
        cons: &review.cons,
        disclosures: review.disclosures().collect(),
        source: DataSource {
            platform: &review.origin.platform,
            own: review.origin.own,
            url: review.origin.url.as_ref().map(WebAddress::as_str),
        },
        item: review.item.map(|at| maker.from.model.items[at].name.as_str()),
        tags: review.tags.iter().map(|tag| tag.label.as_str()).collect(),
        replies: replies.collect(),
        follow_ups: follow_ups.collect(),
    }
}

fn data_rating(rating: model::Rating) -> DataRating {
    DataRating {
        value: plain_number(rating.value()),
        scale: plain_number(rating.scale()),
        half_stars: rating.half_stars(),
        bar: rating.bar(),
    }
}

/// The absolute addresses of a part of all pages, from 1; `None` without a `base_url`.
pub fn addresses(maker: &Maker<'_>, part: usize) -> Option<Vec<String>> {
    maker.absolute("")?;
    let listed = maker.from.plan.routes().filter(|route| route.is_listed());
    let part = listed.skip((part - 1) * SITEMAP_LENGTH).take(SITEMAP_LENGTH);
    Some(part.filter_map(|route| maker.absolute(route.address())).collect())
}

/// The absolute address of the sitemap; `None` where there is none.
pub fn sitemap(maker: &Maker<'_>) -> Option<String> {
    let mut routes = maker.from.plan.routes();
    let sitemap = routes.find(|route| route.show == Show::Sitemap)?;
    maker.absolute(&sitemap.path)
}

/// The absolute addresses of the parts of the sitemap; empty where one file holds all.
pub fn sitemap_parts(maker: &Maker<'_>) -> Vec<String> {
    let parts = maker.from.plan.routes();
    let parts = parts.filter(|route| matches!(route.show, Show::SitemapPart(_)));
    parts.filter_map(|route| maker.absolute(&route.path)).collect()
}
