//! Texts on their way to the disk: nothing of others is lost, and nothing is left behind.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::edit::disk::{self, Error, Planned};

fn planned(path: &str, old: &str, new: &str) -> Planned {
    Planned { path: path.to_owned(), to: None, old: Some(old.to_owned()), new: new.to_owned() }
}

#[test]
fn a_file_that_somebody_changes_meanwhile_stays_theirs() {
    let site = tempfile::tempdir().unwrap();
    for name in ["a.md", "b.md"] {
        fs::write(site.path().join(name), "old").unwrap();
    }
    let files = [planned("a.md", "old", "new"), planned("b.md", "old", "new")];
    let staged = disk::stage(site.path(), &files).unwrap();
    fs::write(site.path().join("b.md"), "theirs").unwrap();
    let result = staged.put(|_| panic!("one of them was written"));
    assert!(matches!(result, Err(Error::Changed(path)) if path == "b.md"));
    let read = |name: &str| fs::read_to_string(site.path().join(name)).unwrap();
    assert_eq!((read("a.md").as_str(), read("b.md").as_str()), ("old", "theirs"));
    let names = fs::read_dir(site.path()).unwrap().count();
    assert_eq!(names, 2, "what was staged is gone");
    // The same where it was changed before anything was written.
    assert!(matches!(disk::stage(site.path(), &files), Err(Error::Changed(_))));
}

#[test]
fn a_name_that_is_taken_is_not_taken_away() {
    let site = tempfile::tempdir().unwrap();
    for name in ["a.md", "b.md"] {
        fs::write(site.path().join(name), "old").unwrap();
    }
    let file = Planned { to: Some("b.md".to_owned()), ..planned("a.md", "old", "new") };
    let result = disk::stage(site.path(), std::slice::from_ref(&file));
    assert!(matches!(result, Err(Error::Taken(path)) if path == "b.md"));
}

fn new(path: &str, text: &str) -> Planned {
    Planned { path: path.to_owned(), to: None, old: None, new: text.to_owned() }
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_file_comes_with_its_folder() {
    let site = tempfile::tempdir().unwrap();
    let files = [new("content/reviews/a.yaml", "- {}\n")];
    drop(disk::stage(site.path(), &files).unwrap());
    assert_eq!(names(site.path()), [""; 0], "what was staged is gone, and its folders");
    let mut done = Vec::new();
    let staged = disk::stage(site.path(), &files).unwrap();
    staged.put(|path| done.push(path.to_owned())).unwrap();
    assert_eq!(done, ["content/reviews/a.yaml"]);
    assert_eq!(fs::read_to_string(site.path().join(&done[0])).unwrap(), "- {}\n");
    assert_eq!(names(&site.path().join("content/reviews")), ["a.yaml"]);
    assert!(matches!(disk::stage(site.path(), &files), Err(Error::Taken(_))));
}

#[test]
fn what_appears_meanwhile_is_not_overwritten() {
    let site = tempfile::tempdir().unwrap();
    let files = [new("a.yaml", "ours")];
    let staged = disk::stage(site.path(), &files).unwrap();
    let mut piecewise = disk::create(site.path(), "b.yaml").unwrap();
    piecewise.write_all(b"ours").unwrap();
    let written = piecewise.finish().unwrap();
    for name in ["a.yaml", "b.yaml"] {
        fs::write(site.path().join(name), "theirs").unwrap();
    }
    assert!(matches!(staged.put(|_| {}), Err(Error::Taken(path)) if path == "a.yaml"));
    let staged = disk::stage_with(site.path(), &[], vec![written]).unwrap();
    assert!(matches!(staged.put(|_| {}), Err(Error::Taken(path)) if path == "b.yaml"));
    assert!(matches!(disk::create(site.path(), "b.yaml"), Err(Error::Taken(_))));
    assert_eq!(names(site.path()), ["a.yaml", "b.yaml"]);
    assert_eq!(fs::read_to_string(site.path().join("a.yaml")).unwrap(), "theirs");
}

#[test]
fn a_file_that_is_written_piece_by_piece_is_put_with_the_others() {
    let site = tempfile::tempdir().unwrap();
    fs::write(site.path().join("items.yaml"), "old").unwrap();
    fs::create_dir(site.path().join("reviews")).unwrap();
    fs::write(site.path().join("reviews/.tmpAbC123"), "left by a killed run").unwrap();
    drop(disk::create(site.path(), "other/a.yaml").unwrap());
    let mut file = disk::create(site.path(), "reviews/a.yaml").unwrap();
    (0..100_000).for_each(|at| writeln!(file, "- id: a-{at}").unwrap());
    let written = file.finish().unwrap();
    let files = [planned("items.yaml", "old", "new"), new("reviews/b.yaml", "- {}\n")];
    let staged = disk::stage_with(site.path(), &files, vec![written]).unwrap();
    assert_eq!(names(&site.path().join("reviews")).len(), 2, "the two of this run");
    let mut done = Vec::new();
    staged.put(|path| done.push(path.to_owned())).unwrap();
    assert_eq!(done, ["reviews/a.yaml", "items.yaml", "reviews/b.yaml"]);
    assert_eq!(names(site.path()), ["items.yaml", "reviews"]);
    assert_eq!(names(&site.path().join("reviews")), ["a.yaml", "b.yaml"]);
    let text = fs::read_to_string(site.path().join("reviews/a.yaml")).unwrap();
    assert!(text.starts_with("- id: a-0\n") && text.ends_with("- id: a-99999\n"));
}
