//! The steps of a build one by one, so that a build that became slower has an address.
//!
//! `cargo bench --bench parts` runs all, `cargo bench --bench parts -- card` those with that word.
//! The reviews are those of the benchmark of whole sites; everything stays in memory.
#![allow(clippy::expect_used, reason = "without a valid site there is nothing to measure")]

#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "site/files.rs"]
mod files;
#[allow(dead_code, reason = "the benchmark of whole sites needs more of it")]
#[path = "site/records.rs"]
mod records;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use laurels::config::{self, Config};
use laurels::content::inputs::Kind;
use laurels::content::{self, Content, Input, Inputs, front_matter, raw};
use laurels::diag::Diagnostics;
use laurels::model::markdown::{Options, Voice, render};
use laurels::model::{self, Built, Model, Setting};
use laurels::plan::{self, Files, Plan, Route, Show, StaticFile};
use laurels::render::Engine;
use laurels::theme::{self, Theme};
use laurels::views::Html;
use laurels::views::make::{Common, Maker, Sources};
use laurels::words::Words;
use laurels::yaml;

use crate::files::Generator;
use crate::records::{Record, TODAY, records};

const REVIEWS: usize = 100;

const SITE: &str = "\
title: Customer reviews
base_url: https://example.org/
business: {name: Example, type: Organization}
archives: [items, tags, sources, ratings]
checks: {consent-missing: off, policy-incomplete: off}
";

fn main() {
    divan::main();
}

/// A review in the middle, as it is written.
fn record() -> Record {
    records(REVIEWS).nth(REVIEWS / 2).expect("there are as many reviews as were asked for")
}

/// Splits the file of a review and reads its keys.
#[divan::bench]
fn front_matter(bencher: Bencher<'_, '_>) {
    let text = files::file(&record(), Generator::Laurels);
    bencher.bench_local(|| {
        let parts = front_matter::split(black_box(&text)).expect("the file has front matter");
        yaml::read_fast::<raw::Review>(&text[parts.yaml]).expect("its keys are valid")
    });
}

/// Renders the words of a review.
#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    let body = record().body;
    let options = Options { heading_base: 3, voice: Voice::Customer };
    bencher.bench_local(|| render(black_box(&body), options));
}

/// Reads the files of 100 reviews one after the other.
#[divan::bench]
fn parse_100(bencher: Bencher<'_, '_>) {
    let content = Content::of(inputs(), &mut content::Sources::once());
    let read = || {
        let files = content.reviews.iter();
        files.map(|file| content::reviews(file, "a.md").records.len()).sum::<usize>()
    };
    bencher.bench_local(read);
}

/// Reads 100 reviews, checks them and renders their words, on all processors.
#[divan::bench]
fn check_100(bencher: Bencher<'_, '_>) {
    let mut sources = content::Sources::once();
    let content = Content::of(inputs(), &mut sources);
    let check = |content: Content| model::build(content, &sources, setting(&GROUND.config));
    bencher.with_inputs(|| content.clone()).bench_local_values(check);
}

fn setting(config: &Config) -> Setting<'_> {
    Setting { config, today: TODAY, names: false, images: &[], notes_photos: true }
}

/// Plans the pages of 100 reviews.
#[divan::bench]
fn plan_100(bencher: Bencher<'_, '_>) {
    let Ground { config, model, files, .. } = &*GROUND;
    let plan = |files| {
        let site = plan::Site { model: black_box(model), config, files, drafts: false };
        plan::make(site, None, &mut Diagnostics::default())
    };
    bencher.with_inputs(|| files.clone()).bench_local_values(plan);
}

/// Draws the card of a review.
#[divan::bench]
fn card(bencher: Bencher<'_, '_>) {
    let drawing = Drawing::new();
    let mut buffer = Vec::new();
    let at = GROUND.plan.newest[REVIEWS / 2];
    bencher.bench_local(|| drawing.card(black_box(at), &mut buffer));
}

/// Draws a list of 24 finished cards.
#[divan::bench]
fn list_page(bencher: Bencher<'_, '_>) {
    let drawing = Drawing::new();
    let route = route(|show| matches!(show, Show::List(0, 2)));
    let mut buffer = Vec::new();
    bencher.bench_local(|| drawing.page(black_box(route), &mut buffer));
}

