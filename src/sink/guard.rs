//! Which output folders are refused.
//!
//! A slip in `--out` must not mix the output with the owner's sources. Folders are compared by
//! what they are on the disk, not by how they are written: `..`, links, and letter case on disks
//! that ignore it lead to the same answer.

use std::path::{Component, Path, PathBuf};

use super::manifest::ManifestFile;
use super::{OUTPUT, SinkError};
use crate::fsx;

/// The folders of a site that hold sources or private records.
const PRIVATE: [&str; 5] = ["content", "themes", "templates", ".laurels", ".git"];

/// Returns the resolved form of an output folder, if it may be one; `site` is resolved already.
pub(super) fn admit(site: &Path, out: &Path) -> Result<PathBuf, SinkError> {
    let resolved = fsx::resolve(out)?;
    match objection(site, &resolved)? {
        Some(why) => Err(SinkError::Refused { path: out.to_owned(), why }),
        None => Ok(resolved),
    }
}

fn objection(site: &Path, out: &Path) -> fsx::Result<Option<String>> {
    if out.components().any(|part| part == Component::ParentDir) {
        return Ok(Some("it goes up from a folder that does not exist".to_owned()));
    }
    if let Some(what) = fsx::link_metadata(out)?.filter(|what| !what.is_dir()) {
        let link = "it is a link to a folder that does not exist";
        return Ok(Some(if what.is_symlink() { link } else { "it is a file" }.to_owned()));
    }
    if let Some(inside) = below(out, site)? {
        let first = inside.components().next();
        let Some(name) = first.map(|name| name.as_os_str().to_string_lossy().to_lowercase()) else {
            return Ok(Some("it is the site's own folder".to_owned()));
        };
        if PRIVATE.contains(&name.as_str()) {
            return Ok(Some(format!("it is inside `{name}/` of the site")));
        }
    }
    if below(site, out)?.is_some() {
        return Ok(Some("the site is inside it".to_owned()));
    }
    for name in PRIVATE {
        let private = fsx::resolve(&site.join(name))?;
        if below(out, &private)?.is_some() || below(&private, out)?.is_some() {
            return Ok(Some(format!("it shares a folder with `{name}/` of the site")));
        }
    }
    Ok(None)
}

/// What speaks against a private file in some place: that it would be published, or be lost among the
/// sources. The end of a sentence.
pub fn exposes(site: &Path, file: &Path) -> fsx::Result<Option<String>> {
    let (site, file) = (fsx::resolve(site)?, fsx::resolve(file)?);
    if fsx::metadata(&file)?.is_some_and(|found| found.is_dir()) {
        return Ok(Some("it is a folder".to_owned()));
    }
    // The output of another site is published, too.
    let around = file.ancestors().skip(1).filter(|folder| *folder != site);
    for of in std::iter::once(site.as_path()).chain(around) {
        let is_site = of == site || fsx::metadata(&of.join("site.yaml"))?.is_some();
        if let Some(why) = if is_site { exposes_in(of, &file)? } else { None } {
            let which = if of == site {
                "the site".to_owned()
            } else {
                format!("the site `{}`", of.display())
            };
            return Ok(Some(format!("{why} of {which}")));
        }
    }
    for folder in file.ancestors().skip(1) {
        if ManifestFile::new(&site, folder).is_there()? {
            let folder = folder.display();
            return Ok(Some(format!("it is inside `{folder}`, where a build writes the site")));
        }
    }
    Ok(None)
}

/// In which folder of a site a file would be published, or be lost.
fn exposes_in(site: &Path, file: &Path) -> fsx::Result<Option<String>> {
    if below(file, &fsx::resolve(&site.join(OUTPUT))?)?.is_some() {
        return Ok(Some(format!("it is inside the output `{OUTPUT}/`")));
    }
    for name in PRIVATE {
        if below(file, &fsx::resolve(&site.join(name))?)?.is_some() {
            return Ok(Some(format!("it is inside `{name}/`")));
        }
    }
    Ok(None)
}

