//! Into a folder that an earlier build wrote.

use super::*;

const OLD: Files = &[
    ("about/index.html", "about"),
    ("assets/style-1.css", "one"),
    ("index.html", "old home"),
    ("tags/a/index.html", "a"),
    ("tags/a/page/2/index.html", "a 2"),
];
const NEW: Files = &[
    ("about/index.html", "about"),
    ("assets/style-2.css", "two"),
    ("index.html", "new home"),
    ("tags/b/index.html", "b"),
];

#[test]
fn only_what_differs_is_written_and_stale_files_go_with_their_folders() {
    let site = Site::new();
    site.build(OLD).unwrap();
    site.put("dist/assets/mine.txt", "mine");
    let about = fs::metadata(site.out.join("about/index.html")).unwrap().modified().unwrap();

    let sink = site.sink(NEW);
    let visible: Vec<_> = site.tree().into_keys().filter(|path| !path.starts_with('.')).collect();
    let mut before = expected(OLD);
    before.extend(expected(&[("assets/mine.txt", "mine")]));
    assert_eq!(
        visible,
        before.into_keys().collect::<Vec<_>>(),
        "nothing changes before the commit"
    );
    let written = sink.commit(record("2")).unwrap();

    let mut after = expected(NEW);
    after.extend(expected(&[("assets/mine.txt", "mine")]));
    assert_eq!(site.tree(), after);
    assert_eq!(fs::metadata(site.out.join("about/index.html")).unwrap().modified().unwrap(), about);
    assert_eq!(
        (written.created, written.changed, written.unchanged, written.removed, written.adopted),
        (2, 1, 1, 3, 0)
    );
    assert!(written.diagnostics.is_empty());
    assert!(site.is_unchanged("2"));
}

#[test]
fn a_dropped_sink_changes_nothing() {
    let site = Site::new();
    site.build(OLD).unwrap();
    drop(site.sink(NEW));
    assert_eq!(site.tree(), expected(OLD));
    assert!(site.is_unchanged("fingerprint"));
}

#[test]
fn an_empty_folder_is_used() {
    let site = Site::new();
    fsx::create_folders(&site.out).unwrap();
    let written = site.build(OLD).unwrap();
    assert_eq!(written.created, OLD.len());
    assert_eq!(site.tree(), expected(OLD));
}

#[test]
fn files_of_ours_that_somebody_changed_or_removed_are_made_right() {
    let site = Site::new();
    site.build(OLD).unwrap();
    fs::write(site.out.join("index.html"), "OLD HOME").unwrap();
    site.age("dist/index.html", 0);
    fs::remove_dir_all(site.out.join("tags")).unwrap();
    site.age("dist/about/index.html", 0);
    let written = site.build(OLD).unwrap();
    assert_eq!(site.tree(), expected(OLD));
    assert_eq!((written.created, written.changed, written.unchanged), (2, 1, 2));
    assert!(site.is_unchanged("fingerprint"), "the times that were found are recorded");
}

#[test]
fn an_emptied_folder_is_filled_again() {
    let site = Site::new();
    site.build(OLD).unwrap();
    fs::remove_dir_all(&site.out).unwrap();
    fsx::create_folders(&site.out).unwrap();
    site.build(NEW).unwrap();
    assert_eq!(site.tree(), expected(NEW));
}

#[test]
fn a_stale_file_that_was_changed_by_hand_stays_until_somebody_removes_it() {
    let site = Site::new();
    site.build(OLD).unwrap();
    site.put("dist/tags/a/index.html", "A");
    let warning = "`dist/tags/a/index.html` no longer belongs to the site, but was changed by \
                   hand and stays";
    let left = expected(&[("tags/a/index.html", "A")]);

    for _ in 0..2 {
        let written = site.build(NEW).unwrap();
        let mut tree = expected(NEW);
        tree.extend(left.clone());
        assert_eq!(site.tree(), tree);
        let [told] = written.diagnostics.as_slice() else { panic!("{written:?}") };
        assert_eq!(
            (told.code.as_ref(), told.message.as_str()),
            ("output-changed-by-hand", warning)
        );
        let saved = site.output().unchanged("fingerprint").unwrap().unwrap();
        assert_eq!(saved.diagnostics, written.diagnostics);
        assert_eq!(saved.files, NEW.len());
    }

    fs::remove_file(site.out.join("tags/a/index.html")).unwrap();
    assert!(!site.is_unchanged("fingerprint"));
    assert!(site.build(NEW).unwrap().diagnostics.is_empty());
    assert_eq!(site.tree(), expected(NEW));
}

