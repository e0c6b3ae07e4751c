//! Files that no build wrote.

use super::*;

const FILES: Files = &[("index.html", "home"), ("tags/a/index.html", "a")];

/// Builds, expects a refusal that names this path, and that nothing changed.
fn refused(site: &Site, files: Files) -> PathBuf {
    let before = site.tree();
    let error = site.build(files).unwrap_err();
    assert_eq!(site.tree(), before, "a refusal changes nothing");
    let path = match error {
        SinkError::Foreign(path) => path,
        SinkError::Unknown { folder, first } => {
            assert_eq!(folder, site.out);
            first
        }
        other => panic!("{other}"),
    };
    path.strip_prefix(&site.out).unwrap().to_owned()
}

#[test]
fn a_folder_without_a_record_stops_at_its_first_foreign_file() {
    let site = Site::new();
    site.put("dist/zebra.txt", "mine");
    site.put("dist/photos/b.jpg", "mine");
    site.put("dist/photos/a.jpg", "mine");
    site.put("dist/index.html", "home");
    assert_eq!(refused(&site, FILES), Path::new("photos/a.jpg"));
    let message = site.build(FILES).unwrap_err().to_string();
    assert_eq!(
        message,
        format!(
            "`{}` has files that no build of this site is known to have written, the first is \
             `{}`: remove the folder if it is an old build, otherwise choose another one with \
             `--out`",
            site.out.display(),
            site.out.join("photos").join("a.jpg").display()
        )
    );
}

#[test]
fn a_folder_without_a_record_stops_at_a_file_that_differs() {
    let site = Site::new();
    site.put("dist/index.html", "HOME");
    assert_eq!(refused(&site, FILES), Path::new("index.html"));
}

#[test]
fn identical_files_are_adopted() {
    let site = Site::new();
    site.put("dist/index.html", "home");
    site.put("dist/tags/a/index.html", "a");
    site.put("dist/.git/HEAD", "ref");
    let written = site.build(FILES).unwrap();
    assert_eq!((written.adopted, written.created, written.changed), (2, 0, 0));
    assert!(site.is_unchanged("fingerprint"));

    let written = site.build(&[("index.html", "new")]).unwrap();
    assert_eq!((written.changed, written.removed), (1, 1), "from now on they are ours");
    assert_eq!(site.tree(), expected(&[(".git/HEAD", "ref"), ("index.html", "new")]));
}

#[test]
fn hidden_names_at_the_top_are_not_looked_at_unless_the_site_needs_them() {
    let site = Site::new();
    site.put("dist/.git/config", "git");
    site.put("dist/.nojekyll", "text");
    assert_eq!(refused(&site, &[(".nojekyll", "")]), Path::new(".nojekyll"));
    site.build(FILES).unwrap();
    site.put("dist/.well-known/x", "mine");
    site.build(&[("index.html", "home")]).unwrap();
    assert_eq!(
        site.tree(),
        expected(&[
            (".git/config", "git"),
            (".nojekyll", "text"),
            (".well-known/x", "mine"),
            ("index.html", "home"),
        ])
    );
}

#[test]
fn hidden_names_further_down_are_foreign() {
    let site = Site::new();
    site.put("dist/tags/.hidden", "mine");
    assert_eq!(refused(&site, FILES), Path::new("tags/.hidden"));
}

#[test]
fn a_damaged_or_newer_record_counts_as_none() {
    let site = Site::new();
    let spoils = ["", "{\"format\":1", "null", "{\"format\":2}"];
    for spoiled in spoils {
        site.build(FILES).unwrap();
        fs::write(site.manifest(), spoiled).unwrap();
        assert!(!site.is_unchanged("fingerprint"));
        let written = site.build(FILES).unwrap();
        assert_eq!(written.adopted, 2);
        let [note] = written.diagnostics.as_slice() else { panic!("{written:?}") };
        assert_eq!(note.code, "output-record-unusable");
        let place = note.place.clone().unwrap().path;
        assert_eq!(site.folder.join(place), site.manifest());
        let saved = site.output().unchanged("fingerprint").unwrap().unwrap();
        assert!(saved.diagnostics.is_empty(), "it is usable now");
    }
    let text = fs::read_to_string(site.manifest()).unwrap();
    fs::write(site.manifest(), text.replacen("\"format\":1", "\"format\":2", 1)).unwrap();
    assert_eq!(refused(&site, &[("index.html", "new")]), Path::new("index.html"));
}

