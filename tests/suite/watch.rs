//! `laurels watch`, as a program.

use super::media::gallery;
use crate::support::running::PATIENCE;
use crate::support::{Running, Site, tree};

/// The program at work.
fn watch(site: &Site, line: &str) -> Running {
    Running::start(site.command(line))
}

/// A line without its time.
fn timeless(line: &str) -> &str {
    line.rsplit_once(", ")
        .filter(|(_, time)| time.ends_with(" ms"))
        .map_or(line, |(start, _)| start)
}

const REVIEW: &str = "content/testimonials/insider.md";

#[test]
fn the_site_is_written_again_with_one_line_for_each_change() {
    let site = Site::fixture("small");
    let watching = watch(&site, "watch");
    let first = watching.err.until("the site:");
    let first: Vec<&str> = first.iter().map(|line| timeless(line)).collect();
    assert_eq!(first, ["the site: 6 reviews on 30 pages in `dist`"]);
    let site = site.edit(REVIEW, |text| text.replace("was right", "was very right"));
    let second = watching.err.until("changed");
    let second: Vec<&str> = second.iter().map(|line| timeless(line)).collect();
    assert_eq!(second, ["content/testimonials/insider.md: 8 files changed, 0 removed"]);
    let site = site.remove(REVIEW);
    let third = watching.err.until("removed");
    let third: Vec<&str> = third.iter().map(|line| timeless(line)).collect();
    assert_eq!(third.len(), 1, "{third:?}");
    assert!(third[0].ends_with("2 removed"), "{third:?}");
    drop(watching);
    tree::assert_same(&site.tree("dist"), &site.run("build --out b").ok().output(), "a build");
    let again = site.run("build").ok();
    assert!(again.stderr.starts_with("nothing has changed"), "{}", again.stderr);
}

#[test]
fn a_fault_is_told_once_and_leaves_the_output() {
    let site = Site::fixture("small");
    let watching = watch(&site, "watch --format short");
    watching.err.until("the site:");
    let good = site.tree("dist");
    let site = site.edit(REVIEW, |text| text.replace("rating: 5", "rating: 9"));
    let told = watching.err.until("stays");
    assert_eq!(
        told,
        [
            "content/testimonials/insider.md:7:9: error[rating-out-of-range]: `rating` is 9, but the \
             scale ends at 5",
            "content/testimonials/insider.md: 1 error in 1 file; the last good output stays"
        ]
    );
    // Another fault, of a template this time: found only when pages are drawn.
    let site = site.edit(REVIEW, |text| text.replace("rating: 9", "rating: 5"));
    watching.err.until("nothing has changed");
    let site = site.file("templates/404.html", "{{ nothing.at.all }}");
    let told = watching.err.until("stays");
    assert!(told[0].contains("error[template]"), "{told:?}");
    tree::assert_same(&good, &site.tree("dist"), "the last good output");
    let _site = site.remove("templates");
    watching.err.until("nothing has changed");
}

#[test]
fn each_build_is_one_object_of_json() {
    let site = Site::fixture("small");
    let watching = watch(&site, "watch --format json --out public --poll=50");
    let first = watching.out.json();
    assert_eq!((&first["command"], &first["ok"]), (&"watch".into(), &true.into()), "{first}");
    assert_eq!((&first["written"], &first["changed"]), (&first["files"], &serde_json::json!([])));
    let _site = site.edit(REVIEW, |text| text.replace("was right", "was very right"));
    let second = watching.out.json();
    assert_eq!(second["changed"], serde_json::json!([REVIEW]));
    assert_eq!((&second["written"], &second["removed"]), (&8.into(), &0.into()), "{second}");
}

#[test]
fn all_that_is_wrong_is_counted() {
    let late = "rating: 4\ndate: 2027-01-01";
    let site = Site::new().review("ana", "rating: 5", "Good.").review("bob", late, "Fine.");
    let watching = watch(&site, "watch --format json");
    let result = || loop {
        let said = watching.out.json();
        if said["type"] == "result" {
            return said;
        }
    };
    let counted = |said: serde_json::Value, up_to_date: bool, problems: u64| {
        assert_eq!(said["up_to_date"], up_to_date, "{said}");
        assert_eq!(said["problems"], problems, "{said}");
    };
    counted(result(), false, 1);
    let site = site.review("ana", "rating: 5", "Better.");
    counted(result(), false, 1);
    let site = site.review("ana", "rating: 7", "Better.");
    counted(result(), false, 2);
    let built = site.run("build --format json").fails(1).stdout.clone();
    assert!(built.ends_with("\"command\":\"build\",\"ok\":false,\"problems\":2}\n"), "{built}");
    let _site = site.review("ana", "rating: 5", "Better.");
    counted(result(), true, 1);
}

