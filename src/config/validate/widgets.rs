//! Widgets: what was typed, and what it means.

use super::{Check, Places, filled};
use crate::config::widgets::{
    Filter, MOST_REVIEWS, Named, RESERVED_IDS, RawFilter, RawWidget, Target, Widget,
};
use crate::config::{Language, WebAddress};
use crate::diag::text::brief;
use crate::diag::{Diagnostic, FieldPath, finding};
use crate::path;
use crate::yaml::Text;

const KEY: &str = "widgets";

impl Check<'_, '_> {
    /// The widgets that are sound, in the order in which they are written.
    pub(super) fn widgets(&mut self, widgets: Vec<RawWidget>) -> Vec<Widget> {
        let mut read: Vec<Widget> = Vec::with_capacity(widgets.len());
        for (at, raw) in self.places.faulty.positions(KEY, widgets) {
            let id = self.id(raw.id.as_ref(), at);
            let twin = id.as_ref().is_some_and(|id| read.iter().any(|known| known.id == *id));
            if let Some(id) = id.as_ref().filter(|_| twin) {
                self.wrong_id(
                    at,
                    &format!("two widgets are called `{id}`"),
                    "give each its own id",
                );
            }
            if let Some(widget) = self.widget(raw, id, at)
                && !twin
            {
                read.push(widget);
            }
        }
        read
    }

    fn widget(&mut self, raw: RawWidget, id: Option<String>, at: usize) -> Option<Widget> {
        if raw.kind.is_none() && !self.places.faulty.contains(KEY) {
            self.missing(&path![KEY, at], "type");
        }
        let traits = raw.kind?.traits();
        let most = MOST_REVIEWS as u64;
        let count = self.within(raw.count, path![KEY, at, "count"], [1, most]);
        let height = self.within(raw.height, path![KEY, at, "height"], [24, 5000]);
        let link =
            self.read(raw.link.as_ref(), path![KEY, at, "link"], "address", |link| {
                match link.strip_prefix('/') {
                    Some(path)
                        if !path.starts_with('/') && !path.split('/').any(|part| part == "..") =>
                    {
                        Ok(Target::Page(path.to_owned()))
                    }
                    _ => WebAddress::new(link)
                        .map(Target::Web)
                        .map_err(|_| "expected a path of the site, such as `/`, or an address"),
                }
            });
        let of_reviews = [
            ("count", raw.count.is_some()),
            ("order", raw.order.is_some()),
            ("excerpt", raw.excerpt.is_some()),
        ];
        for (key, _) in of_reviews.into_iter().filter(|(_, given)| *given && traits.count == 0) {
            let message = format!("a widget of the type `{}` shows figures alone", traits.word);
            let place = self.places.key(&path![KEY, at, key]);
            let problem = Diagnostic::error("widget-filter", message).at(place);
            self.diagnostics.push(problem.hint(format!("remove `{key}`")));
        }
        let filter = self.filter(raw.filter.unwrap_or_default(), at);
        self.figures_are_whole(raw.kind?, &filter, at);
        Some(Widget {
            id: id?,
            kind: traits.kind,
            title: filled(raw.title),
            count: count.map_or(traits.count, number),
            order: raw.order.unwrap_or_default(),
            filter,
            excerpt: raw.excerpt.map_or(traits.excerpt, number),
            theme: raw.theme.unwrap_or_default(),
            height: height.and_then(|height| u32::try_from(height).ok()),
            link,
            link_place: self.places.value(&path![KEY, at, "link"]),
            place: self.places.value(&path![KEY, at, "id"]),
            filter_place: place_of_filter(self.places, at),
        })
    }

    fn id(&mut self, id: Option<&Text>, at: usize) -> Option<String> {
        let Some(id) = filled(id.cloned()) else {
            if !self.places.faulty.contains(KEY) {
                self.missing(&path![KEY, at], "id");
            }
            return None;
        };
        let is_slug = !id.starts_with('-')
            && !id.ends_with('-')
            && id.len() <= 64
            && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if !is_slug {
            let message = format!("a widget cannot be called `{}`", brief(&id));
            let hint = "an id has small letters, digits and hyphens between them, 64 at most";
            self.wrong_id(at, &message, hint);
            return None;
        }
        if RESERVED_IDS.contains(&id.as_str()) {
            let message =
                format!("a widget cannot be called `{id}`: a file of the site has that name");
            self.wrong_id(at, &message, "choose another id, such as `homepage`");
            return None;
        }
        Some(id)
    }

