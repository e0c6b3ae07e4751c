//! Into a folder that does not exist.

use rayon::prelude::*;

use super::*;
use crate::diag::Diagnostic;

const FILES: Files = &[
    ("index.html", "home"),
    ("tags/a/index.html", "a"),
    ("tags/b/index.html", "b"),
    (".nojekyll", ""),
];

#[test]
fn a_new_folder_appears_whole() {
    let site = Site::new();
    let sink = site.sink(FILES);
    assert!(!site.out.exists());
    let written = sink.commit(record("1")).unwrap();
    assert_eq!(site.tree(), expected(FILES));
    assert_eq!(site.beside(), [".laurels", "dist"]);
    assert_eq!((written.files, written.bytes, written.created), (4, 6, 4));
    assert_eq!((written.changed, written.unchanged, written.removed), (0, 0, 0));
}

#[test]
fn folders_above_the_output_are_made() {
    let mut site = Site::new();
    site.out = site.folder.join("public/2026/site");
    site.build(FILES).unwrap();
    assert_eq!(site.tree(), expected(FILES));
}

#[test]
fn a_site_without_files_makes_an_empty_folder() {
    let site = Site::new();
    site.build(&[]).unwrap();
    assert_eq!(site.tree(), expected(&[]));
    assert!(site.is_unchanged("fingerprint"));
}

#[test]
fn a_dropped_sink_leaves_nothing() {
    let site = Site::new();
    drop(site.sink(FILES));
    assert_eq!(site.beside(), [".laurels"]);
}

#[test]
fn what_a_killed_build_left_is_removed() {
    let site = Site::new();
    site.put(".dist.laurels-new/tags/old.html", "old");
    site.build(FILES).unwrap();
    assert_eq!(site.tree(), expected(FILES));
    assert_eq!(site.beside(), [".laurels", "dist"]);
}

#[test]
fn a_folder_that_appears_meanwhile_is_not_touched() {
    let site = Site::new();
    let sink = site.sink(FILES);
    site.put("dist/notes.txt", "mine");
    let error = sink.commit(record("1")).unwrap_err();
    assert!(matches!(&error, SinkError::File(error) if error.path == site.out), "{error}");
    assert_eq!(site.tree(), expected(&[("notes.txt", "mine")]));
    assert_eq!(site.beside(), [".laurels", "dist"]);
    let error = site.build(FILES).unwrap_err();
    assert!(matches!(error, SinkError::Unknown { .. }), "no record claims the folder: {error}");
}

#[test]
fn a_file_where_the_parent_folder_should_be_is_named() {
    let mut site = Site::new();
    site.put("public", "a file");
    site.out = site.folder.join("public/site");
    let error =
        OutputFolder::new(&site.folder, &site.out).and_then(OutputFolder::begin).unwrap_err();
    let SinkError::File(error) = error else { panic!("{error}") };
    assert!(error.path.starts_with(site.folder.join("public")), "{error}");
    assert_eq!(fs::read_to_string(site.folder.join("public")).unwrap(), "a file");
}

#[test]
fn many_threads_write_at_once() {
    let site = Site::new();
    for round in ["one", "two"] {
        let sink = site.output().begin().unwrap();
        (0..500_u32).into_par_iter().for_each(|number| {
            let text = format!("{number}{round}");
            let path = format!("reviews/{}/{number}/index.html", number % 7);
            sink.write(&path, Content::Bytes(text.as_bytes())).unwrap();
        });
        assert_eq!(sink.commit(record(round)).unwrap().files, 500);
        let tree = site.tree();
        assert_eq!(tree.keys().filter(|path| !path.ends_with('/')).count(), 500);
        assert_eq!(tree["reviews/3/10/index.html"], format!("10{round}"));
    }
}

#[test]
fn a_file_is_copied() {
    let site = Site::new();
    site.put("content/photo.jpg", "pixels");
    let source = site.folder.join("content/photo.jpg");
    let copy = |size| Content::File { source: &source, hash: content_hash(b"pixels"), size };

    for (created, unchanged) in [(1, 0), (0, 1)] {
        let sink = site.output().begin().unwrap();
        sink.write("assets/photo.jpg", copy(6)).unwrap();
        let written = sink.commit(record("1")).unwrap();
        assert_eq!((written.created, written.unchanged), (created, unchanged));
        assert_eq!(site.tree(), expected(&[("assets/photo.jpg", "pixels")]));
    }

    let sink = site.output().begin().unwrap();
    let error = sink.write("assets/photo-2.jpg", copy(9)).unwrap_err();
    let changed = "the file changed while the site was being built";
    assert_eq!(error.to_string(), format!("cannot copy `{}`: {changed}", source.display()));

    let source = site.folder.join("content/missing.jpg");
    let missing = Content::File { source: &source, hash: 0, size: 0 };
    let error = sink.write("assets/missing.jpg", missing).unwrap_err();
    assert!(matches!(error, SinkError::File(error) if error.path == source));
}

