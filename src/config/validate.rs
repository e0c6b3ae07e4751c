//! From what was typed to what it means, with every problem at its place.

mod widgets;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::{
    BaseUrl, Belief, Business, Config, GivenSetting, Language, Levels, Link, MediaPath,
    PlatformFigure, Policy, PostalAddress, Selection, WebAddress, checks, claimed, raw,
};
use crate::characters::one_line;
use crate::clock;
use crate::diag::text::brief;
use crate::diag::{Diagnostic, Diagnostics, FieldPath, LineIndex, Place, finding, suggest};
use crate::path;
use crate::yaml::{self, Data, Faulty, Node, OpenMap, Text};

/// No business has more customers in a month.
const MOST_CUSTOMERS: u64 = 10_000_000_000;

/// Leads from fields to their places in the file.
pub(crate) struct Places<'file> {
    /// The file's name.
    pub(crate) file: &'file str,
    /// Lines of the file.
    pub index: &'file LineIndex<'file>,
    /// The tree of the file.
    pub root: &'file Node,
    /// Where the YAML starts in the file.
    pub base: usize,
    /// What was left out because of faults.
    pub faulty: &'file Faulty,
}

impl Places<'_> {
    fn value(&self, path: &FieldPath) -> Place {
        let whole = yaml::find(self.root, path, false).filter(|range| !range.is_empty());
        let range = whole
            .or_else(|| yaml::find(self.root, path, true))
            .or_else(|| yaml::find(self.root, &path[..path.len().saturating_sub(1)], true))
            .unwrap_or_else(|| self.root.start());
        self.place(range)
    }

    fn key(&self, path: &FieldPath) -> Place {
        yaml::find(self.root, path, true)
            .map_or_else(|| self.value(path), |range| self.place(range))
    }

    fn start(&self) -> Place {
        self.place(self.root.start())
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place::range(self.file, self.index, range.start + self.base..range.end + self.base)
    }
}

/// Checks the values of the file and gives each its meaning.
pub(crate) fn config(raw: raw::Site, places: &Places<'_>, diagnostics: &mut Diagnostics) -> Config {
    let mut check = Check { places, diagnostics };
    let title = check.title(raw.title.as_ref());
    let language = check.language(raw.language.as_ref());
    let base_url = check.read(raw.base_url.as_ref(), path!["base_url"], "base-url", BaseUrl::new);
    let business = check.business(raw.business.unwrap_or_default(), &title);
    let display = raw.display.unwrap_or_default();
    let config = Config {
        base_url,
        language,
        description: filled(raw.description),
        sample: raw.sample.unwrap_or_default(),
        business,
        theme: filled(raw.theme).unwrap_or_else(|| "classic".to_owned()),
        theme_place: check.places.value(&path!["theme"]),
        settings: check.settings(raw.settings),
        page_size: check.page_size(raw.page_size),
        archives: archives(raw.archives),
        cards: raw.cards.unwrap_or_default(),
        favicon: check.media(raw.favicon, path!["favicon"]),
        links: check.links(raw.links, "links"),
        review_links: check.links(raw.review_links, "review_links"),
        platforms: check.platforms(raw.platforms),
        touchpoints: raw
            .touchpoints
            .map(|words| words.into_iter().map(|Text(word)| one_line(word)).collect()),
        selection: check.selection(raw.selection.unwrap_or_default()),
        name_display: display.author.unwrap_or_default(),
        excerpt: display.excerpt.and_then(|words| usize::try_from(words).ok()).unwrap_or_default(),
        on_missing: display.on_missing.unwrap_or_default(),
        belief: check.belief(&raw.belief.unwrap_or_default()),
        checks: Levels::new(check.checks(&raw.checks.0), raw.jurisdictions),
        policy: check.policy(raw.policy.unwrap_or_default()),
        widgets: check.widgets(raw.widgets),
        verified_claims: Vec::new(),
        title,
    };
    let config = Config { verified_claims: check.verified_claims(&config), ..config };
    check.rules(&config);
    config
}

/// A text that is not blank, in one line and without the characters that are not shown.
fn filled(text: Option<Text>) -> Option<String> {
    text.map(|Text(text)| one_line(text)).filter(|text| !text.is_empty())
}

fn archives(given: Option<Vec<raw::Archive>>) -> Vec<raw::Archive> {
    use raw::Archive::{Items, Ratings, Sources, Tags};
    let Some(mut archives) = given else { return vec![Items, Tags, Sources, Ratings] };
    let mut seen = std::collections::BTreeSet::new();
    archives.retain(|archive| seen.insert(*archive));
    archives
}