    fn wrong_id(&mut self, at: usize, message: &str, hint: &str) {
        let place = self.places.value(&path![KEY, at, "id"]);
        self.diagnostics.push(Diagnostic::error("widget-id", message).at(place).hint(hint));
    }

    fn within(&mut self, number: Option<u64>, path: FieldPath, range: [u64; 2]) -> Option<u64> {
        let [least, most] = range;
        let number = number?;
        if !(least..=most).contains(&number) {
            let name = finding::name(&path);
            let message = format!("`{name}` is {number}, not between {least} and {most}");
            self.out_of_range(message, &path, &format!("expected {least} to {most}"));
        }
        Some(number.clamp(least, most))
    }

    fn filter(&mut self, raw: RawFilter, at: usize) -> Filter {
        let path = |key: &'static str| path![KEY, at, "filter", key];
        let entry = |key: &'static str, number: usize| path![KEY, at, "filter", key, number];
        let mut ratings = Vec::new();
        for (number, stars) in (0..).zip(raw.ratings.unwrap_or_default()) {
            let stars = self.within(Some(stars), entry("ratings", number), [1, 5]);
            ratings.extend(stars.and_then(|stars| u8::try_from(stars).ok()));
        }
        ratings.sort_unstable_by(|a, b| b.cmp(a));
        ratings.dedup();
        let mut languages = Vec::new();
        for (number, tag) in (0..).zip(raw.languages.unwrap_or_default()) {
            let read =
                |tag: &str| Language::new(tag).ok_or("expected a tag such as `en` or `pt-BR`");
            languages.extend(self.read(
                Some(&tag),
                entry("languages", number),
                "language-tag",
                read,
            ));
        }
        let named = |text: Option<Text>, path: FieldPath| {
            filled(text).map(|name| Named { name, place: self.places.value(&path) })
        };
        let all = |texts: Option<Vec<Text>>, key: &'static str| {
            let texts = (0..).zip(texts.unwrap_or_default());
            texts.filter_map(|(number, text)| named(Some(text), entry(key, number))).collect()
        };
        Filter {
            reviews: all(raw.reviews, "reviews"),
            tags: all(raw.tags, "tags"),
            item: named(raw.item, path("item")),
            source: named(raw.source, path("source")),
            ratings,
            languages,
            min_words: raw.min_words.map_or(0, number),
            featured: raw.featured,
        }
    }

    /// Figures count every rating of the business, or of an item; a part of them would be no honest
    /// average.
    fn figures_are_whole(
        &mut self,
        kind: crate::config::widgets::WidgetKind,
        filter: &Filter,
        at: usize,
    ) {
        let narrowed = !filter.reviews.is_empty()
            || !filter.tags.is_empty()
            || filter.source.is_some()
            || !filter.ratings.is_empty()
            || !filter.languages.is_empty()
            || filter.min_words > 0
            || filter.featured.is_some();
        if kind.is_figures() && narrowed {
            let word = kind.traits().word;
            let message =
                format!("the figures of a {word} count every rating: only `item` can narrow them");
            let place = self.places.key(&path![KEY, at, "filter"]);
            let problem = Diagnostic::error("widget-filter", message).at(place);
            self.diagnostics.push(problem.hint("remove everything but `item` from `filter`"));
        }
    }
}

fn place_of_filter(places: &Places<'_>, at: usize) -> crate::diag::Place {
    let filter = path![KEY, at, "filter"];
    match crate::yaml::find(places.root, &filter, true) {
        Some(_) => places.key(&filter),
        None => places.value(&path![KEY, at, "id"]),
    }
}

/// A number that is too large for this machine is as good as its largest.
fn number(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
