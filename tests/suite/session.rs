//! The loop behind `serve` and `watch`: real files, saved as editors save them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use laurels::dev::{Body, Edition, Options, Session, Shows, State, Watching};

use crate::support::Site;

/// Far more than anything takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

fn options(site: &Site) -> Options {
    Options {
        site: site.path(""),
        today: Some(jiff::civil::date(2026, 11, 21)),
        drafts: false,
        base_url: None,
        poll: None,
        local: true,
        check: true,
    }
}

/// A session of a site, without anything of the machine in it.
fn session(site: &Site) -> Session {
    Session::start(options(site))
}

fn text(edition: &Edition, path: &str) -> Option<String> {
    match edition.get(path).unwrap()? {
        Body::Bytes(bytes) => Some(String::from_utf8(bytes.to_vec()).unwrap()),
        Body::File(path) => panic!("{} lies on the disk", path.display()),
    }
}

fn page(state: &State, path: &str) -> Option<String> {
    text(state.edition.as_ref().expect("there is an edition"), path)
}

/// Waits for a state of which something is true.
#[track_caller]
fn until(session: &Session, what: &str, is_so: impl Fn(&State) -> bool) -> Arc<State> {
    let started = Instant::now();
    let mut state = session.current();
    while !is_so(&state) {
        let left = PATIENCE.checked_sub(started.elapsed());
        let left = left.unwrap_or_else(|| panic!("{what}: not seen; {:?}", state.faults));
        state = session.board().wait_after(state.number, left);
    }
    state
}

/// What the review shows that all of these tests edit.
fn shows(state: &State, words: &str) -> bool {
    !state.is_broken()
        && page(state, "reviews/insider/index.html").is_some_and(|page| page.contains(words))
}

const REVIEW: &str = "content/testimonials/insider.md";

/// Replaces words in a file, by a way of saving.
fn save(site: &Site, path: &str, words: (&str, &str), by: impl Fn(&Path, &str)) {
    let place = site.path(path);
    let old = fs::read_to_string(&place).unwrap();
    let new = old.replace(words.0, words.1);
    assert_ne!(old, new);
    by(&place, &new);
}

/// A way of saving.
type Way = fn(&Path, &str);

/// So that nobody ever sees a half of it: renamed from where nobody looks.
fn whole(site: &Site, path: &str, words: (&str, &str)) {
    save(site, path, words, |_, text| site.write(path, text.as_bytes()));
}