#[test]
fn foreign_files_beside_ours_are_left_alone() {
    let site = Site::new();
    site.build(FILES).unwrap();
    site.put("dist/tags/a/notes.txt", "mine");
    site.put("dist/CNAME", "example.com");
    site.build(&[("index.html", "new")]).unwrap();
    assert_eq!(
        site.tree(),
        expected(&[("CNAME", "example.com"), ("index.html", "new"), ("tags/a/notes.txt", "mine")])
    );
}

#[test]
fn a_foreign_file_at_a_path_of_ours_is_refused_unless_identical() {
    let site = Site::new();
    site.build(&[("index.html", "home")]).unwrap();
    site.put("dist/tags/a/index.html", "b");
    assert_eq!(refused(&site, FILES), Path::new("tags/a/index.html"));
    let message = site.build(FILES).unwrap_err().to_string();
    assert_eq!(
        message,
        format!(
            "`{}` is in the way, and no build of this site wrote it: move it away, or choose \
             another folder with `--out`",
            site.out.join("tags").join("a").join("index.html").display()
        )
    );
    site.put("dist/tags/a/index.html", "a");
    assert_eq!(site.build(FILES).unwrap().adopted, 1);
}

#[test]
fn the_first_of_several_is_named() {
    let site = Site::new();
    site.build(&[]).unwrap();
    site.put("dist/c", "foreign");
    site.put("dist/a/x", "foreign");
    assert_eq!(refused(&site, &[("c", "c"), ("b", "b"), ("a", "a")]), Path::new("a"));
}

#[test]
fn a_file_that_appears_during_the_build_is_not_overwritten() {
    let site = Site::new();
    site.build(&[("index.html", "home")]).unwrap();
    let sink = site.sink(FILES);
    site.put("dist/tags/a/index.html", "mine");
    let error = sink.commit(record("2")).unwrap_err();
    assert!(matches!(error, SinkError::Foreign(_)), "{error}");
    assert_eq!(site.tree(), expected(&[("index.html", "home"), ("tags/a/index.html", "mine")]));
    assert!(site.is_unchanged("fingerprint"));
}

#[test]
fn a_foreign_folder_where_a_file_goes_is_refused() {
    let site = Site::new();
    site.build(&[("index.html", "home")]).unwrap();
    site.put("dist/feed.xml/notes.txt", "mine");
    assert_eq!(refused(&site, &[("feed.xml", "feed")]), Path::new("feed.xml"));
    fs::remove_file(site.out.join("feed.xml/notes.txt")).unwrap();
    assert_eq!(refused(&site, &[("feed.xml", "feed")]), Path::new("feed.xml"));
}

#[test]
fn a_folder_of_ours_with_foreign_files_in_it_is_refused() {
    let site = Site::new();
    site.build(&[("a/b/c", "c"), ("a/d", "d")]).unwrap();
    site.put("dist/a/b/mine", "mine");
    assert_eq!(refused(&site, &[("a", "file")]), Path::new("a/b/mine"));
    fs::remove_file(site.out.join("a/b/mine")).unwrap();
    fs::create_dir(site.out.join("a/empty")).unwrap();
    assert_eq!(refused(&site, &[("a", "file")]), Path::new("a/empty"));
    fs::remove_dir(site.out.join("a/empty")).unwrap();
    site.put("dist/a/d", "changed by hand");
    assert_eq!(refused(&site, &[("a", "file")]), Path::new("a/d"));
    site.put("dist/a/d", "d");
    site.build(&[("a", "file")]).unwrap();
    assert_eq!(site.tree(), expected(&[("a", "file")]));
}

