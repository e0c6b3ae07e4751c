//! Rounds: every side builds once in each, so that whatever else the machine does hits them alike.

use std::path::{Path, PathBuf};

use laurels::fsx;
use serde::Deserialize;

use crate::arguments::{Arguments, MANY};
use crate::figures::{Size, grouped};
use crate::process::{self, Taken, say};
use crate::programs::{self, Peer};
use crate::sites::{self, Site};
use crate::{Result, floor};

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A site, into an empty folder.
    Build(Site),
    /// The site of Laurels with the bench theme once more, over what was just built.
    Unchanged,
    /// The files of that site, only written.
    WriteOnly,
}

/// What one run of a side took.
pub(crate) struct Sample {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// CPU time and memory, where they are known.
    pub(crate) taken: Option<Taken>,
    /// What the stages took, where the program says it.
    pub(crate) timings: Option<Timings>,
}

/// The time of each stage, as `laurels build --timings` says it.
#[derive(Deserialize)]
pub(crate) struct Timings {
    /// How many threads worked.
    pub(crate) threads: usize,
    /// The stages, in order.
    pub(crate) stages: Vec<Stage>,
}

/// A stage of a build.
#[derive(Deserialize)]
pub(crate) struct Stage {
    /// Its name.
    pub(crate) stage: String,
    /// From its start to its end.
    pub(crate) milliseconds: f64,
}

/// The result of `laurels build --format json`.
#[derive(Deserialize)]
struct Built {
    published: usize,
    up_to_date: bool,
    timings: Option<Timings>,
}

/// A side with everything that was measured.
pub(crate) struct Row {
    /// The side.
    pub(crate) side: Side,
    /// Its runs, the warm-up not among them.
    pub(crate) samples: Vec<Sample>,
    /// What it wrote.
    pub(crate) size: Size,
}

/// What to build, with what, and where.
pub(crate) struct Rounds<'run> {
    /// The arguments.
    pub(crate) arguments: &'run Arguments,
    /// Hugo, where it is there.
    pub(crate) hugo: Option<&'run Peer>,
    /// Zola, where it is there.
    pub(crate) zola: Option<&'run Peer>,
    /// An empty folder.
    pub(crate) folder: &'run Path,
}

impl Rounds<'_> {
    /// Measures all sides with a number of reviews.
    pub(crate) fn measure(&self, count: usize) -> Result<Vec<Row>> {
        let sides = self.sides();
        let sites: Vec<Site> = sides.iter().copied().filter_map(Side::site).collect();
        sites::write(&sites, count, self.folder)?;
        let row = |side| Row { side, samples: Vec::new(), size: Size::default() };
        let mut rows: Vec<Row> = sides.into_iter().map(row).collect();
        let rounds = self.arguments.rounds(count);
        // Round 0 warms up.
        for round in 0..=rounds {
            say(&format!("{} reviews: round {round} of {rounds}", grouped(count)))?;
            let mut failed = Vec::new();
            for row in &mut rows {
                let is_long = row.side.is_peer() && count > MANY;
                if is_long && round != 1 {
                    continue;
                }
                match self.round(row, count) {
                    Ok(sample) if round > 0 => row.samples.push(sample),
                    Ok(_) => {}
                    Err(error) if row.side.is_peer() => {
                        say(&format!("left out: {error}"))?;
                        failed.push(row.side);
                    }
                    Err(error) => return Err(error),
                }
            }
            rows.retain(|row| !failed.contains(&row.side));
        }
        for site in sites {
            fsx::remove_folder(&self.folder.join(site.folder()))?;
            fsx::remove_folder(&self.out(site))?;
        }
        Ok(rows)
    }

    /// In the order of the table. What builds upon the output of another comes after it.
    fn sides(&self) -> Vec<Side> {
        let mut sides = Vec::new();
        sides.extend(self.hugo.map(|_| Side::Build(Site::Hugo)));
        sides.extend(self.zola.map(|_| Side::Build(Site::Zola)));
        for theme in &self.arguments.themes {
            sides.push(Side::Build(*theme));
            if *theme == Site::Bench {
                sides.push(Side::Unchanged);
            }
        }
        if self.arguments.themes.contains(&Site::Bench) {
            sides.push(Side::WriteOnly);
        }
        sides
    }

    /// One run of a side. What it needs and what it leaves is put in order outside the clock.
    fn round(&self, row: &mut Row, count: usize) -> Result<Sample> {
        let bench = self.out(Site::Bench);
        let copy = self.folder.join("out-copy");
        let (sample, out) = match row.side {
            Side::Build(site) => {
                fsx::remove_folder(&self.out(site))?;
                fsx::remove_folder(&self.folder.join(site.folder()).join(".laurels"))?;
                (self.build(site, count, false)?, self.out(site))
            }
            Side::Unchanged => (self.build(Site::Bench, count, true)?, bench.clone()),
            Side::WriteOnly => {
                let wall = floor::measure(&bench, &copy)?;
                (Sample { wall, taken: None, timings: None }, copy)
            }
        };
        if row.size == Size::default() {
            row.size = Size::of(&out)?;
            if row.size.files < count {
                let files = row.size.files;
                return Err(format!("{files} files are too few for {count} reviews").into());
            }
        }
        // The two sides after it need the output of the bench theme.
        if !matches!(row.side, Side::Build(Site::Bench) | Side::Unchanged) {
            fsx::remove_folder(&out)?;
        }
        Ok(sample)
    }

    fn out(&self, site: Site) -> PathBuf {
        self.folder.join(format!("out-{}", site.folder()))
    }

    fn build(&self, site: Site, count: usize, unchanged: bool) -> Result<Sample> {
        let peer = match site {
            Site::Hugo => self.hugo,
            Site::Zola => self.zola,
            Site::Bench | Site::ClassicSame | Site::Classic => None,
        };
        let folder = self.folder.join(site.folder());
        let path = peer.map(|peer| peer.path.as_path());
        let command = programs::command(site, path, &folder, &self.out(site));
        let (taken, printed) = process::measure(&command, self.folder)?;
        let mut sample = Sample { wall: taken.wall, taken: Some(taken), timings: None };
        if peer.is_none() {
            let built: Built = serde_json::from_str(printed.lines().last().unwrap_or_default())?;
            if built.published != count || built.up_to_date != unchanged {
                return Err(format!("this is not what was to be measured: {printed}").into());
            }
            sample.timings = built.timings;
        }
        Ok(sample)
    }
}

impl Side {
    fn site(self) -> Option<Site> {
        match self {
            Self::Build(site) => Some(site),
            Self::Unchanged | Self::WriteOnly => None,
        }
    }

    fn is_peer(self) -> bool {
        matches!(self, Self::Build(Site::Hugo | Site::Zola))
    }
}
