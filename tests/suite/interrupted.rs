//! Builds that are stopped, disks that are full, folders that are not ours: the last good output
//! stays, and the next build puts everything right.
#![cfg(unix)]

use std::process::Stdio;
use std::time::{Duration, Instant};

use snapbox::str;

use super::media::gallery;
use crate::support::{Site, tree, tree::Tree};

/// A site with enough files that a build takes a while.
fn large(mark: &str) -> Site {
    (0..150).fold(Site::new(), |site, number| {
        site.review(&format!("r{number}"), "rating: 5", &format!("Text {number}, {mark}."))
    })
}

/// Changes every review of the site.
fn change(site: Site, from: &str, to: &str) -> Site {
    (0..150).fold(site, |site, number| {
        site.edit(&format!("content/testimonials/r{number}.md"), |text| text.replace(from, to))
    })
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Starts a build and kills it after a while; `true` if it was still running.
fn kill_after(site: &Site, wait: Duration) -> bool {
    let mut command = site.command("build");
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while started.elapsed() < wait {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    true
}

/// How long an undisturbed build takes here and now.
fn build_time(site: &Site) -> Duration {
    let started = Instant::now();
    let _ = site.run("build").ok();
    started.elapsed()
}

/// What the folder holds for its readers, without what a killed build may leave beside.
fn published(site: &Site) -> Tree {
    let mut tree = site.tree("dist");
    tree.files.retain(|path, _| !path.starts_with('.'));
    tree
}

#[test]
fn a_first_build_that_is_killed_leaves_no_output_or_a_whole_one() {
    let reference = large("first-mark");
    let time = build_time(&reference);
    let whole = reference.tree("dist");
    let mut chance = Chance(1);
    let site = large("first-mark");
    let mut killed = 0;
    for _ in 0..8 {
        let wait = time.mul_f64(f64::from(u32::try_from(chance.below(1000)).unwrap()) / 900.0);
        killed += u32::from(kill_after(&site, wait));
        let seen = published(&site);
        assert!(seen.files.is_empty() || seen == whole, "a half-written folder");
        std::fs::remove_dir_all(site.path("dist")).ok();
        std::fs::remove_dir_all(site.path(".laurels")).ok();
    }
    assert!(killed > 0, "no build was slow enough to be killed");
    let _ = site.run("build").ok();
    tree::assert_same(&whole, &site.tree("dist"), "the build after the kills");
    let beside: Vec<_> = std::fs::read_dir(site.path(".")).unwrap().flatten().collect();
    let left =
        beside.iter().find(|entry| entry.file_name().to_string_lossy().contains("laurels-new"));
    assert!(left.is_none(), "a killed build left {left:?}");
}

#[test]
fn a_later_build_that_is_killed_leaves_whole_files_and_is_put_right() {
    let (old, new) = (large("first-mark"), large("second-mark"));
    let time = build_time(&old);
    let _ = new.run("build").ok();
    let (old, new) = (old.tree("dist"), new.tree("dist"));
    let mut chance = Chance(7);
    let mut site = large("first-mark");
    let _ = site.run("build").ok();
    let (mut from, mut to) = ("first-mark", "second-mark");
    let mut killed = 0;
    for _ in 0..8 {
        site = change(site, from, to);
        let wait = time.mul_f64(f64::from(u32::try_from(chance.below(1000)).unwrap()) / 800.0);
        killed += u32::from(kill_after(&site, wait));
        for (path, bytes) in &published(&site).files {
            let known = [&old, &new].iter().any(|tree| tree.files.get(path) == Some(bytes));
            assert!(known, "{path} is neither the old file nor the new one");
        }
        let _ = site.run("build").ok();
        let wanted = if to == "second-mark" { &new } else { &old };
        tree::assert_same(wanted, &site.tree("dist"), "the build after the kill");
        std::mem::swap(&mut from, &mut to);
    }
    assert!(killed > 0, "no build was slow enough to be killed");
}

#[test]
fn a_build_that_is_killed_while_photos_are_made_is_put_right() {
    let reference = gallery(24);
    let time = build_time(&reference);
    let (whole, kept) = (reference.tree("dist"), reference.tree(".laurels/media"));
    let mut chance = Chance(3);
    let site = gallery(24);
    let (mut killed, mut halfway) = (0, 0);
    for _ in 0..8 {
        let wait = time.mul_f64(f64::from(u32::try_from(chance.below(1000)).unwrap()) / 1000.0);
        killed += u32::from(kill_after(&site, wait));
        let made = site.tree(".laurels/media").files.len();
        halfway += u32::from((2..kept.files.len()).contains(&made));
        let _ = site.run("build").ok();
        tree::assert_same(&whole, &site.tree("dist"), "the build after the kill");
        tree::assert_same(&kept, &site.tree(".laurels/media"), "what is kept after the kill");
        std::fs::remove_dir_all(site.path("dist")).unwrap();
        std::fs::remove_dir_all(site.path(".laurels")).unwrap();
    }
    assert!(killed > 0 && halfway > 0, "{killed} builds were killed, {halfway} among their photos");
}

#[test]
fn a_failing_build_leaves_the_last_good_output() {
    let site = large("first-mark");
    let _ = site.run("build").ok();
    let before = site.tree("dist");
    let site = change(site, "first-mark", "second-mark")
        .edit("content/testimonials/r7.md", |text| text.replace("rating: 5", "rating: 7"));
    let _ = site.run("build").fails(1);
    tree::assert_same(&before, &site.tree("dist"), "the output after a failing build");
}

/// A small file system in memory, gone with the value.
#[cfg(target_os = "linux")]
struct SmallDisk {
    folder: tempfile::TempDir,
    /// What `mount` is called with: nothing for root, else `sudo`.
    by: &'static [&'static str],
}

#[cfg(target_os = "linux")]
impl SmallDisk {
    /// Makes one. That needs root, or `sudo` without a password: where neither is there, the test
    /// is left out with a word, and on the servers that run all tests it fails.
    fn new(kilobytes: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={kilobytes}k,mode=1777");
        let mut why = String::new();
        for by in [&[][..], &["sudo", "-n"]] {
            let arguments = ["mount", "-t", "tmpfs", "-o", &options, "tmpfs"];
            match Self::call(by, &arguments, folder.path()) {
                Ok(()) => return Some(Self { folder, by }),
                Err(reason) => why = reason,
            }
        }
        let ci = std::env::var("CI").is_ok_and(|value| value != "false");
        assert!(!ci, "no small disk could be mounted: {why}");
        let told = format!("\nNOT RUN: a test needs the right to mount a small disk: {why}\n");
        // Not `eprintln!`: nobody sees what a test that passes prints.
        std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).unwrap();
        None
    }

    fn call(by: &[&str], arguments: &[&str], folder: &std::path::Path) -> Result<(), String> {
        let words: Vec<&str> = by.iter().chain(arguments).copied().collect();
        let done = std::process::Command::new(words[0]).args(&words[1..]).arg(folder).output();
        let done = done.map_err(|error| format!("{}: {error}", words[0]))?;
        let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
        if done.status.success() { Ok(()) } else { Err(said) }
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        Self::call(self.by, &["mount", "-o", &options], self.path()).unwrap();
    }

    fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Builds into the disk.
    fn build<'site>(&self, site: &'site Site) -> crate::support::Ran<'site> {
        site.run(&format!("build --out \"{}\"", self.path().join("out").display()))
    }

    fn out(&self) -> Tree {
        Tree::of(&self.path().join("out"))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Self::call(self.by, &["umount"], self.path());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_the_last_good_output_stays() {
    let site = large("first-mark");
    let Some(disk) = SmallDisk::new(64) else { return };
    let path = disk.path().display().to_string();
    let told = disk.build(&site).fails(3).stderr.clone();
    assert!(told.contains("no space left on device") && told.contains(&path), "{told}");
    assert!(disk.out().files.is_empty(), "a half-written folder on a full disk");
    disk.remount("size=64m");
    let _ = disk.build(&site).ok();
    let before = disk.out();
    // Each file takes whole pages of memory: room for some of the changed files, not for all.
    let pages: usize = before.files.values().map(|bytes| bytes.len().div_ceil(4096)).sum();
    disk.remount(&format!("size={}k", pages * 4 * 3 / 2));
    let site = change(site, "first-mark", "second-mark");
    let told = disk.build(&site).fails(3).stderr.clone();
    assert!(told.contains("no space left on device") && told.contains(&path), "{told}");
    tree::assert_same(&before, &disk.out(), "the output after a full disk");
    disk.remount("size=64m");
    let _ = disk.build(&site).ok();
    let _ = site.run("build").ok();
    tree::assert_same(&site.tree("dist"), &disk.out(), "the build after space was freed");
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_disk_is_told_with_its_path() {
    let site = large("first-mark");
    let Some(disk) = SmallDisk::new(65_536) else { return };
    let path = disk.path().display().to_string();
    disk.remount("ro");
    let told = disk.build(&site).fails(3).stderr.clone();
    assert!(told.contains("read-only") && told.contains(&path), "{told}");
    disk.remount("rw");
    let _ = disk.build(&site).ok();
    let before = disk.out();
    disk.remount("ro");
    let site = change(site, "first-mark", "second-mark");
    let told = disk.build(&site).fails(3).stderr.clone();
    assert!(told.contains("read-only") && told.contains(&path), "{told}");
    tree::assert_same(&before, &disk.out(), "the output on a read-only disk");
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let site = large("first-mark").file("../mine/notes.txt", "my notes\n");
    let before = site.tree("../mine");
    site.run("build --out ../mine").fails(3).says(str![[r#"
error[environment]: `[ROOT]/mine` has files that no build of this site is known to have written, the first is `[ROOT]/mine/notes.txt`: remove the folder if it is an old build, otherwise choose another one with `--out`


"#]]);
    tree::assert_same(&before, &site.tree("../mine"), "a foreign folder");
}

#[test]
fn a_foreign_file_in_our_folder_survives_builds_and_clean_ups() {
    let site = large("first-mark");
    let _ = site.run("build").ok();
    let site = site.file("dist/CNAME", "reviews.example.com\n").file("dist/reviews/mine.txt", "x");
    let site = change(site, "first-mark", "second-mark").remove("content/testimonials/r7.md");
    let _ = site.run("build").ok();
    assert_eq!(site.read("dist/CNAME"), "reviews.example.com\n");
    assert_eq!(site.read("dist/reviews/mine.txt"), "x");
    assert!(!site.path("dist/reviews/r7").exists(), "a removed review is still there");
}

#[test]
fn output_that_would_endanger_the_site_is_wrong_usage() {
    let site = large("first-mark");
    let before = site.tree("content");
    for out in ["content", "content/out", ".", "..", "themes/x", ".laurels"] {
        let _ = site.run(&format!("build --out {out}")).fails(2);
    }
    tree::assert_same(&before, &site.tree("content"), "the content");
}

#[test]
#[cfg(target_os = "linux")]
fn a_record_on_a_full_or_read_only_disk_stays_as_it_is() {
    let Some(disk) = SmallDisk::new(256) else { return };
    let folder = disk.path().join("site");
    let site = Site::new().review("ana", "status: pending\nrating: 5", "Good.").review(
        "bob",
        "status: pending\nrating: 5",
        &"So good. ".repeat(4_000),
    );
    crate::support::site::copy(&site.path(""), &folder);
    let before = Tree::of(&folder);
    let line = |command: &str| format!("{command} ana bob --site {}", folder.display());
    let commands = [line("approve"), line("withhold") + " --reason fake", line("withdraw")];
    disk.remount("ro");
    for command in &commands {
        let told = site.run(command).fails(3).stderr.clone();
        assert!(told.contains("read-only") && told.contains("ana.md"), "{told}");
    }
    disk.remount("rw");
    // There is room for one of the two, and not for both.
    let filler = disk.path().join("filler");
    let mut room = vec![0_u8; 256 * 1024];
    while std::fs::write(&filler, &room).is_err() {
        room.truncate(room.len() - 4096);
    }
    room.truncate(room.len() - 16 * 1024);
    std::fs::write(&filler, &room).unwrap();
    for command in &commands[..2] {
        let told = site.run(command).fails(3).stderr.clone();
        assert!(told.contains("no space") || told.contains("storage"), "{told}");
    }
    tree::assert_same(&before, &Tree::of(&folder), "the records on a full disk");
}

#[test]
#[cfg(target_os = "linux")]
fn an_import_on_a_full_or_read_only_disk_leaves_everything_as_it_was() {
    let Some(disk) = SmallDisk::new(256) else { return };
    let folder = disk.path().join("site");
    let row =
        |number: usize, text: &str| format!("r{number},Ana Amostra,5,{text},2026-03-01,mug\n");
    let head = "review_id,name,stars,text,date,product\n";
    let large: String = (0..400).map(|number| row(number, &"So good. ".repeat(100))).collect();
    let site = Site::new()
        .file("../first.csv", &format!("{head}{}", row(0, "Good.")))
        .file("../large.csv", &format!("{head}{large}"));
    crate::support::site::copy(&site.path(""), &folder);
    let line = |shape: &str, file: &str| {
        let file = site.root().join(file).display().to_string();
        format!("import csv \"{file}\" --as {shape} --site {}", folder.display())
    };
    for start in ["", "first.csv"] {
        if !start.is_empty() {
            let _ = site.run(&line("yaml", start)).ok();
        }
        let before = Tree::of(&folder);
        for shape in ["yaml", "markdown"] {
            disk.remount("ro");
            let told = site.run(&line(shape, "large.csv")).fails(3).stderr.clone();
            assert!(told.contains("read-only"), "{told}");
            disk.remount("rw");
            let told = site.run(&line(shape, "large.csv")).fails(3).stderr.clone();
            assert!(told.contains("no space") || told.contains("storage"), "{told}");
            tree::assert_same(&before, &Tree::of(&folder), "the site on a full disk");
        }
    }
}
