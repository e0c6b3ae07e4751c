//! A site in its own temporary folder.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::{Ran, Tree, unindent};

/// The day on which all tests happen unless they say otherwise.
const TODAY: &str = "2026-11-21";

/// No run of the program takes longer, unless it never ends.
const LIMIT: Duration = Duration::from_mins(5);

/// The repository: the sample site, the fixtures.
pub const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// Keys that most reviews of tests have, so that none of them draws a warning.
const REVIEW: [(&str, &str); 6] = [
    ("author", "Ana López"),
    ("status", "approved"),
    ("date", "2026-03-14"),
    ("source", "form"),
    ("verified", "{method: order, on: 2026-03-15}"),
    (
        "consent",
        "{on: 2026-03-14, method: form, scope: [text, name, photo, company, location], \
         channels: [site, widget, social]}",
    ),
];

/// The answers that a site should have, on one line so that nothing else moves.
pub const POLICY: &str = "policy: {who_may_review: Everybody who was here, invited: all, \
                          verification: We do not check, moderation: We read each within a week, \
                          incentives: We give none, contact: 'mailto:reviews@example.com'}\n";

/// A site on which the program can be run. Each step gives the site back.
#[derive(Debug)]
pub struct Site {
    /// Holds `site/`, `home/`, `tmp/`, and whatever a test puts beside them.
    root: TempDir,
    folder: PathBuf,
    variables: BTreeMap<String, String>,
    /// The folder in which the program runs.
    current: PathBuf,
    /// The output before the last run, by its folder.
    pub(super) before: RefCell<BTreeMap<PathBuf, Tree>>,
}

impl Site {
    /// A valid site without reviews, pages or items.
    pub fn new() -> Self {
        let usual = "title: Café Sol\nbase_url: https://reviews.example.com/\n";
        Self::empty().file("site.yaml", &format!("{usual}{POLICY}")).folder("content/testimonials")
    }

    /// A folder without any file.
    pub fn empty() -> Self {
        let root = tempfile::Builder::new().prefix("laurels-test-").tempdir().unwrap();
        let folder = fs::canonicalize(root.path()).unwrap().join("site");
        for name in ["site", "home", "tmp"] {
            fs::create_dir(folder.with_file_name(name)).unwrap();
        }
        let variables = BTreeMap::new();
        let current = folder.clone();
        let site = Self { root, folder, variables, current, before: RefCell::default() };
        site.today(TODAY)
    }

    /// A copy of `tests/sites/<name>/`.
    pub fn fixture(name: &str) -> Self {
        let site = Self::empty();
        copy(&Path::new(REPOSITORY).join("tests/sites").join(name), &site.folder);
        site
    }

    /// A copy of the sample site at the top of the repository.
    pub fn sample() -> Self {
        let site = Self::empty();
        let repository = Path::new(REPOSITORY);
        fs::copy(repository.join("site.yaml"), site.folder.join("site.yaml")).unwrap();
        copy(&repository.join("content"), &site.folder.join("content"));
        site
    }

    /// Writes a text file; the indentation that all its lines share is removed.
    pub fn file(self, path: &str, text: &str) -> Self {
        let text = unindent(text);
        self.bytes(path, text.as_bytes())
    }

