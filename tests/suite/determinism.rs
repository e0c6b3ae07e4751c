//! The same input on the same day gives the same bytes, whatever the machine.

use crate::support::{Site, Tree, tree};

/// The output of a site, made from nothing.
fn built(site: &Site, options: &str) -> Tree {
    let output = site.run(&format!("build {options}")).ok().output();
    assert!(output.files.len() > 30, "too little to compare");
    output
}

/// A site with the files of another, written in another order.
fn shuffled(of: &Site) -> Site {
    let files = of.tree("").files;
    let mut paths: Vec<&String> = files.keys().collect();
    // By the end of the name first: no folder stays together.
    paths.sort_by_key(|path| path.chars().rev().collect::<String>());
    paths.into_iter().fold(Site::empty(), |site, path| site.bytes(path, &files[path]))
}

#[test]
fn a_build_is_the_same_wherever_and_however_it_is_made() {
    for site in [Site::sample, || Site::fixture("small")] {
        let first = built(&site(), "");
        tree::assert_same(&first, &built(&site(), ""), "a second time");
        let elsewhere = site().current("content/pages");
        tree::assert_same(&first, &built(&elsewhere, "--out ../../public"), "from another folder");
        tree::assert_same(&first, &built(&site().current(".."), "--site site"), "from outside");
        for zone in ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"] {
            let moved = site().variable("TZ", zone);
            tree::assert_same(&first, &built(&moved, ""), zone);
        }
        for jobs in ["1", "2", "8"] {
            let options = format!("--jobs {jobs}");
            tree::assert_same(&first, &built(&site(), &options), &format!("with {jobs} threads"));
        }
        let other = site().variable("LC_ALL", "tr_TR.UTF-8").variable("HOME", "/nowhere");
        tree::assert_same(
            &first,
            &built(&other, "--verbose --color always"),
            "in another language",
        );
        tree::assert_same(&first, &built(&shuffled(&site()), ""), "with files in another order");
    }
}

#[test]
fn a_rebuild_gives_what_a_first_build_gives() {
    let change = |site: Site| {
        site.edit("content/testimonials/bento.md", |text| text.replace("cold", "lukewarm"))
            .remove("content/testimonials/insider.md")
            .review("new", "rating: 4\ntags: [New]", "A new one.")
            .edit("site.yaml", |text| text.replace("page_size: 3", "page_size: 2"))
    };
    let first = built(&change(Site::fixture("small")), "");
    let site = Site::fixture("small");
    built(&site, "");
    let again = built(&change(site), "");
    tree::assert_same(&first, &again, "after a change");
}

#[test]
fn the_day_is_the_only_thing_that_time_changes() {
    let site = Site::fixture("small");
    let today = built(&site, "--today 2026-11-21");
    let same = built(&site, "--today 2026-11-21 --out other");
    tree::assert_same(&today, &same, "on the same day");
    let later = built(&site, "--today 2026-11-22 --out later");
    let changes = later.changes_since(&today);
    assert_eq!(changes, "~ how-we-collect-reviews/index.html\n");
}

#[test]
fn line_ends_and_a_mark_at_the_start_of_a_file_change_nothing() {
    let site = Site::fixture("small");
    let first = built(&site, "");
    let texts = |path: &str| path.ends_with(".md") || path.ends_with(".yaml");
    let windows = |text: &[u8]| {
        let text = String::from_utf8(text.to_vec()).unwrap();
        format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
    };
    let files = Site::fixture("small").tree("").files;
    let site = files.iter().fold(Site::empty(), |site, (path, bytes)| {
        if texts(path) { site.bytes(path, &windows(bytes)) } else { site.bytes(path, bytes) }
    });
    tree::assert_same(&first, &built(&site, ""), "as Windows writes files");
}

#[test]
fn problems_come_in_the_same_order_with_any_number_of_threads() {
    // Faults of content in many files, and one that each of many cards and pages has.
    let site = || {
        let site = Site::fixture("twelve").file(
            "templates/components/who.html",
            "{% component who(author: map, source: map) %}{{ author.nickname }}{% endcomponent who %}",
        );
        (0..60).fold(site, |site, number| {
            let keys = format!("rating: {}", if number % 7 == 0 { 9 } else { 4 });
            site.review(&format!("many-{number}"), &keys, "Good.")
        })
    };
    let said = |jobs: &str| {
        let site = site();
        let check = site.run(&format!("check --format json --jobs {jobs}")).fails(1);
        let build = site.run(&format!("build --format short --jobs {jobs}")).fails(1);
        (check.stdout.clone(), build.stderr.clone())
    };
    let one = said("1");
    assert!(one.0.lines().count() > 20 && one.0.contains("nickname"), "too little: {}", one.0);
    for jobs in ["2", "8"] {
        assert_eq!(said(jobs), one, "with {jobs} threads");
    }
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_are_told_in_one_order() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let said = |jobs: &str| {
        let site = Site::fixture("small");
        let folder = site.path("content/testimonials");
        for number in 0..40_u8 {
            symlink("nowhere", folder.join(format!("gone-{number}.md"))).unwrap();
            symlink("..", folder.join(format!("loop-{number}"))).unwrap();
            let unreadable = [b"not-\xff-".as_slice(), &[b'0' + number / 10, b'0' + number % 10]];
            symlink("nowhere", folder.join(OsStr::from_bytes(&unreadable.concat()))).unwrap();
        }
        let run = site.run(&format!("check --format short --jobs {jobs}")).fails(1);
        let root = site.root();
        run.stderr.replace(&*root.to_string_lossy(), "ROOT")
    };
    let one = said("1");
    assert_eq!(one.matches("error").count(), 121, "{one}");
    for jobs in ["1", "2", "8", "8"] {
        assert_eq!(said(jobs), one, "with {jobs} threads");
    }
}