#[test]
fn paths_that_leave_the_folder_are_errors() {
    let site = Site::new();
    let sink = site.output().begin().unwrap();
    for path in [
        "",
        "/",
        "/etc/x",
        "../x",
        "a/../../x",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "a\0b",
        ".laurels-new/1",
        ".laurels-new",
    ] {
        let error = sink.write(path, Content::Bytes(b"x")).unwrap_err();
        assert!(matches!(error, SinkError::File(_)), "{path}");
    }
    sink.commit(record("1")).unwrap();
    assert_eq!(site.tree(), expected(&[]));
}

#[test]
fn a_path_comes_only_once() {
    let site = Site::new();
    let sink = site.sink(&[("a/index.html", "one")]);
    assert!(sink.write("a/index.html", Content::Bytes(b"two")).is_err());
    drop(sink);
    site.build(&[("a/index.html", "one")]).unwrap();
    for second in ["one", "two"] {
        let sink = site.sink(&[("a/index.html", "one")]);
        sink.write("a/index.html", Content::Bytes(second.as_bytes())).unwrap();
        let error = sink.commit(record("2")).unwrap_err();
        assert_eq!(error.to_string(), "cannot write `a/index.html`: written twice in one run");
        assert_eq!(site.tree(), expected(&[("a/index.html", "one")]));
    }
}

#[test]
fn an_unchanged_output_tells_again_what_was_said() {
    let site = Site::new();
    let diagnostics = vec![Diagnostic::warning("stale", "old").hint("ask again")];
    let summary = serde_json::json!({"published": 3});
    let run = RunRecord { fingerprint: "1".to_owned(), diagnostics, summary };
    assert!(!site.is_unchanged("1"));
    site.sink(FILES).commit(run.clone()).unwrap();

    let saved = site.output().unchanged("1").unwrap().unwrap();
    assert_eq!(saved.diagnostics, run.diagnostics);
    assert_eq!(saved.summary, run.summary);
    assert_eq!((saved.files, saved.bytes), (4, 6));
    assert!(!site.is_unchanged("2"), "another fingerprint");
}

#[test]
fn a_touched_output_is_not_unchanged() {
    let site = Site::new();
    let spoils: [fn(&Site); 6] = [
        |site| fs::write(site.out.join("index.html"), "longer").unwrap(),
        |site| site.age("dist/index.html", 5),
        |site| fs::remove_file(site.out.join("tags/a/index.html")).unwrap(),
        |site| fs::remove_dir_all(&site.out).unwrap(),
        |site| fs::create_dir(site.out.join(".laurels-new")).unwrap(),
        |site| fs::create_dir(site.folder.join(".dist.laurels-new")).unwrap(),
    ];
    for spoil in spoils {
        site.build(FILES).unwrap();
        assert!(site.is_unchanged("fingerprint"));
        spoil(&site);
        assert!(!site.is_unchanged("fingerprint"));
    }
    site.build(FILES).unwrap();
    assert_eq!(site.tree(), expected(FILES));
}

#[test]
fn a_site_may_be_moved_with_its_output() {
    let mut site = Site::new();
    site.build(FILES).unwrap();
    let moved = site.folder.with_file_name("moved");
    fs::rename(&site.folder, &moved).unwrap();
    site.out = moved.join("dist");
    site.folder = moved;
    assert!(site.is_unchanged("fingerprint"));
}

#[test]
fn outputs_of_one_site_have_their_own_records() {
    let mut site = Site::new();
    site.build(FILES).unwrap();
    site.out = site.folder.join("../elsewhere/public");
    assert!(!site.is_unchanged("fingerprint"));
    site.build(&[("index.html", "another")]).unwrap();
    assert!(site.is_unchanged("fingerprint"));
    site.out = site.folder.join("dist");
    assert!(site.is_unchanged("fingerprint"));
    assert_eq!(site.tree(), expected(FILES));
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let site = Site::new();
    for _ in 0..2 {
        let first = site.sink(FILES);
        let error = site.output().begin().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "another build is writing to `{}`: wait until it is done, then build again",
                site.out.display()
            )
        );
        first.commit(record("1")).unwrap();
    }
    drop(site.sink(FILES));
    site.build(FILES).unwrap();
}

#[test]
fn wrong_usage_is_told_apart_from_trouble() {
    let site = Site::new();
    let error = OutputFolder::new(&site.folder, &site.folder.join("content")).unwrap_err();
    assert!(matches!(error, SinkError::Refused { .. }));
    assert_eq!(site.beside(), Vec::<String>::new(), "a refusal writes nothing");
}