/// A site that takes a while to be written, and the folder that is there meanwhile.
fn large() -> (Site, std::path::PathBuf) {
    let site = (0..1_000).fold(Site::fixture("small"), |site, number| {
        site.review(&format!("many-{number}"), "rating: 4\ntags: [One, Two, Three]", "Words.")
    });
    let staging = site.path(".dist.laurels-new");
    (site, staging)
}

/// Waits until a folder is there.
fn await_folder(folder: &std::path::Path) {
    let started = std::time::Instant::now();
    while !folder.exists() {
        assert!(started.elapsed() < PATIENCE, "{} is not there", folder.display());
        std::thread::yield_now();
    }
}

#[test]
fn a_newer_site_takes_the_place_of_one_that_is_being_written() {
    let (site, staging) = large();
    let watching = watch(&site, "watch --format json");
    await_folder(&staging);
    let paths = ["content/testimonials/many-7.md", "content/testimonials/many-8.md", REVIEW];
    let site =
        paths.iter().fold(site, |site, path| site.edit(path, |text| format!("{text}\nAnd more.")));
    // However many changes they were, each file is in one line and in no other.
    let mut told = Vec::new();
    while told.len() < paths.len() {
        let said = watching.out.json();
        let changed = said["changed"].as_array().unwrap();
        assert!(!changed.is_empty(), "the first one was not given up: {said}");
        told.extend(changed.iter().map(|path| path.as_str().unwrap().to_owned()));
    }
    told.sort();
    let mut expected = paths;
    expected.sort_unstable();
    assert_eq!(told, expected);
    drop(watching);
    tree::assert_same(&site.tree("dist"), &site.run("build --out b").ok().output(), "a build");
}

#[test]
fn a_folder_that_cannot_be_the_output_is_refused_at_once() {
    let site = Site::fixture("small");
    let refused = site.run("watch --out content").fails(2);
    assert!(refused.stderr.contains("cannot be the output folder"), "{}", refused.stderr);
    site.run("watch --drafts").fails(2);
    site.run("watch --poll=1").fails(2);
}

#[test]
fn photos_that_were_made_are_made_again_where_they_have_gone() {
    let site = gallery(3);
    let watching = watch(&site, "watch");
    watching.err.until("the site:");
    let site = site.remove(".laurels").remove("dist");
    let site = site.edit("content/testimonials/r1.md", |text| text.replace("Good.", "Better."));
    let told = watching.err.until("content/testimonials/r1.md: ");
    assert!(told.last().unwrap().contains(" files changed, 0 removed"), "{told:?}");
    drop(watching);
    tree::assert_same(&site.tree("dist"), &site.run("build --out b").ok().output(), "a build");
}

#[test]
fn an_output_that_nobody_knows_any_more_is_refused_until_it_is_removed() {
    let site = gallery(1);
    let watching = watch(&site, "watch --format short");
    watching.err.until("the site:");
    let before = site.tree("dist");
    let site = site.remove(".laurels");
    let site = site.edit("content/testimonials/r0.md", |text| text.replace("Good.", "Better."));
    let told = watching.err.until("the last good output stays");
    let expected = "has files that no build of this site is known to have written, the first is ";
    assert!(told[0].contains(expected) && told[0].contains(": remove the folder if "), "{told:?}");
    tree::assert_same(&before, &site.tree("dist"), "an unknown folder");
    let site = site.remove("dist");
    let site = site.edit("content/testimonials/r0.md", |text| text.replace("Better.", "Best."));
    let told = watching.err.until("content/testimonials/r0.md: ");
    assert!(told.last().unwrap().contains(" files changed, 0 removed"), "{told:?}");
    drop(watching);
    tree::assert_same(&site.tree("dist"), &site.run("build --out b").ok().output(), "a build");
}

/// What stands beside the files of the site, without the records in `.laurels/`.
#[cfg(unix)]
fn remains(site: &Site) -> Vec<String> {
    let all = site.tree("").files.into_keys();
    all.filter(|path| path.contains(".laurels-new")).collect()
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_at_once_and_leaves_nothing_behind() {
    let (many, staging) = large();
    let mut watching = watch(&many, "watch --format json");
    // In the middle of writing: its folder is there, and the output is not.
    await_folder(&staging);
    watching.interrupt();
    assert_eq!(watching.ended().code(), Some(130));
    assert!(!many.path("dist").exists(), "the site was whole before it was interrupted");
    assert!(!staging.exists() && remains(&many).is_empty());

    // While nothing happens.
    let site = Site::fixture("small");
    let mut watching = watch(&site, "watch");
    watching.err.until("the site:");
    let before = site.tree("");
    watching.interrupt();
    assert_eq!(watching.ended().code(), Some(130));
    tree::assert_same(&before, &site.tree(""), "after Ctrl-C");
}
