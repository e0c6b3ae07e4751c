//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use crate::views::feed::Feed;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    date_published: String,
    date_modified: String,
    authors: [Author<'a>; 1],
    language: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// Writes the newest reviews as JSON Feed.
pub fn write(feed: &Feed) -> serde_json::Result<Vec<u8>> {
    let items = feed.entries.iter().map(|entry| Item {
        id: &entry.url,
        url: &entry.url,
        title: &entry.title,
        content_html: &entry.html,
        date_published: format!("{}T00:00:00Z", entry.published.iso),
        date_modified: format!("{}T00:00:00Z", entry.updated.iso),
        authors: [Author { name: &entry.author }],
        language: &entry.language,
        tags: &entry.tags,
    });
    serde_json::to_vec(&Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: format!("{}feed.json", feed.home),
        description: feed.description.as_deref(),
        icon: feed.icon.as_deref(),
        language: &feed.language,
        items: items.collect(),
    })
}