#[test]
fn a_foreign_file_where_a_folder_goes_is_refused() {
    let site = Site::new();
    site.build(&[("index.html", "home")]).unwrap();
    site.put("dist/tags", "mine");
    assert_eq!(refused(&site, FILES), Path::new("tags"));
}

#[test]
fn a_file_of_ours_that_was_changed_by_hand_is_no_room_for_a_folder() {
    let site = Site::new();
    site.build(&[("tags", "ours")]).unwrap();
    site.put("dist/tags", "changed by hand");
    assert_eq!(refused(&site, FILES), Path::new("tags"));
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_is_written_through_a_link() {
        let site = Site::new();
        site.build(FILES).unwrap();
        site.put("elsewhere/a/index.html", "a");
        fs::remove_dir_all(site.out.join("tags")).unwrap();
        symlink("../elsewhere", site.out.join("tags")).unwrap();
        assert!(!site.is_unchanged("fingerprint"));
        let error = site.build(&[("index.html", "2"), ("tags/a/index.html", "2")]).unwrap_err();
        assert!(matches!(error, SinkError::Foreign(path) if path == site.out.join("tags")));
        assert_eq!(tree(&site.folder.join("elsewhere")), expected(&[("a/index.html", "a")]));
        assert_eq!(fs::read_to_string(site.out.join("index.html")).unwrap(), "home");
    }

    #[test]
    fn nothing_is_deleted_through_a_link() {
        let site = Site::new();
        site.build(FILES).unwrap();
        site.put("elsewhere/a/index.html", "a");
        fs::remove_dir_all(site.out.join("tags")).unwrap();
        symlink("../elsewhere", site.out.join("tags")).unwrap();
        for _ in 0..2 {
            let written = site.build(&[("index.html", "2")]).unwrap();
            assert_eq!(written.diagnostics[0].code, "output-changed-by-hand");
            assert_eq!(tree(&site.folder.join("elsewhere")), expected(&[("a/index.html", "a")]));
            assert!(site.is_unchanged("fingerprint"));
        }
        fs::remove_file(site.out.join("tags")).unwrap();
        assert!(site.build(&[("index.html", "2")]).unwrap().diagnostics.is_empty());
    }

    #[test]
    fn a_link_in_the_place_of_a_file_is_foreign() {
        let site = Site::new();
        site.put("mine.html", "home");
        site.build(FILES).unwrap();
        fs::remove_file(site.out.join("index.html")).unwrap();
        symlink("../mine.html", site.out.join("index.html")).unwrap();
        assert_eq!(refused(&site, FILES), Path::new("index.html"));

        let written = site.build(&[("tags/a/index.html", "a")]).unwrap();
        assert_eq!(written.diagnostics[0].code, "output-changed-by-hand");
        assert!(site.out.join("index.html").is_symlink());
        assert_eq!(fs::read_to_string(site.folder.join("mine.html")).unwrap(), "home");
    }

    #[test]
    fn a_link_in_a_folder_without_a_record_is_foreign() {
        let site = Site::new();
        site.put("mine.html", "home");
        fsx::create_folders(&site.out).unwrap();
        symlink("../mine.html", site.out.join("index.html")).unwrap();
        assert_eq!(refused(&site, &[("index.html", "home")]), Path::new("index.html"));
    }

    #[test]
    fn a_link_in_the_place_of_the_staging_folder_is_removed_and_not_followed() {
        let site = Site::new();
        site.put("elsewhere/mine", "mine");
        site.build(FILES).unwrap();
        symlink("../elsewhere", site.out.join(STAGING)).unwrap();
        site.build(&[("index.html", "2")]).unwrap();
        assert_eq!(tree(&site.folder.join("elsewhere")), expected(&[("mine", "mine")]));
        assert_eq!(site.tree(), expected(&[("index.html", "2")]));
    }
}
