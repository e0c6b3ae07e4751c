//! The same reviews as sites for several generators.
//!
//! What does not depend on the reviews lies beside this file, a folder for each site: it is
//! copied, and the files of the reviews are added.

use std::path::{Path, PathBuf};

use laurels::fsx;

use crate::Result;
use crate::files::{Generator, file, items};
use crate::records::records;

/// A site that is built.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Site {
    /// For Hugo.
    Hugo,
    /// For Zola.
    Zola,
    /// For Laurels, with a theme that has the markup of the two above, and the same archives.
    Bench,
    /// For Laurels, with its built-in theme and the same archives.
    ClassicSame,
    /// For Laurels, with its built-in theme and every archive.
    Classic,
}

impl Site {
    /// The folder of the site, here and where it is built.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Hugo => "hugo",
            Self::Zola => "zola",
            Self::Bench => "laurels",
            Self::ClassicSame => "classic-same",
            Self::Classic => "classic",
        }
    }

    fn generator(self) -> Generator {
        match self {
            Self::Hugo => Generator::Hugo,
            Self::Zola => Generator::Zola,
            Self::Bench | Self::ClassicSame | Self::Classic => Generator::Laurels,
        }
    }
}

/// Writes sites with a number of reviews into folders of their names.
pub(crate) fn write(sites: &[Site], count: usize, into: &Path) -> Result<()> {
    let mut folders = Vec::new();
    for site in sites {
        let folder = into.join(site.folder());
        copy_fixed_files(*site, &folder)?;
        folders.push((site.generator(), folder));
    }
    for (generator, folder) in &folders {
        fsx::create_folders(&reviews(*generator, folder))?;
        if *generator == Generator::Laurels {
            fsx::write_new(&folder.join("content").join("items.yaml"), items().as_bytes())?;
        }
    }
    for record in records(count) {
        for (generator, folder) in &folders {
            let path = reviews(*generator, folder).join(format!("{}.md", record.slug));
            fsx::write_new(&path, file(&record, *generator).as_bytes())?;
        }
    }
    Ok(())
}

fn reviews(generator: Generator, folder: &Path) -> PathBuf {
    let inside = if generator == Generator::Laurels { "testimonials" } else { "wall" };
    folder.join("content").join(inside)
}

fn copy_fixed_files(site: Site, to: &Path) -> Result<()> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/site").join(site.folder());
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry?;
        let to = to.join(entry.path().strip_prefix(&from)?);
        if entry.file_type().is_dir() {
            fsx::create_folders(&to)?;
        } else {
            fsx::write_new(&to, &fsx::read(entry.path())?)?;
        }
    }
    Ok(())
}