fn in_place(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// As most editors do: a new file is renamed over the old one.
fn by_rename(path: &Path, text: &str) {
    let beside = path.with_file_name(".insider.md.swp");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

/// As Vim does: the old file becomes a backup, which then goes.
fn with_backup(path: &Path, text: &str) {
    let backup = path.with_file_name("insider.md~");
    fs::rename(path, &backup).unwrap();
    fs::write(path, text).unwrap();
    fs::remove_file(backup).unwrap();
}

/// Emptied first, and written in two pieces.
fn in_pieces(path: &Path, text: &str) {
    use std::io::Write;
    let mut file = fs::File::create(path).unwrap();
    let (start, end) = text.as_bytes().split_at(text.len() / 2);
    file.write_all(start).unwrap();
    file.sync_all().unwrap();
    file.write_all(end).unwrap();
}

#[test]
fn an_edit_is_seen_however_it_is_saved() {
    let site = Site::fixture("small");
    let session = session(&site);
    let first = session.current();
    assert!(shows(&first, "Everything was right"), "{:?}", first.faults);
    let mut old = "Everything was right".to_owned();
    let ways: [Way; 4] = [in_place, by_rename, with_backup, in_pieces];
    let names = ["in place", "by rename", "with a backup", "in pieces"];
    for (name, way) in names.into_iter().zip(ways) {
        let new = format!("Saved {name}");
        save(&site, REVIEW, (&old, &new), way);
        until(&session, name, |state| shows(state, &new));
        old = new;
    }
    assert!(shows(&first, "Everything was right"), "an edition never changes");
}

#[test]
fn settings_and_templates_are_seen_however_they_are_saved() {
    let site = Site::fixture("small");
    let session = session(&site);
    let has = |state: &State, words: &str| {
        !state.is_broken() && page(state, "index.html").unwrap().contains(words)
    };
    save(&site, "site.yaml", ("title: Café Sol", "title: Café Lua"), by_rename);
    until(&session, "the title", |state| has(state, "Café Lua"));
    save(&site, "site.yaml", ("title: Café Lua", "title: Café Mar"), in_place);
    until(&session, "the title again", |state| has(state, "Café Mar"));
    // A folder that was not there at the start.
    fs::create_dir_all(site.path("templates/i18n")).unwrap();
    fs::write(site.path("templates/i18n/en.yaml"), "menu-reviews: Opinions\n").unwrap();
    until(&session, "words", |state| has(state, "Opinions"));
    fs::remove_dir_all(site.path("templates")).unwrap();
    until(&session, "no words", |state| !has(state, "Opinions"));
    fs::create_dir_all(site.path("templates/i18n")).unwrap();
    fs::write(site.path("templates/i18n/en.yaml"), "menu-reviews: Voices\n").unwrap();
    until(&session, "the folder once more", |state| has(state, "Voices"));
}

#[test]
fn what_is_removed_goes_from_the_site() {
    let site = Site::fixture("small");
    let session = session(&site);
    let is_there =
        |state: &State, id: &str| page(state, &format!("reviews/{id}/index.html")).is_some();
    fs::remove_file(site.path("content/testimonials/ana-lopez.md")).unwrap();
    until(&session, "a file that went", |state| !is_there(state, "ana-lopez"));
    fs::rename(site.path(REVIEW), site.path("content/testimonials/outsider.md")).unwrap();
    let renamed = until(&session, "a new name", |state| is_there(state, "outsider"));
    assert!(!is_there(&renamed, "insider"));
    // A folder with all that is in it, and back.
    fs::create_dir(site.path("content/testimonials/old")).unwrap();
    let (from, to) = ("content/testimonials/outsider.md", "content/testimonials/old/outsider.md");
    fs::rename(site.path(from), site.path(to)).unwrap();
    until(&session, "another folder", |state| state.change.paths.iter().any(|path| path == to));
    fs::rename(site.path("content/testimonials/old"), site.path("away")).unwrap();
    until(&session, "a folder that went", |state| !is_there(state, "outsider"));
    fs::rename(site.path("away"), site.path("content/testimonials/back")).unwrap();
    until(&session, "a folder that came", |state| is_there(state, "outsider"));
    // All of the content, and back.
    fs::rename(site.path("content"), site.path("content-away")).unwrap();
    let broken = until(&session, "no content", State::is_broken);
    assert!(is_there(&broken, "outsider"), "the last good edition stays");
    fs::rename(site.path("content-away"), site.path("content")).unwrap();
    until(&session, "the content", |state| !state.is_broken());
    fs::remove_file(site.path("content/testimonials/back/outsider.md")).unwrap();
    until(&session, "a file in what came back", |state| !is_there(state, "outsider"));
}

#[test]
fn a_fault_leaves_the_last_good_edition() {
    let site = Site::fixture("small");
    let session = session(&site);
    whole(&site, REVIEW, ("rating: 5", "rating: 9"));
    let broken = until(&session, "a rating that is wrong", State::is_broken);
    assert!(page(&broken, "reviews/insider/index.html").is_some());
    assert_eq!(broken.faults[0].code, "rating-out-of-range");
    whole(&site, REVIEW, ("rating: 9", "rating: 4"));
    let mended = until(&session, "a rating that is right", |state| !state.is_broken());
    assert!(mended.edition.as_ref().unwrap().id() > broken.edition.as_ref().unwrap().id());
    // Settings that are gone, and come back as they were.
    fs::rename(site.path("site.yaml"), site.path("other.yaml")).unwrap();
    let gone = until(&session, "no settings", State::is_broken);
    assert!(page(&gone, "index.html").is_some());
    fs::rename(site.path("other.yaml"), site.path("site.yaml")).unwrap();
    until(&session, "settings", |state| !state.is_broken());
    // A template that does not load.
    site.write("templates/404.html", b"{% if %}");
    let broken = until(&session, "a template that is wrong", State::is_broken);
    assert!(page(&broken, "404.html").is_some());
    fs::remove_file(site.path("templates/404.html")).unwrap();
    until(&session, "no such template", |state| !state.is_broken());
    // One that loads and cannot be drawn.
    site.write("templates/review.html", b"{{ nothing.at.all }}");
    let broken = until(&session, "a template that draws nothing", State::is_broken);
    assert!(page(&broken, "reviews/insider/index.html").unwrap().contains("Everything was right"));
    // Nor is it shown with other content.
    save(&site, REVIEW, ("Everything was right", "Nothing was wrong"), in_place);
    let broken = until(&session, "content of a broken template", |state| {
        state.change.paths.iter().any(|path| path == REVIEW)
    });
    assert!(broken.is_broken());
    assert!(page(&broken, "reviews/insider/index.html").unwrap().contains("Everything was right"));
    fs::remove_file(site.path("templates/review.html")).unwrap();
    until(&session, "no template", |state| shows(state, "Nothing was wrong"));
}

#[test]
fn a_fault_of_a_page_that_nobody_opened_is_told() {
    let site = Site::fixture("small");
    let session = session(&site);
    // Only one of the reviews has this, so that no look at one page of each kind finds it.
    let text = "{% extends \"builtin/review.html\" %}{% block head %}{{ super() }}\
                {% if review.rating.value == \"2\" %}{{ review.nothing }}{% endif %}{% endblock head %}";
    site.write("templates/review.html", text.as_bytes());
    let told = until(&session, "a fault of one page", State::is_broken);
    assert_eq!(told.faults[0].place.as_ref().unwrap().path, "templates/review.html");
    let label = told.faults[0].label.as_deref().unwrap_or_default();
    assert!(label.contains("reviews/"), "{:?}", told.faults);
    let edition = told.edition.as_ref().unwrap();
    let paths: Vec<&str> = edition.paths().filter(|path| edition.get(path).is_err()).collect();
    assert_eq!(paths.len(), 1, "{paths:?}");
    fs::remove_file(site.path("templates/review.html")).unwrap();
    until(&session, "no fault", |state| !state.is_broken());
}

#[test]
fn a_fault_of_a_page_that_nobody_opened_stays_while_content_is_edited() {
    let site = Site::fixture("small");
    let session = session(&site);
    fs::create_dir(site.path("templates")).unwrap();
    let text = "{% extends \"builtin/review.html\" %}{% block head %}{{ super() }}\
                {% if review.rating.value == \"2\" %}{{ review.nothing }}{% endif %}{% endblock head %}";
    fs::write(site.path("templates/review.html"), text).unwrap();
    let mut state = until(&session, "a fault of one page", State::is_broken);
    assert_eq!(state.shows(), Shows::Others);
    save(&site, REVIEW, ("Everything was right", "Another word"), in_place);
    let is_shown = |state: &State| {
        page(state, "reviews/insider/index.html").is_some_and(|page| page.contains("Another word"))
    };
    while !is_shown(&state) {
        state = session.board().wait_after(state.number, PATIENCE);
        assert!(state.is_broken(), "the fault is still there: {:?}", state.change);
    }
    // The review that shows it is another one: only drawing all pages tells.
    save(&site, "content/testimonials/bento.md", ("rating: 2", "rating: 3"), in_place);
    until(&session, "no such page", |state| !state.is_broken());
}

#[test]
fn a_start_with_a_broken_template_freezes_nothing() {
    let site = Site::fixture("small").file("templates/review.html", "{{ nothing.at.all }}");
    let site = site.file("templates/policy.html", "{{ nothing.at.all }}");
    let session = session(&site);
    let first = session.current();
    assert_eq!((first.is_broken(), first.shows()), (true, Shows::Others));
    save(&site, REVIEW, ("Everything was right", "Seen all the same"), in_place);
    until(&session, "an edit", |state| {
        page(state, "index.html").is_some_and(|page| page.contains("Seen all the same"))
    });
    fs::remove_file(site.path("templates/review.html")).unwrap();
    let half = until(&session, "one template", |state| {
        state
            .edition
            .as_ref()
            .is_some_and(|edition| edition.get("reviews/insider/index.html").is_ok())
    });
    assert!(half.faults.iter().all(|fault| {
        fault.place.as_ref().is_some_and(|place| place.path == "templates/policy.html")
    }));
    fs::remove_file(site.path("templates/policy.html")).unwrap();
    until(&session, "both", |state| !state.is_broken());
}

#[test]
fn one_edit_is_one_state_and_nothing_else_is() {
    let site = Site::fixture("small");
    fs::create_dir(site.path("dist")).unwrap();
    let session = session(&site);
    let first = session.current().number;
    let mut words = "Everything was right".to_owned();
    for number in 1..=5 {
        // What we read and write ourselves, and what is nobody's business.
        let edition = session.current().edition.clone().unwrap();
        edition.paths().for_each(|path| drop(edition.get(path).unwrap()));
        fs::write(site.path("dist/index.html"), format!("{number}")).unwrap();
        fs::write(site.path("notes.txt"), format!("{number}")).unwrap();
        fs::write(site.path("content/_note"), format!("{number}")).unwrap();
        let new = format!("Edit {number}.");
        whole(&site, REVIEW, (&words, &new));
        let state = until(&session, &new, |state| shows(state, &new));
        assert_eq!(state.number, first + number, "{:?}", state.change);
        assert_eq!(state.change.paths, [REVIEW]);
        assert_eq!(state.change.touched.reviews, 1, "{:?}", state.change);
        words = new;
    }
}

#[test]
fn looking_again_and_again_sees_the_same() {
    let site = Site::fixture("small");
    let every = Duration::from_millis(50);
    let session = Session::start(Options { poll: Some(every), ..options(&site) });
    assert_eq!(session.current().watching, Watching::Looking { every, because: None });
    save(&site, REVIEW, ("Everything was right", "Seen by looking"), by_rename);
    until(&session, "an edit", |state| shows(state, "Seen by looking"));
    fs::remove_file(site.path(REVIEW)).unwrap();
    until(&session, "a file that went", |state| {
        page(state, "reviews/insider/index.html").is_none()
    });
}

#[test]
#[cfg(unix)]
fn a_file_that_a_link_leads_to_is_watched() {
    let site = Site::fixture("small").folder("../elsewhere");
    let real = site.path("../elsewhere/insider.md");
    fs::rename(site.path(REVIEW), &real).unwrap();
    std::os::unix::fs::symlink(&real, site.path(REVIEW)).unwrap();
    let session = session(&site);
    assert!(shows(&session.current(), "Everything was right"));
    save(&site, "../elsewhere/insider.md", ("Everything was right", "Far away"), by_rename);
    until(&session, "an edit behind a link", |state| shows(state, "Far away"));
}

#[test]
#[cfg(unix)]
fn links_within_the_site_are_watched_too() {
    use std::os::unix::fs::symlink;

    let site = Site::fixture("small").folder("quotes");
    fs::rename(site.path(REVIEW), site.path("quotes/insider.md")).unwrap();
    symlink("../../quotes/insider.md", site.path(REVIEW)).unwrap();
    fs::rename(site.path("content"), site.path("data")).unwrap();
    symlink("data", site.path("content")).unwrap();
    let session = session(&site);
    assert!(shows(&session.current(), "Everything was right"), "{:?}", session.current().faults);
    save(&site, "quotes/insider.md", ("Everything was right", "By a file"), by_rename);
    until(&session, "an edit behind a link of a file", |state| shows(state, "By a file"));
    fs::remove_file(site.path("data/testimonials/ana-lopez.md")).unwrap();
    until(&session, "a file behind a link of a folder", |state| {
        page(state, "reviews/ana-lopez/index.html").is_none()
    });
}

#[test]
#[cfg(unix)]
fn links_that_come_are_watched_like_those_that_were_there() {
    use std::os::unix::fs::symlink;

    let site = Site::fixture("small").folder("../elsewhere").folder("../designs/mine/static");
    let session = session(&site);
    // The same words in another place: nothing to show, and something to watch.
    let real = site.path("../elsewhere/insider.md");
    fs::rename(site.path(REVIEW), &real).unwrap();
    symlink(&real, site.path(REVIEW)).unwrap();
    fs::write(site.path("content/testimonials/new.md"), fs::read_to_string(&real).unwrap())
        .unwrap();
    let is_there = |state: &State| page(state, "reviews/new/index.html").is_some();
    until(&session, "a file beside the link", |state| !state.is_broken() && is_there(state));
    save(&site, "../elsewhere/insider.md", ("Everything was right", "Far away"), by_rename);
    until(&session, "an edit behind the link", |state| shows(state, "Far away"));
    // A theme that lies elsewhere, and settings.
    fs::write(site.path("../designs/mine/theme.yaml"), "name: mine\n").unwrap();
    fs::create_dir(site.path("themes")).unwrap();
    symlink(site.path("../designs/mine"), site.path("themes/mine")).unwrap();
    fs::rename(site.path("site.yaml"), site.path("../elsewhere/site.yaml")).unwrap();
    symlink(site.path("../elsewhere/site.yaml"), site.path("site.yaml")).unwrap();
    save(
        &site,
        "../elsewhere/site.yaml",
        ("title: Café Sol", "theme: mine\ntitle: Café Sol"),
        in_place,
    );
    until(&session, "another theme", |state| !state.is_broken() && state.change.touched.settings);
    fs::create_dir_all(site.path("../designs/mine/templates/i18n")).unwrap();
    let words = site.path("../designs/mine/i18n/en.yaml");
    fs::create_dir_all(words.parent().unwrap()).unwrap();
    fs::write(words, "menu-reviews: Opinions\n").unwrap();
    until(&session, "words of a theme elsewhere", |state| {
        page(state, "index.html").unwrap().contains("Opinions")
    });
}

#[test]
fn another_branch_is_seen_whole() {
    let site = Site::fixture("small");
    for line in ["init -q -b one", "add .", "commit -q -m one", "checkout -q -b two"] {
        site.git(line);
    }
    for number in 0..30 {
        let keys = format!("rating: {}", number % 5 + 1);
        let text = format!(
            "---\nauthor: N {number}\nstatus: approved\ndate: 2026-02-03\n{keys}\n---\nB.\n"
        );
        fs::write(site.path(&format!("content/testimonials/b{number}.md")), text).unwrap();
    }
    fs::remove_file(site.path(REVIEW)).unwrap();
    save(&site, "site.yaml", ("title: Café Sol", "title: Café Lua"), in_place);
    for line in ["add -A", "commit -q -m two", "checkout -q one"] {
        site.git(line);
    }
    let session = session(&site);
    let is_of = |state: &State, two: bool| {
        let has = |id: &str| page(state, &format!("reviews/{id}/index.html")).is_some();
        !state.is_broken()
            && page(state, "index.html").unwrap().contains("Café Lua") == two
            && (0..30).all(|number| has(&format!("b{number}")) == two)
            && has("insider") != two
    };
    assert!(is_of(&session.current(), false));
    for turn in 0..3 {
        site.git("checkout -q two");
        until(&session, &format!("branch two, turn {turn}"), |state| is_of(state, true));
        site.git("checkout -q one");
        until(&session, &format!("branch one, turn {turn}"), |state| is_of(state, false));
    }
}
