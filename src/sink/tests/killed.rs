//! Builds that end too early: each state in which a commit can leave the disk, and what the next
//! build makes of it.

use super::super::plan::Plan;
use super::*;

const OLD: Files = &[
    ("about/index.html", "about"),
    ("assets/style-1.css", "one"),
    ("deep/er/page", "page"),
    ("feed", "a file"),
    ("index.html", "old home"),
    ("tags/a/index.html", "a"),
    ("tags/c/index.html", "old c"),
];
const NEW: Files = &[
    ("about/index.html", "about"),
    ("assets/style-2.css", "two"),
    ("deep", "a file"),
    ("feed/index.xml", "in a folder"),
    ("index.html", "new home"),
    ("tags/b/index.html", "b"),
    ("tags/c/index.html", "new c"),
];
/// Neither has what the others have.
const THIRD: Files = &[
    ("about/index.html", "more about"),
    ("deep/er/page", "other page"),
    ("index.html", "third home"),
    ("tags/b/index.html", "b"),
];
const MINE: Files = &[("tags/a/notes.txt", "mine"), (".git/HEAD", "ref")];

fn with_mine(files: Files) -> BTreeMap<String, String> {
    let mut all = expected(files);
    all.extend(expected(MINE));
    all
}

fn prepared() -> Site {
    let site = Site::new();
    site.build(OLD).unwrap();
    for (path, text) in MINE {
        site.put(&format!("dist/{path}"), text);
    }
    site
}

/// Ends a run as the system ends a process: the lock goes, nothing else happens.
fn kill(mut sink: DiskSink) {
    sink.lock = None;
    std::mem::forget(sink);
}

/// Runs a build whose process is killed after so many steps of its commit. Returns whether there
/// were that many.
fn killed_after(site: &Site, files: Files, steps: usize) -> bool {
    let sink = site.sink(files);
    let entries = sink.take_entries().unwrap();
    let mut left = steps;
    let mut goes_on = || {
        let goes_on = left > 0;
        left = left.saturating_sub(1);
        goes_on
    };
    let plan = Plan::new(&sink, &entries).unwrap();
    if goes_on() {
        sink.folder.record.write(&sink.journal(&entries)).unwrap();
        for step in plan.gentle.iter().chain(&plan.firm) {
            if goes_on() {
                step.run(&sink).unwrap();
            }
        }
    }
    let cleared = goes_on();
    if cleared {
        fsx::remove_folder(&sink.staging).unwrap();
    }
    drop(plan);
    kill(sink);
    cleared
}

#[test]
fn a_build_killed_while_it_renders_leaves_the_last_output() {
    let site = prepared();
    kill(site.sink(NEW));
    let mut visible = site.tree();
    visible.retain(|path, _| !path.starts_with(STAGING));
    assert_eq!(visible, with_mine(OLD));
    site.build(OLD).unwrap();
    assert_eq!(site.tree(), with_mine(OLD));
}

#[test]
fn a_first_build_killed_while_it_renders_leaves_no_output() {
    let site = Site::new();
    kill(site.sink(OLD));
    assert!(!site.out.exists());
    site.build(NEW).unwrap();
    assert_eq!(site.tree(), expected(NEW));
    assert_eq!(site.beside(), [".laurels", "dist"]);
}

#[test]
fn a_commit_killed_at_any_step_is_put_right_by_the_next_build() {
    for next in [NEW, OLD, THIRD] {
        let mut steps = 0;
        loop {
            let site = prepared();
            let done = killed_after(&site, NEW, steps);
            assert!(!site.is_unchanged("fingerprint"), "after {steps} steps");
            let written = site.build(next).unwrap();
            assert_eq!(site.tree(), with_mine(next), "after {steps} steps");
            assert!(written.diagnostics.is_empty(), "after {steps} steps: {written:?}");
            assert!(site.is_unchanged("fingerprint"));
            if done {
                break;
            }
            steps += 1;
        }
        assert!(steps > 15, "{steps}");
    }
}

#[test]
fn builds_killed_one_after_the_other_are_put_right() {
    for first in (1..25).step_by(3) {
        for second in (1..20).step_by(3) {
            let site = prepared();
            killed_after(&site, NEW, first);
            killed_after(&site, THIRD, second);
            site.build(OLD).unwrap();
            assert_eq!(site.tree(), with_mine(OLD), "after {first} and {second} steps");
        }
    }
}

#[test]
fn files_of_a_killed_build_that_no_later_one_needs_are_removed() {
    for steps in 0..25 {
        let site = prepared();
        killed_after(&site, NEW, steps);
        site.build(&[]).unwrap();
        assert_eq!(site.tree(), expected(MINE), "after {steps} steps");
    }
}