#[test]
fn a_file_that_was_left_is_ours_again_when_the_site_needs_its_path() {
    let site = Site::new();
    site.build(OLD).unwrap();
    site.put("dist/tags/a/index.html", "A");
    site.build(NEW).unwrap();
    site.build(OLD).unwrap();
    assert_eq!(site.tree(), expected(OLD));
}

#[test]
fn a_file_that_was_left_goes_when_it_is_as_it_was() {
    let site = Site::new();
    site.build(OLD).unwrap();
    site.put("dist/tags/a/index.html", "A");
    site.build(NEW).unwrap();
    site.put("dist/tags/a/index.html", "a");
    assert_eq!(site.build(NEW).unwrap().removed, 1);
    assert_eq!(site.tree(), expected(NEW));
}

#[test]
fn files_and_folders_of_ours_take_each_others_places() {
    const FLAT: Files = &[("a", "file"), ("b/c/d", "d"), ("b/c/e", "e"), ("x/y", "y")];
    const DEEP: Files = &[("a/c/d", "d"), ("b", "file"), ("x/y/z", "z")];
    let site = Site::new();
    for files in [FLAT, DEEP, FLAT, DEEP] {
        site.build(files).unwrap();
        assert_eq!(site.tree(), expected(files));
    }
    assert_eq!(site.build(FLAT).unwrap().removed, 3);
}

#[test]
fn a_name_in_other_letter_case_is_another_file_where_case_counts() {
    let site = Site::new();
    site.build(&[("Tags/index.html", "old"), ("Tags/X.html", "x")]).unwrap();
    let counts = !site.out.join("tags").exists();
    site.build(&[("tags/index.html", "new"), ("tags/x.html", "x")]).unwrap();
    let new = expected(&[("tags/index.html", "new"), ("tags/x.html", "x")]);
    assert_eq!(if counts { site.tree() } else { lower_case(site.tree()) }, new);
    assert!(site.is_unchanged("fingerprint"));
}

/// Two names of one file are the nearest thing to a disk that ignores case.
#[cfg(unix)]
#[test]
fn a_new_file_is_not_deleted_under_its_old_spelling() {
    let site = Site::new();
    site.build(&[("Tags.html", "old"), ("Same.html", "same"), ("index.html", "1")]).unwrap();
    if site.out.join("tags.html").exists() {
        return;
    }
    for (old, new) in [("Tags.html", "tags.html"), ("Same.html", "same.html")] {
        fs::hard_link(site.out.join(old), site.out.join(new)).unwrap();
    }
    let new: Files = &[("tags.html", "new"), ("same.html", "same"), ("index.html", "1")];
    let written = site.build(new).unwrap();
    assert_eq!(site.tree(), expected(new));
    assert!(written.diagnostics.is_empty());
}

#[test]
fn two_spellings_of_one_path_are_never_mixed_up_with_a_foreign_file() {
    let site = Site::new();
    site.build(&[("Tags.html", "ours")]).unwrap();
    if site.out.join("tags.html").exists() {
        return;
    }
    site.put("dist/tags.html", "foreign");
    let error = site.build(&[("tags.html", "new")]).unwrap_err();
    assert!(matches!(error, SinkError::Foreign(path) if path == site.out.join("tags.html")));
}

#[test]
fn the_output_may_be_reached_through_a_link() {
    let mut site = Site::new();
    site.build(OLD).unwrap();
    let link = site.folder.join("link");
    #[cfg(unix)]
    std::os::unix::fs::symlink("dist", &link).unwrap();
    #[cfg(windows)]
    if std::os::windows::fs::symlink_dir("dist", &link).is_err() {
        return;
    }
    site.out = link;
    assert!(site.is_unchanged("fingerprint"), "it is the same folder");
    site.build(NEW).unwrap();
    assert_eq!(tree(&site.folder.join("dist")), expected(NEW));
}
