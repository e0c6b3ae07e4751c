//! What a second build does: nothing, or exactly what has changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use snapbox::str;

use crate::support::{Site, tree};

/// The time of the last change of every file, and of every folder.
fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap()))
        .collect()
}

#[test]
fn an_unchanged_site_is_not_written_again_and_warns_again() {
    let site = Site::fixture("small").file("content/testimonials/notes.txt", "Not read.");
    let first = site.run("build").ok();
    let before = times(&site.path("dist"));
    let second = site.run("build").ok();
    assert_eq!(times(&site.path("dist")), before);
    let warning = |text: &str| text.split("built:").next().unwrap().to_owned();
    assert!(warning(&first.stderr).starts_with("warning[unused-file]"), "{}", first.stderr);
    second.says(str![[r#"
warning[unused-file]: nothing is read from this file
  --> content/testimonials/notes.txt
   = hint: what is read here: `.md` files; a name that starts with `_` is skipped

nothing has changed: 6 reviews on 30 pages in `dist` (40 files, [SIZE] kB), [TIME] ms
1 pending review is left out; `laurels list --status pending` lists it
1 warning in 1 file

"#]]);
    assert!(second.stderr.starts_with(&warning(&first.stderr)));
    second.changed(str![""]);
}

#[test]
fn a_file_that_was_lost_is_written_again() {
    let site = Site::fixture("small");
    let first = site.run("build").ok().output();
    let site = site.remove("dist/about/index.html").edit("dist/robots.txt", |_| "gone".to_owned());
    let second = site.run("build").ok();
    second.changed(str![[r#"
+ about/index.html
~ robots.txt

"#]]);
    tree::assert_same(&first, &second.output(), "after the second build");
}

#[test]
fn a_changed_review_changes_exactly_the_files_that_show_it() {
    let site = Site::fixture("small");
    site.run("build").ok();
    let site = site.edit("content/testimonials/insider.md", |text| {
        text.replace("was right", "was very right")
    });
    site.run("build")
        .ok()
        .says(str![[r#"
built: 6 reviews on 30 pages in `dist` (40 files, [SIZE] kB), [TIME] ms
8 files changed, 0 removed
1 pending review is left out; `laurels list --status pending` lists it

"#]])
        .changed(str![[r#"
~ feed.json
~ feed.xml
~ index.html
~ items/espresso-class/index.html
~ ratings/5/index.html
~ reviews.json
~ reviews/insider/index.html
~ sources/letter/index.html

"#]]);
    // A rating changes every page that shows numbers, too.
    let site = site
        .edit("content/testimonials/insider.md", |text| text.replace("rating: 5", "rating: 4.5"));
    site.run("build").ok().changed(str![[r#"
~ feed.json
~ feed.xml
~ how-we-collect-reviews/index.html
~ index.html
~ items/espresso-class/index.html
~ items/index.html
~ page/2/index.html
~ ratings/2/index.html
~ ratings/3/index.html
~ ratings/4/index.html
~ ratings/5/index.html
~ ratings/index.html
~ reviews.json
~ reviews/insider/index.html
~ sources/letter/index.html

"#]]);
}