/// Draws the page of a review.
#[divan::bench]
fn review_page(bencher: Bencher<'_, '_>) {
    let drawing = Drawing::new();
    let route = route(|show| matches!(show, Show::Review(_)));
    let mut buffer = Vec::new();
    bencher.bench_local(|| drawing.page(black_box(route), &mut buffer));
}

/// A site that is understood, with the built-in theme.
struct Ground {
    config: Config,
    model: Model,
    plan: Plan,
    theme: Theme,
    words: Arc<Words>,
    files: Files,
}

static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let mut found = Diagnostics::default();
    let config = config::load(config::FILE, SITE.as_bytes(), &mut found);
    let config = config.expect("the configuration is valid");
    let theme = Theme::load(Path::new("no-folder"), &config, &mut found);
    let mut sources = content::Sources::once();
    let content = Content::of(inputs(), &mut sources);
    let Built { model, problems, .. } = model::build(content, &sources, setting(&config));
    found.extend(problems);
    let file = |file: &theme::Static| StaticFile { path: file.path.clone(), hash: file.hash };
    let statics: Vec<StaticFile> = theme.statics.iter().map(file).collect();
    let files = Files { statics, media: Arc::default() };
    let site = plan::Site { model: &model, config: &config, files: files.clone(), drafts: false };
    let plan = plan::make(site, None, &mut found);
    let words = Arc::new(Words::load(&theme, config.language.tag(), &mut found));
    // A problem is slow to tell, and so would be what is measured.
    assert!(found.as_slice().is_empty(), "the site has problems: {found:?}");
    Ground { config, model, plan, theme, words, files }
});

/// The files of the site, as they are read from the disk.
fn inputs() -> Inputs {
    let input = |path: String, kind, text: String| {
        let (bytes, size) = (text.into_bytes(), 0);
        Input { disk: PathBuf::from(&path), path, kind, bytes, size, hash: 0 }
    };
    let mut files = vec![input("content/items.yaml".to_owned(), Kind::Items, files::items())];
    files.extend(records(REVIEWS).map(|record| {
        let path = format!("content/testimonials/{}.md", record.slug);
        input(path, Kind::Testimonial, files::file(&record, Generator::Laurels))
    }));
    Inputs { files }
}

fn route(wanted: impl Fn(&Show) -> bool) -> &'static Route {
    let mut routes = GROUND.plan.routes();
    routes.find(|route| wanted(&route.show)).expect("the site has such a page")
}

/// What draws, as `laurels::pipeline` makes it: the one place here that follows its changes.
struct Drawing {
    maker: Maker<'static>,
    engine: Engine,
    cards: Vec<Html>,
}

impl Drawing {
    fn new() -> Self {
        let Ground { config, model, plan, theme, words, .. } = &*GROUND;
        let (settings, today, drafts) = (&theme.settings, TODAY, false);
        let from = Sources {
            config,
            model,
            plan,
            words,
            settings,
            today,
            drafts,
            base: config.base_path(),
            excerpt: config.excerpt,
        };
        let common: &'static Common = Box::leak(Box::new(Common::new(&from)));
        let maker = Maker::new(from, common);
        let engine = Engine::new(theme, words, &maker.site(), &mut Diagnostics::default());
        let engine = engine.expect("the built-in templates are valid");
        let mut drawing = Self { maker, engine, cards: Vec::new() };
        let positions = (0u32..).zip(&model.reviews).map(|(at, _)| at);
        let mut buffer = Vec::new();
        drawing.cards = positions.map(|at| drawing.card(at, &mut buffer)).collect();
        drawing
    }

    fn card(&self, at: u32, buffer: &mut Vec<u8>) -> Html {
        self.engine.card(&self.maker.review(at), buffer).expect("the card can be drawn")
    }

    fn page(&self, route: &Route, buffer: &mut Vec<u8>) {
        let card = |at: u32| self.cards[at as usize].clone();
        let ready = self.maker.page(route, &card).expect("the route is a page");
        self.engine.page(&ready, buffer).expect("the page can be drawn");
    }
}
