//! The loop behind `serve` and `watch`: real files, saved as editors save them.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use laurels::dev::{Body, Edition, Options, Session, State};

use crate::support::Site;

/// Far more than anything takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A session of a site, without anything of the machine in it.
fn session(site: &Site) -> Session {
    Session::start(options(site))
}

fn options(site: &Site) -> Options {
    Options {
        site: site.path(""),
        today: Some(jiff::civil::date(2026, 11, 21)),
        drafts: false,
        base_url: None,
        poll: None,
    }
}

/// The next state behind this one.
fn next(session: &Session, old: &State) -> Arc<State> {
    let new = session.board().wait_after(old.number, PATIENCE);
    assert_ne!(new.number, old.number, "nothing has come");
    new
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

#[test]
fn an_edit_is_seen() {
    let site = Site::fixture("small");
    let session = session(&site);
    let first = session.current();
    assert!(!first.is_broken(), "{:?}", first.faults);
    assert!(page(&first, "reviews/insider/index.html").unwrap().contains("was right"));
    let path = site.path("content/testimonials/insider.md");
    let old = fs::read_to_string(&path).unwrap();
    fs::write(&path, old.replace("was right", "was very right")).unwrap();
    let second = next(&session, &first);
    assert!(page(&second, "reviews/insider/index.html").unwrap().contains("was very right"));
}