struct Check<'run, 'file> {
    places: &'run Places<'file>,
    diagnostics: &'run mut Diagnostics,
}

impl Check<'_, '_> {
    fn title(&mut self, title: Option<&Text>) -> String {
        let given = filled(title.cloned());
        if given.is_none() && !self.places.faulty.contains("title") {
            let place = match title {
                Some(_) => self.places.key(&path!["title"]),
                None => self.places.start(),
            };
            self.diagnostics.push(
                Diagnostic::error("title-missing", "the site has no `title`")
                    .at(place)
                    .hint("add a line such as `title: Café Sol`"),
            );
        }
        given.unwrap_or_default()
    }

    fn language(&mut self, tag: Option<&Text>) -> Language {
        let read = |tag: &str| Language::new(tag).ok_or("expected a tag such as `en` or `pt-BR`");
        self.read(tag, path!["language"], "language-tag", read).unwrap_or_default()
    }

    /// Reads a value from a text; what is wrong with it becomes the caret's label.
    fn read<T>(
        &mut self,
        text: Option<&Text>,
        path: FieldPath,
        code: &'static str,
        read: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let text = text.map(|text| text.trim()).filter(|text| !text.is_empty())?;
        match read(text) {
            Ok(value) => Some(value),
            Err(label) => {
                let name = finding::name(&path);
                let message = format!("`{name}` cannot be `{}`", brief(text));
                let place = self.places.value(&path);
                self.diagnostics.push(Diagnostic::error(code, message).at(place).label(label));
                None
            }
        }
    }

    fn date(&mut self, text: Option<&Text>, path: FieldPath) -> Option<Date> {
        self.read(text, path, "date", |text| {
            clock::parse_day(text).map_err(|_| "expected a day, such as 2026-03-14")
        })
    }

    fn web(&mut self, text: Option<&Text>, path: FieldPath) -> Option<WebAddress> {
        self.read(text, path, "address", WebAddress::web)
    }

    fn media(&self, text: Option<Text>, path: FieldPath) -> Option<MediaPath> {
        let written = text.filter(|text| !text.trim().is_empty())?;
        Some(MediaPath { path: written.trim().to_owned(), place: self.places.value(&path) })
    }

    fn business(&mut self, raw: raw::Business, title: &str) -> Business {
        let address = raw.address.map(|raw| PostalAddress {
            street: filled(raw.street),
            locality: filled(raw.locality),
            region: filled(raw.region),
            postal_code: filled(raw.postal_code),
            country: filled(raw.country),
        });
        Business {
            name: filled(raw.name).unwrap_or_else(|| title.to_owned()),
            kind: self
                .read(raw.kind.as_ref(), path!["business", "type"], "schema-type", schema_type)
                .unwrap_or_else(|| "Organization".to_owned()),
            url: self.web(raw.url.as_ref(), path!["business", "url"]),
            logo: self.media(raw.logo, path!["business", "logo"]),
            address,
            telephone: filled(raw.telephone),
            email: filled(raw.email),
        }
    }

    fn settings(&self, given: OpenMap<Data>) -> Vec<GivenSetting> {
        let setting = |(id, value): (String, Data)| {
            let path = path!["settings", id.clone()];
            let node = path.iter().try_fold(self.places.root, Node::child);
            let key = yaml::find(self.places.root, &path, true);
            let comment = |key: Range<usize>| {
                self.places.index.comment_after(key.end + self.places.base).map(str::to_owned)
            };
            GivenSetting {
                typed: node.and_then(Node::as_text).map(str::to_owned),
                commented: key.filter(|_| value == Data::Nothing).and_then(comment),
                id_place: self.places.key(&path),
                place: self.places.value(&path),
                id,
                value,
            }
        };
        given.0.into_iter().map(setting).collect()
    }

    fn page_size(&mut self, size: Option<u64>) -> usize {
        let size = size.unwrap_or(24);
        if !(1..=200).contains(&size) {
            let message = format!("`page_size` is {size}, but a page holds 1 to 200 reviews");
            self.out_of_range(message, &path!["page_size"], "expected 1 to 200");
        }
        usize::try_from(size.clamp(1, 200)).unwrap_or(24)
    }

    fn out_of_range(&mut self, message: String, path: &FieldPath, label: &str) {
        let place = self.places.value(path);
        self.diagnostics.push(Diagnostic::error("out-of-range", message).at(place).label(label));
    }