/// The rest of a path behind a folder that it is, or is inside of.
fn below<'a>(path: &'a Path, folder: &Path) -> fsx::Result<Option<&'a Path>> {
    for above in path.ancestors() {
        if above == folder || fsx::same_file(above, folder)? {
            return Ok(Some(path.strip_prefix(above).unwrap_or(path)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let site = fsx::resolve(folder.path()).unwrap().join("home/site");
        fsx::create_folders(&site.join("content/media")).unwrap();
        fsx::write_new(&site.join("site.yaml"), b"title: A").unwrap();
        (folder, site)
    }

    fn why(site: &Path, out: &str) -> String {
        match admit(site, &site.join(out)).unwrap_err() {
            SinkError::Refused { path, why } => {
                assert_eq!(path, site.join(out), "the folder is named as it was given");
                why
            }
            other => panic!("{other}"),
        }
    }

    #[test]
    fn folders_beside_the_sources_are_fine() {
        let (_folder, site) = site();
        for out in ["dist", "public/site", "../elsewhere", "contents", "content/../dist"] {
            assert!(admit(&site, &site.join(out)).is_ok(), "{out}");
        }
        assert_eq!(admit(&site, &site.join("content/../dist")).unwrap(), site.join("dist"));
    }

    #[test]
    fn the_site_and_what_is_above_it_are_refused() {
        let (_folder, site) = site();
        for out in ["", ".", "content/..", "../site"] {
            assert_eq!(why(&site, out), "it is the site's own folder", "{out}");
        }
        for out in ["..", "../..", "/"] {
            assert_eq!(why(&site, out), "the site is inside it", "{out}");
        }
    }

    #[test]
    fn folders_of_sources_are_refused_even_before_they_exist() {
        let (_folder, site) = site();
        for (out, name) in [
            ("content", "content"),
            ("content/media/x", "content"),
            ("themes/mine", "themes"),
            ("templates", "templates"),
            (".laurels/out", ".laurels"),
            (".git/x", ".git"),
            ("Themes/mine", "themes"),
            ("CONTENT", "content"),
            ("dist/../content/x", "content"),
        ] {
            if out.starts_with("dist") {
                fsx::create_folders(&site.join("dist")).unwrap();
            }
            assert_eq!(why(&site, out), format!("it is inside `{name}/` of the site"), "{out}");
        }
    }

    #[test]
    fn a_file_is_refused() {
        let (_folder, site) = site();
        assert_eq!(why(&site, "site.yaml"), "it is a file");
    }

    #[cfg(unix)]
    #[test]
    fn dots_behind_a_missing_folder_are_refused() {
        let (_folder, site) = site();
        assert_eq!(
            why(&site, "missing/../content/x"),
            "it goes up from a folder that does not exist"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_seen_through() {
        use std::os::unix::fs::symlink;
        let (_folder, site) = site();
        let reviews = site.join("../reviews");
        fsx::create_folders(&reviews).unwrap();
        symlink("../reviews", site.join("themes")).unwrap();
        symlink("content", site.join("innocent")).unwrap();
        symlink("..", site.join("up")).unwrap();
        symlink("nowhere", site.join("dangling")).unwrap();
        assert_eq!(why(&site, "innocent/x"), "it is inside `content/` of the site");
        assert_eq!(why(&site, "up"), "the site is inside it");
        assert_eq!(why(&site, "up/site/content"), "it is inside `content/` of the site");
        assert_eq!(why(&site, "../reviews/x"), "it shares a folder with `themes/` of the site");
        assert_eq!(why(&site, "dangling"), "it is a link to a folder that does not exist");
        assert!(admit(&site, &site.join("up/dist")).is_ok());
    }

    #[test]
    fn the_message_names_the_next_step() {
        let (_folder, site) = site();
        let message = admit(&site, &site.join("content")).unwrap_err().to_string();
        assert_eq!(
            message,
            format!(
                "`{}` cannot be the output folder: it is inside `content/` of the site; choose \
                 another one with `--out`",
                site.join("content").display()
            )
        );
    }
}
