//! The same input gives the same bytes, wherever and however it is built.

use crate::support::{Site, tree};

/// The sample site, built under one condition.
fn built(site: Site) -> crate::support::tree::Tree {
    let _ = site.run("build").ok();
    site.tree("dist")
}

#[test]
fn two_builds_in_two_folders_give_the_same_bytes() {
    tree::assert_same(&built(Site::sample()), &built(Site::sample()), "the second build");
}

#[test]
fn the_time_zone_and_the_locale_change_nothing() {
    let here = built(Site::sample());
    for zone in ["Pacific/Kiritimati", "America/Los_Angeles", "UTC-14"] {
        let there = built(Site::sample().variable("TZ", zone).variable("LANG", "tr_TR.UTF-8"));
        tree::assert_same(&here, &there, zone);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let one = built(Site::sample().variable("RAYON_NUM_THREADS", "1"));
    for threads in ["2", "8"] {
        let more = built(Site::sample().variable("RAYON_NUM_THREADS", threads));
        tree::assert_same(&one, &more, threads);
    }
}

#[test]
fn the_order_in_which_files_were_made_changes_nothing() {
    let sample = Site::sample();
    let inputs = sample.tree("content");
    let shuffled = |site: Site, reverse: bool| {
        let mut paths: Vec<String> = inputs.list().lines().map(str::to_owned).collect();
        // A fixed shuffle: by the bytes of the names backwards.
        paths.sort_by_key(|path| path.bytes().rev().collect::<Vec<u8>>());
        if reverse {
            paths.reverse();
        }
        paths.into_iter().fold(site.remove("content"), |site, path| {
            let bytes = std::fs::read(sample.path(&format!("content/{path}"))).unwrap();
            site.bytes(&format!("content/{path}"), &bytes)
        })
    };
    let one = built(shuffled(Site::sample(), false));
    let other = built(shuffled(Site::sample(), true));
    tree::assert_same(&one, &other, "files made in another order");
}

#[test]
fn the_current_folder_changes_nothing() {
    let here = built(Site::sample());
    let inside = built(Site::sample().current("content/reviews"));
    tree::assert_same(&here, &inside, "a build from a folder inside");
}

#[test]
fn the_day_is_the_same_by_option_and_by_variable() {
    // The harness sets SOURCE_DATE_EPOCH.
    let by_variable = built(Site::sample());
    let site = Site::sample().today("2020-01-01");
    let _ = site.run("build --today 2026-11-21").ok();
    tree::assert_same(&by_variable, &site.tree("dist"), "--today");
}