    fn missing(&mut self, path: &FieldPath, key: &str) {
        let message = format!("`{}` has no `{key}`", finding::name(path));
        let place = self.places.value(path);
        let place = match place.span {
            // The start of a group is the place where a line would be added.
            Some(span) => Place {
                span: Some(crate::diag::Span { start: span.start, end: span.start }),
                ..place
            },
            None => place,
        };
        self.diagnostics.push(Diagnostic::error("key-missing", message).at(place));
    }

    fn links(&mut self, links: Vec<raw::Link>, key: &'static str) -> Vec<Link> {
        let mut read = Vec::with_capacity(links.len());
        for (at, link) in self.places.faulty.positions(key, links) {
            let given = filled(link.url).map(Text);
            let label = filled(link.label);
            let url = self.read(given.as_ref(), path![key, at, "url"], "address", WebAddress::new);
            for (part, given) in [("label", label.is_some()), ("url", given.is_some())] {
                if !given && !self.places.faulty.contains(key) {
                    self.missing(&path![key, at], part);
                }
            }
            if let (Some(label), Some(url)) = (label, url) {
                read.push(Link { label, url });
            }
        }
        read
    }

    fn platforms(&mut self, platforms: Vec<raw::Platform>) -> Vec<PlatformFigure> {
        let mut read = Vec::with_capacity(platforms.len());
        for (at, figure) in self.places.faulty.positions("platforms", platforms) {
            let as_of = self.date(figure.as_of.as_ref(), path!["platforms", at, "as_of"]);
            let url = self.web(figure.url.as_ref(), path!["platforms", at, "url"]);
            let platform = filled(figure.platform);
            for (key, given) in [
                ("platform", platform.is_some()),
                ("rating", figure.rating.is_some()),
                ("count", figure.count.is_some()),
            ] {
                if !given && !self.places.faulty.contains("platforms") {
                    self.missing(&path!["platforms", at], key);
                }
            }
            let (Some(platform), Some(rating), Some(count)) =
                (platform, figure.rating, figure.count)
            else {
                continue;
            };
            if !(0.0..=5.0).contains(&rating) {
                let message = format!("`rating` of {platform} is {rating}, not between 0 and 5");
                self.out_of_range(message, &path!["platforms", at, "rating"], "expected 0 to 5");
                continue;
            }
            let place = self.places.value(&path!["platforms", at, "platform"]);
            read.push(PlatformFigure { platform, rating, count, as_of, url, place });
        }
        read
    }

    fn selection(&self, raw: raw::Selection) -> Selection {
        let completeness = raw.completeness.unwrap_or_default();
        let rule = filled(raw.rule);
        Selection {
            completeness,
            order: raw.order.unwrap_or_default(),
            seed: raw.seed.unwrap_or(1),
            rule,
            place: self.places.key(&path!["selection"]),
        }
    }

    /// The rules that the configuration alone can break.
    fn rules(&mut self, config: &Config) {
        let selection = &config.selection;
        let unlabelled =
            selection.completeness == raw::Completeness::Selection && selection.rule.is_none();
        if unlabelled {
            let message = "the site shows a selection, but no `rule` says which";
            let problem = Diagnostic::error("selection-unlabelled", message)
                .at(self.places.key(&path!["selection", "completeness"]))
                .hint("add `rule:` with one sentence; it is printed on the page");
            self.rule(config, problem);
        }
        // The UK's law knows the practice by name: Digital Markets, Competition and Consumers Act
        // 2024, schedule 20, paragraph 13.
        let best_first = selection.order == raw::Order::Highest;
        if best_first {
            let message = "the best reviews stand first, which gives a wrong picture of all";
            let problem = Diagnostic::error("positive-first", message)
                .at(self.places.value(&path!["selection", "order"]))
                .hint("write `order: newest`");
            self.rule(config, problem);
        }
        self.open_questions(config);
    }

    /// Questions of the page "How we collect reviews" that have no answer.
    fn open_questions(&mut self, config: &Config) {
        let policy = &config.policy;
        let all = [
            ("who_may_review", policy.who_may_review.is_some()),
            ("invited", policy.invited.is_some()),
            ("verification", policy.verification.is_some()),
            ("moderation", policy.moderation.is_some()),
            ("incentives", policy.incentives.is_some()),
            ("contact", policy.contact.is_some()),
        ];
        let open = all.into_iter().filter(|(_, answered)| !answered).map(|(key, _)| key);
        let open: Vec<&str> = open.collect();
        if open.is_empty() || self.places.faulty.contains("policy") {
            return;
        }
        let message = format!("`policy` does not answer {}", suggest::list(&open));
        let problem = Diagnostic::error("policy-incomplete", message)
            .at(self.places.key(&path!["policy"]))
            .hint("`we do not check` is an answer too; readers see all of them on one page");
        self.rule(config, problem);
    }