    /// Writes a file byte for byte.
    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        self.write(path, bytes);
        self
    }

    /// Writes a file so that nobody who watches the site ever sees a half of it.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        // Beside the site, so that the file itself is all that is new there.
        let (written, path) = (self.path("../written"), self.path(path));
        fs::write(&written, bytes).unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::rename(written, path).unwrap();
    }

    /// Writes a file where it lies, as some editors do: for a moment it is empty.
    pub fn in_place(self, path: &str, bytes: &[u8]) -> Self {
        fs::write(self.path(path), bytes).unwrap();
        self
    }

    /// Makes a folder.
    pub fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).unwrap();
        self
    }

    /// Adds keys to site.yaml.
    pub fn config(self, keys: &str) -> Self {
        let keys = unindent(keys);
        self.edit("site.yaml", |text| format!("{text}{keys}\n"))
    }

    /// Writes `content/testimonials/<id>.md`: an approved review with all that it should have, the
    /// given keys, which win, and a text in Markdown.
    pub fn review(self, id: &str, keys: &str, body: &str) -> Self {
        let keys = unindent(keys);
        let given = |key: &str| keys.lines().any(|line| line.starts_with(&format!("{key}:")));
        let usual = REVIEW.iter().filter(|(key, _)| !given(key));
        let usual: Vec<String> = usual.map(|(key, value)| format!("{key}: {value}")).collect();
        let (usual, keys, body) = (usual.join("\n"), keys.trim_end(), unindent(body));
        let text = format!("---\n{usual}\n{keys}\n---\n{body}\n");
        self.bytes(&format!("content/testimonials/{id}.md"), text.as_bytes())
    }

    /// Removes a file or a folder.
    pub fn remove(self, path: &str) -> Self {
        let path = self.path(path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        self
    }

    /// Changes a text file; it is an error if nothing changes.
    pub fn edit(self, path: &str, change: impl FnOnce(&str) -> String) -> Self {
        let old = self.read(path);
        let new = change(&old);
        assert_ne!(old, new, "nothing changed in `{path}`");
        self.bytes(path, new.as_bytes())
    }

    /// Sets the day.
    pub fn today(self, day: &str) -> Self {
        let day: jiff::civil::Date = day.parse().unwrap();
        let moment = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        self.variable("SOURCE_DATE_EPOCH", &moment.as_second().to_string())
    }

    /// Sets an environment variable.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Sets the folder in which the program runs, relative to the site.
    pub fn current(mut self, folder: &str) -> Self {
        self.current = self.path(folder);
        self
    }

    /// The path of a file or folder, relative to the site.
    pub fn path(&self, path: &str) -> PathBuf {
        below(&self.folder, path)
    }

    /// The folder that holds the site, and all else that a test uses.
    pub fn root(&self) -> PathBuf {
        self.path("..")
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        String::from_utf8(fs::read(self.path(path)).unwrap()).unwrap()
    }

    /// The bytes of a file.
    pub fn read_bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    /// All files below a folder of the site.
    pub fn tree(&self, path: &str) -> Tree {
        Tree::of(&self.path(path))
    }

    /// Runs the program; arguments are divided at blanks, and `"…"` holds some together.
    pub fn run(&self, line: &str) -> Ran<'_> {
        let out = self.output_folder(line);
        self.before.borrow_mut().insert(out.clone(), self.tree_of_output(&out));
        let done = output(self.command(line));
        Ran::new(self, line, out, &done)
    }

    /// The program with its arguments, ready to be started.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_laurels"));
        command.args(arguments(line)).current_dir(&self.current).env_clear().stdin(Stdio::null());
        let (home, tmp) = (self.path("../home"), self.path("../tmp"));
        for (name, folder) in
            [("HOME", &home), ("USERPROFILE", &home), ("TMPDIR", &tmp), ("TMP", &tmp)]
        {
            command.env(name, folder);
        }
        command.env("TZ", "Asia/Kathmandu").env("LC_ALL", "C").envs(&self.variables);
        // Windows starts no program without the first; coverage tools need the second.
        for name in ["SystemRoot", "LLVM_PROFILE_FILE"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
    }

    /// Runs Git on the site's folder; its arguments are divided at blanks.
    #[track_caller]
    pub fn git(&self, line: &str) {
        let mut git = Command::new("git");
        // Where the tests run in a hook of Git, these name another repository.
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"GIT_") {
                git.env_remove(name);
            }
        }
        git.current_dir(&self.folder).env("GIT_CONFIG_GLOBAL", self.path("../home/none"));
        git.env("GIT_CONFIG_NOSYSTEM", "1").args(["-c", "user.name=A", "-c", "user.email=a@b.c"]);
        let done = git.args(line.split(' ')).output().unwrap();
        assert!(done.status.success(), "git {line}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// Where the output of a command line goes.
    fn output_folder(&self, line: &str) -> PathBuf {
        let words = arguments(line);
        let out = words.iter().position(|word| word == "--out").and_then(|at| words.get(at + 1));
        match out.map(Path::new) {
            None => self.path("dist"),
            Some(out) if out.is_absolute() => out.to_owned(),
            Some(out) => below(&self.current, &out.to_string_lossy()),
        }
    }

    /// What is in an output folder; nothing where it could be all that the machine has.
    fn tree_of_output(&self, out: &Path) -> Tree {
        let inside = out.starts_with(self.root()) && out != self.root();
        if inside { Tree::of(out) } else { Tree::default() }
    }

    /// Where the program runs.
    pub(super) fn current_dir(&self) -> &Path {
        &self.current
    }

    /// The temporary folder as the system first named it, which may lead over links.
    pub(super) fn first_name_of_root(&self) -> &Path {
        self.root.path()
    }
}

/// Runs a program, and ends it where it does not do so by itself.
#[track_caller]
fn output(mut command: Command) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (out, err) = (all_of(child.stdout.take().unwrap()), all_of(child.stderr.take().unwrap()));
    let (stdout, stderr) = (out.recv_timeout(LIMIT), err.recv_timeout(LIMIT));
    let (Ok(stdout), Ok(stderr)) = (stdout, stderr) else {
        let _ = child.kill();
        let _ = child.wait();
        panic!("{command:?} does not end");
    };
    Output { status: child.wait().unwrap(), stdout, stderr }
}

/// All that a stream gives until its end.
fn all_of(mut stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (tell, heard) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        tell.send(bytes)
    });
    heard
}

/// A path from a folder, `..` and `.` resolved.
fn below(folder: &Path, path: &str) -> PathBuf {
    path.split('/').fold(folder.to_owned(), |folder, part| match part {
        ".." => folder.parent().unwrap().to_owned(),
        "" | "." => folder,
        name => folder.join(name),
    })
}

fn arguments(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Copies what is in a folder.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in Tree::of(from).files {
        let target = to.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}