#[test]
fn a_first_commit_killed_around_its_rename_is_put_right() {
    for renamed in [false, true] {
        let site = Site::new();
        let sink = site.sink(OLD);
        let entries = sink.take_entries().unwrap();
        let files = entries.iter().map(|(path, entry)| (path.as_str(), entry.record.clone()));
        let manifest = sink.folder.record.manifest(true, files.collect());
        sink.folder.record.write(&manifest).unwrap();
        if renamed {
            fsx::rename(&sink.staging, &sink.folder.path).unwrap();
        }
        drop(manifest);
        kill(sink);
        assert_eq!(site.is_unchanged(""), renamed);
        site.build(NEW).unwrap();
        assert_eq!(site.tree(), expected(NEW));
        assert_eq!(site.beside(), [".laurels", "dist"]);
    }
}

#[test]
fn a_size_and_a_time_prove_nothing_while_two_outputs_are_mixed() {
    let site = prepared();
    killed_after(&site, NEW, 1);
    let journal = fs::read_to_string(site.manifest()).unwrap();
    let journal: serde_json::Value = serde_json::from_str(&journal).unwrap();
    let time = journal["files"]["index.html"]["modified"].as_u64().unwrap();
    let old = fs::File::options().append(true).open(site.out.join("index.html")).unwrap();
    old.set_modified(SystemTime::UNIX_EPOCH + Duration::from_nanos(time)).unwrap();
    site.build(NEW).unwrap();
    assert_eq!(site.tree(), with_mine(NEW));
}

/// Whether the old names are those of the new files depends on the disk; the result does not.
#[test]
fn a_commit_that_changes_letter_case_is_put_right_as_well() {
    const UPPER: Files = &[("Same.html", "same"), ("Tags/A.html", "old"), ("Tags/B.html", "b")];
    const LOWER: Files = &[("same.html", "same"), ("tags/a.html", "new"), ("tags/b.html", "b")];
    for next in [LOWER, UPPER] {
        for steps in 0..15 {
            let site = Site::new();
            site.build(UPPER).unwrap();
            killed_after(&site, LOWER, steps);
            let written = site.build(next).unwrap();
            assert!(written.diagnostics.is_empty(), "after {steps} steps: {written:?}");
            assert_eq!(lower_case(site.tree()), lower_case(expected(next)), "after {steps} steps");
            assert!(site.is_unchanged("fingerprint"));
        }
    }
}

#[test]
fn an_adopting_commit_killed_at_any_step_does_not_meet_its_own_files_as_foreign() {
    for steps in 0..25 {
        let site = Site::new();
        site.put("dist/about/index.html", "about");
        killed_after(&site, NEW, steps);
        if steps == 0 {
            site.build(NEW).unwrap();
        }
        site.build(THIRD).unwrap();
        assert_eq!(site.tree(), expected(THIRD), "after {steps} steps");
    }
}

#[test]
fn a_folder_that_cannot_be_made_takes_the_whole_commit_back() {
    let site = prepared();
    let sink = site.sink(&[("assets/style-2.css", "two"), ("new/a/index.html", "a")]);
    let entries = sink.take_entries().unwrap();
    let plan = Plan::new(&sink, &entries).unwrap();
    sink.folder.record.write(&sink.journal(&entries)).unwrap();
    site.put("dist/new", "a file that comes in between");
    let error = sink.carry_out(&plan).unwrap_err();
    assert!(
        matches!(error, SinkError::File(error) if error.path.starts_with(site.out.join("new")))
    );
    drop(plan);
    drop(sink);

    let mut tree = with_mine(OLD);
    tree.extend(expected(&[("new", "a file that comes in between")]));
    assert_eq!(site.tree(), tree);
    assert!(site.is_unchanged("fingerprint"), "the record is back, too");
}

#[test]
fn a_first_commit_taken_back_leaves_no_record() {
    let site = Site::new();
    fsx::create_folders(&site.out).unwrap();
    let sink = site.sink(&[("a.html", "a"), ("new/index.html", "a")]);
    let entries = sink.take_entries().unwrap();
    let plan = Plan::new(&sink, &entries).unwrap();
    sink.folder.record.write(&sink.journal(&entries)).unwrap();
    site.put("dist/new", "mine");
    sink.carry_out(&plan).unwrap_err();
    drop(plan);
    drop(sink);
    assert_eq!(site.tree(), expected(&[("new", "mine")]));
    let error = site.build(&[("new", "ours")]).unwrap_err();
    assert!(matches!(error, SinkError::Unknown { .. }), "{error}");
}

#[test]
fn an_output_that_cannot_be_staged_into_fails_before_anything_is_rendered() {
    let site = prepared();
    fs::write(site.out.join(STAGING), "a file where the staging folder goes").unwrap();
    let error = site.output().begin().unwrap_err();
    assert!(matches!(error, SinkError::File(error) if error.path == site.out.join(STAGING)));
}

#[test]
fn a_record_that_cannot_be_written_leaves_the_last_output() {
    let site = prepared();
    let sink = site.sink(NEW);
    let manifest = site.manifest();
    fs::remove_file(&manifest).unwrap();
    fs::create_dir_all(manifest.join("in the way")).unwrap();
    let error = sink.commit(record("2")).unwrap_err();
    assert!(matches!(error, SinkError::File(error) if error.path == manifest));
    assert_eq!(site.tree(), with_mine(OLD));
}
