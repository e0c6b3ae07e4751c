//! The program as a whole: formats, colours, help, wrong usage, statuses and streams.

use std::io::Write;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use snapbox::str;

use crate::support::{Site, tree};

#[test]
fn each_format_says_the_same_in_its_own_way() {
    let site = Site::new()
        .review("ana", "rating: 7", "Good.")
        .file("content/testimonials/notes, or: 50%.txt", "Not read.");
    site.run("check")
        .fails(1)
        .says(str![[r#"
error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
  --> content/testimonials/ana.md:8:9
   |
 8 | rating: 7
   |         ^ expected 0.5 to 5
   = hint: write `rating: {value: 7, scale: 10}` for a ten-point scale

warning[unused-file]: nothing is read from this file
  --> content/testimonials/notes, or: 50%.txt
   = hint: what is read here: `.md` files; a name that starts with `_` is skipped

1 error and 1 warning in 2 files; the site cannot be published

"#]])
        .prints("");
    site.run("check --format short")
        .fails(1)
        .says(str![[r#"
content/testimonials/ana.md:8:9: error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
content/testimonials/notes, or: 50%.txt: warning[unused-file]: nothing is read from this file
1 error and 1 warning in 2 files; the site cannot be published

"#]])
        .prints("");
    site.run("check --format github").fails(1).says(str![[r#"
::error file=content/testimonials/ana.md,line=8,col=9,endLine=8,endColumn=10,title=rating-out-of-range::`rating` is 7, but the scale ends at 5 (write `rating: {value: 7, scale: 10}` for a ten-point scale)
::warning file=content/testimonials/notes%2C or%3A 50%25.txt,title=unused-file::nothing is read from this file (what is read here: `.md` files; a name that starts with `_` is skipped)
1 error and 1 warning in 2 files; the site cannot be published

"#]]).prints("");
    site.run("check --format json").fails(1).prints(str![[r#"
{"type":"diagnostic","severity":"error","code":"rating-out-of-range","message":"`rating` is 7, but the scale ends at 5","path":"content/testimonials/ana.md","line":8,"column":9,"end_line":8,"end_column":10,"hint":"write `rating: {value: 7, scale: 10}` for a ten-point scale"}
{"type":"diagnostic","severity":"warning","code":"unused-file","message":"nothing is read from this file","path":"content/testimonials/notes, or: 50%.txt","line":null,"column":null,"end_line":null,"end_column":null,"hint":"what is read here: `.md` files; a name that starts with `_` is skipped"}
{"type":"result","command":"check","ok":false,"reviews":1,"published":1,"pending":0,"drafts":false,"pages":6,"weakened":[],"consents_ending":[]}

"#]]).says("");
    site.run("check --quiet").fails(1).says(str![[r#"
error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
  --> content/testimonials/ana.md:8:9
   |
 8 | rating: 7
   |         ^ expected 0.5 to 5
   = hint: write `rating: {value: 7, scale: 10}` for a ten-point scale


"#]]);
    let outside = Site::new().review("ana", "rating: 7", "Good.").current("..");
    outside.run("check --site site --format short").fails(1).says(str![[r#"
site/content/testimonials/ana.md:8:9: error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
1 error in 1 file; the site cannot be published

"#]]);
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let site = Site::new().review("ana", "rating: 7", "Good.");
    let colours = |site: &Site, line: &str| {
        let done = site.run(line).fails(1);
        done.stderr.contains('\u{1b}')
    };
    assert!(!colours(&site, "check"), "no terminal");
    assert!(!colours(&site, "check --color never"));
    assert!(colours(&site, "check --color always"));
    assert!(!colours(&site, "check --color always --format short"), "editors read this");
    let site = site.variable("NO_COLOR", "1").variable("TERM", "xterm");
    assert!(!colours(&site, "check"));
    let site = site.variable("CLICOLOR_FORCE", "1");
    assert!(!colours(&site, "check"));
}

#[test]
fn help_and_version_are_results() {
    let site = Site::empty();
    site.run("--help")
        .ok()
        .prints(str![[r#"
Turns a folder of approved testimonials and review snippets into a fast static site.

Run it in the folder that holds site.yaml, or anywhere below it.

Usage: laurels [OPTIONS] <COMMAND>

Commands:
  init         Write a small working site into an empty folder
  new          Write one testimonial file with every field explained
  import       Bring reviews home from an export of another platform or tool
  export       Write all records into one table, to be kept or edited elsewhere
  list         Find reviews, published or not
  approve      Publish reviews from the next build on
  withhold     Keep reviews from being published, for a reason
  withdraw     Remove what an author takes back: words, name, photos and comments
  check        Say everything that `build` would say, without writing anything
  build        Write the site
  serve        Show the site in a browser, and every change of its files at once
  watch        Write the site, and again whenever one of its files changes
  theme        See which files the site is drawn with, and copy one to change it
  widget       See the widgets of the site, and get the text that embeds one
  report       Measure what customers say, for the owner's eyes only
  schema       Print a JSON Schema, for editors and for readers of the report
  completions  Print a completion script for a shell
  man          Print the manual page
  help         Print this message or the help of the given subcommand(s)

Options:
      --site <DIR>
          The folder of the site [default: the current folder, or the nearest above it with
          site.yaml]

      --format <FORMAT>
          How problems and results are printed

          Possible values:
          - human:  Messages with excerpts, for people
          - short:  One line for each problem, for editors
          - json:   JSON lines, for programs
          - github: Workflow commands, for GitHub Actions
          
          [default: human]

      --color <WHEN>
          Whether to use colour; the variable `NO_COLOR` switches it off too

          Possible values:
          - auto:   On a terminal, unless `NO_COLOR` is set
          - always: Always
          - never:  Never
          
          [default: auto]

  -q, --quiet
          Say only what forbids publishing

  -v, --verbose
          Show every problem in full

      --today <YYYY-MM-DD>
          The day to build for [default: the variable `SOURCE_DATE_EPOCH`, else today in UTC]

  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

"#]])
        .says("");
    site.run("--version")
        .ok()
        .prints(str![[r#"
laurels [VERSION]

"#]])
        .says("");
    for command in ["init", "new", "list", "check", "build", "schema", "completions", "man"] {
        let help = site.run(&format!("{command} --help")).ok();
        assert!(help.stdout.contains(&format!("Usage: laurels {command}")), "{}", help.stdout);
        site.run(&format!("help {command}")).ok().prints(help.stdout.clone());
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_would_be_right() {
    let site = Site::empty();
    site.run("build")
        .fails(2)
        .says(str![[r#"
error[usage]: there is no `site.yaml` in this folder or above it
   = hint: go to the folder of your site, or make one with `laurels init DIR`


"#]])
        .prints("");
    site.run("check --site nowhere").fails(2).says(str![[r#"
error[usage]: there is no `site.yaml` in `nowhere`
   = hint: `laurels init DIR` makes a new site


"#]]);
    site.run("biuld").fails(2).says(str![[r#"
error: unrecognized subcommand 'biuld'

  tip: a similar subcommand exists: 'build'

Usage: laurels [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]]);
    site.run("build --outt x").fails(2).says(str![[r#"
error: unexpected argument '--outt' found

  tip: a similar argument exists: '--out'

Usage: laurels build --out <DIR>

For more information, try '--help'.

"#]]);
    let site = Site::new();
    site.run("build --today 2026-02-30").fails(2).says(str![[r#"
error[usage]: `--today 2026-02-30`: 2026-02-30 is not a day of the calendar


"#]]);
    site.run("build --today yesterday").fails(2).says(str![[r#"
error[usage]: `--today yesterday`: a date has the form YYYY-MM-DD, such as 2026-03-14


"#]]);
    site.run("check --base-url reviews").fails(2).says(str![[r#"
error[usage]: `--base-url reviews`: expected an absolute address, such as https://example.com/


"#]]);
    site.run("schema nothing").fails(2).says(str![[r#"
error: invalid value 'nothing' for '<KIND>'
  [possible values: site, review, items, survey, report, theme]

For more information, try '--help'.

"#]]);
    for line in ["", "list --rating 6", "list --status gone", "check -q -v", "build --drafts"] {
        let seen = site.run(line).fails(2);
        assert!(seen.stdout.is_empty() && !seen.stderr.is_empty(), "{line}");
    }
    let site = site.variable("SOURCE_DATE_EPOCH", "yesterday");
    site.run("build").fails(2).says(str![[r#"
error[usage]: `SOURCE_DATE_EPOCH` is `yesterday`, not a number of seconds


"#]]);
    site.run("build --today 2026-11-21").ok();
    let site = site.variable("SOURCE_DATE_EPOCH", "");
    site.run("check").ok();
}

#[test]
#[cfg(unix)]
fn what_the_surroundings_refuse_ends_with_3_and_names_the_path() {
    let site = Site::empty().folder("wrong");
    std::os::unix::fs::symlink("site.yaml", site.path("wrong/site.yaml")).unwrap();
    site.run("build --site wrong").fails(3).says(str![[r#"
error[environment]: cannot read `[ROOT]/site/wrong/site.yaml`: too many levels of symbolic links


"#]]);
    let site = Site::new().file("../file", "");
    site.run("init ../file/site").fails(3).says(str![[r#"
error[environment]: cannot read the folder `[ROOT]/site/../file/site`: not a directory


"#]]);
    site.run("build --out ../file/dist").fails(3);
}

/// A site whose list is longer than what a pipe holds.
fn long_list() -> Site {
    let entry = |number: usize| format!("- {{id: r{number}, author: A, rating: 4, body: Words}}\n");
    let entries: String = (0..3000).map(entry).collect();
    Site::new().bytes("content/reviews/many.yaml", entries.as_bytes())
}

#[test]
fn a_reader_who_goes_away_is_no_failure() {
    let site = long_list();
    for line in ["list", "list --format json", "completions bash"] {
        let mut command = site.command(line);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(0), "{line}: {said}");
        assert!(!said.contains("panicked") && !said.contains("error"), "{line}: {said}");
    }
    // Nobody listens to the messages either.
    let mut command = site.command("check");
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_failure() {
    let site = long_list();
    for line in ["list", "list --format json", "schema review", "man"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status = site.command(line).stdout(full).stderr(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(3), "{line}");
    }
}

/// A stream that can be read afterwards.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_program_runs_any_number_of_times_in_one_process() {
    let site = Site::fixture("small");
    let run = |line: &str| {
        let (out, err) = (Memory::default(), Memory::default());
        let environment = laurels::Environment {
            current_dir: site.path(""),
            no_color: None,
            term: None,
            source_date_epoch: Some("1795219200".to_owned()),
            is_terminal: false,
            width: None,
            on_interrupt: Box::new(|_| false),
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
        };
        let words = std::iter::once("laurels").chain(line.split(' ')).map(Into::into);
        let code = laurels::run(words, environment);
        let text = |memory: Memory| String::from_utf8(memory.0.lock().unwrap().clone()).unwrap();
        (format!("{code:?}"), text(out), text(err))
    };
    let success = format!("{:?}", std::process::ExitCode::SUCCESS);
    let first = run("list --quiet");
    assert_eq!(first.0, success);
    assert_eq!(run("list --quiet"), first);
    let failed = run("nothing");
    assert_eq!(failed.0, format!("{:?}", std::process::ExitCode::from(2)));
    assert!(run("build").2.starts_with("built: "));
    assert!(run("build").2.starts_with("nothing has changed: "));
    assert_eq!(run("list --quiet"), first);
    tree::assert_same(&site.tree("dist"), &site.run("build --out b").ok().output(), "as a process");
}