    /// Where the texts of the site say that its reviews are checked.
    fn verified_claims(&self, config: &Config) -> Vec<(Place, bool)> {
        let texts = [
            (Some(&config.title), path!["title"]),
            (config.description.as_ref(), path!["description"]),
            (Some(&config.business.name), path!["business", "name"]),
            (config.selection.rule.as_ref(), path!["selection", "rule"]),
            (config.policy.verification.as_ref(), path!["policy", "verification"]),
        ];
        let own = texts.into_iter().filter_map(|(text, path)| {
            // The name of the business may be that of the site.
            yaml::find(self.places.root, &path, true)?;
            Some((self.places.value(&path), claimed(text?)?.of_all))
        });
        let set = config.settings.iter().filter_map(|setting| {
            Some((setting.place.clone(), claimed(setting.typed.as_ref()?)?.of_all))
        });
        own.chain(set).collect()
    }

    /// Reports a broken rule with its severity on this site.
    fn rule(&mut self, config: &Config, problem: Diagnostic) {
        self.diagnostics.extend(config.checks.apply(problem));
    }

    fn belief(&mut self, raw: &raw::Belief) -> Belief {
        let rating = raw.rating.filter(|rating| {
            let fits = (0.5..=5.0).contains(rating);
            if !fits {
                let message = format!("`belief.rating` is {rating}, not between 0.5 and 5");
                self.out_of_range(message, &path!["belief", "rating"], "expected 0.5 to 5");
            }
            fits
        });
        let recommend = raw.recommend.filter(|score| {
            let fits = (0.0..=10.0).contains(score);
            if !fits {
                let message = format!("`belief.recommend` is {score}, not between 0 and 10");
                self.out_of_range(message, &path!["belief", "recommend"], "expected 0 to 10");
            }
            fits
        });
        let customers_per_month = raw.customers_per_month.filter(|customers| {
            let fits = *customers <= MOST_CUSTOMERS;
            if !fits {
                let message = format!(
                    "`belief.customers_per_month` is {customers}, more than there are people"
                );
                let label = format!("expected at most {MOST_CUSTOMERS}");
                self.out_of_range(message, &path!["belief", "customers_per_month"], &label);
            }
            fits
        });
        Belief { rating, recommend, customers_per_month }
    }

    fn checks(&mut self, given: &[(String, raw::Level)]) -> BTreeMap<&'static str, raw::Level> {
        let mut levels = BTreeMap::new();
        for (code, level) in given {
            let path = path!["checks", code.clone()];
            match checks::rule(code) {
                None => self.diagnostics.push(
                    Diagnostic::error(
                        "unknown-rule",
                        format!("there is no rule `{}`", brief(code)),
                    )
                    .at(self.places.key(&path))
                    .hint(suggest::closest(code, checks::codes()).map_or_else(
                        || "`laurels check --list` shows all rules".to_owned(),
                        |code| format!("did you mean `{code}`?"),
                    )),
                ),
                Some(rule) if rule.fixed && *level != rule.level => self.diagnostics.push(
                    Diagnostic::error("fixed-rule", format!("`{code}` cannot be weakened"))
                        .at(self.places.value(&path))
                        .hint("remove this line"),
                ),
                Some(rule) => {
                    levels.insert(rule.code, *level);
                }
            }
        }
        levels
    }

    fn policy(&mut self, raw: raw::Policy) -> Policy {
        Policy {
            who_may_review: filled(raw.who_may_review),
            invited: raw.invited,
            verification: filled(raw.verification),
            moderation: filled(raw.moderation),
            incentives: filled(raw.incentives),
            contact: self.read(
                raw.contact.as_ref(),
                path!["policy", "contact"],
                "address",
                WebAddress::new,
            ),
            retention_months: raw.retention_months,
        }
    }
}

/// A schema.org type is one word that starts with a capital letter.
pub(crate) fn schema_type(text: &str) -> Result<String, &'static str> {
    let word = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    word.then(|| text.to_owned()).ok_or("expected a schema.org type, such as `Restaurant`")
}
