//! What each command says and prints, whole, and the status with which it ends.

use serde_json::Value;
use snapbox::str;

use crate::support::{Site, tree};

#[test]
fn init_writes_a_site_that_builds_without_a_problem() {
    let site = Site::empty();
    site.run("init reviews")
        .ok()
        .prints(str![[r#"
wrote reviews/.github/workflows/publish.yml
wrote reviews/.gitignore
wrote reviews/content/items.yaml
wrote reviews/content/media/logo.svg
wrote reviews/content/pages/about.md
wrote reviews/content/reviews/samples.yaml
wrote reviews/content/testimonials/sample-long.md
wrote reviews/content/testimonials/sample-pending.md
wrote reviews/site.yaml

"#]])
        .says(str![[r#"
next: cd reviews && laurels build

"#]]);
    let made = site.tree("reviews");
    let site = site.current("reviews");
    site.run("check --strict").ok();
    site.run("build --strict --out ../public").ok();
    // A second time the folder is not empty.
    let again = site.run("init").fails(2);
    again
        .says(str![[r#"
error[usage]: the folder `.` is not empty
   = hint: choose a new folder, such as `laurels init reviews`


"#]])
        .prints("");
    let mut now = site.tree("reviews");
    now.files.retain(|path, _| !path.starts_with(".laurels/"));
    tree::assert_same(&made, &now, "nothing was overwritten");
    // Here, in an empty folder.
    let site = Site::empty();
    site.run("init").ok().says(str![[r#"
next: laurels build

"#]]);
    site.run("build --strict").ok();
    let site = Site::empty();
    let lines = site.run("init a --format json").ok().json();
    assert_eq!(lines.len(), 1);
    assert_eq!((&lines[0]["type"], &lines[0]["command"]), (&"result".into(), &"init".into()));
    let files: Vec<&str> =
        lines[0]["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert_eq!(files, made.files.keys().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn new_writes_a_testimonial_that_waits_for_its_words() {
    let site = Site::new();
    site.run("new \"Ana López\"")
        .ok()
        .prints(str![[r#"
wrote content/testimonials/ana-lopez.md

"#]])
        .says(str![[r#"
add the customer's words; `laurels approve ana-lopez` publishes them

"#]]);
    let text = site.read("content/testimonials/ana-lopez.md");
    assert!(text.contains("name: \"Ana López\"") && text.contains("date: 2026-11-21"), "{text}");
    site.run("check").ok().says(str![[r#"
warning[empty-review]: this review has neither a text nor a rating
  --> content/testimonials/ana-lopez.md:6:1
   |
 6 | status: pending                       # pending, approved, withheld or withdrawn
   | ^^^^^^
   = hint: add the customer's words, or a line `rating: 5`

1 warning in 1 file; the site can be published
1 pending review is left out; `laurels list --status pending` lists it

"#]]);
    site.run("new \"ana lopez\"")
        .fails(2)
        .says(str![[r#"
error[usage]: `content/testimonials/ana-lopez.md` exists already
   = hint: give another name, such as `laurels new "Ana López 2"`


"#]])
        .prints("");
    assert_eq!(site.read("content/testimonials/ana-lopez.md"), text, "nothing was overwritten");
    site.run("new ???").fails(2).says(str![[r#"
error[usage]: no file name can be made of `???`
   = hint: use letters or digits


"#]]);
    // A name is a name, whatever is in it.
    site.run("new \"O#: [x] {{y}} \\t 'z\"").ok();
    site.run("check").ok();
    let listed = site.run("list --format json").ok().json();
    let names: Vec<&Value> =
        listed[0]["reviews"].as_array().unwrap().iter().map(|review| &review["author"]).collect();
    assert_eq!(names, ["Ana López", "O#: [x] {{y}} \\t 'z"]);
}

#[test]
fn list_shows_every_review_that_fits() {
    let site = Site::fixture("small");
    site.run("list").ok().prints(str![[r#"
google-link                      approved  2026-06-15 3/5    –
withheld-one                     withheld  2026-01-10 1/5    Fausto Guardado      The cook went to school with my sister Gisela.
withdrawn-one                    withdrawn 2026-02-02 4/5    –
translated                       approved  2026-01-20 5/5    Heike Silber         Very good.
ana-lopez                        approved  2026-03-14 4.5/5  Ana López            Two hours, and the best coffee of my life. clear…
bento                            approved  2026-05-02 2/5    Bento Andorinha      The coffee was cold.
insider                          approved  2026-04-01 5/5    Clara Vento          Everything was right.
not-yet                          pending   2026-07-01 1/5    Dora Espera          Nobody has read this yet.
on-a-thumb                       approved  2025-12-24 9/10   –

"#]]).says(str![[r#"
9 of 9 reviews

"#]]);
    let found = |options: &str| {
        let lines = site.run(&format!("list {options} --format json")).ok().json();
        let reviews = lines.last().unwrap()["reviews"].as_array().unwrap().clone();
        let id = |review: Value| review["id"].as_str().unwrap().to_owned();
        reviews.into_iter().map(id).collect::<Vec<_>>()
    };
    assert_eq!(found("--status pending"), ["not-yet"]);
    assert_eq!(found("--status withheld"), ["withheld-one"]);
    assert_eq!(found("--rating 4"), ["withdrawn-one", "ana-lopez", "on-a-thumb"]);
    assert_eq!(found("--item espresso-class"), ["ana-lopez", "insider"]);
    assert_eq!(found("--tag coffee"), ["ana-lopez", "bento"]);
    assert_eq!(found("--source google"), ["google-link"]);
    assert_eq!(found("COFFEE cold"), ["bento"]);
    assert_eq!(found("andorinha"), ["bento"], "the owner sees whole names");
    assert_eq!(found("coffee --status pending"), Vec::<String>::new());
    site.run("list nothing-like-it").ok().prints("").says(str![[r#"
0 of 9 reviews

"#]]);
}

#[test]
fn list_works_on_a_site_with_errors_and_says_them() {
    let site = Site::fixture("small")
        .edit("content/testimonials/bento.md", |text| text.replace("rating: 2", "rating: 7"));
    site.run("list cold --format short").fails(1).prints(str![[r#"
bento                            approved  2026-05-02 –      Bento Andorinha      The coffee was cold.

"#]]).says(str![[r#"
content/testimonials/bento.md:8:9: error[rating-out-of-range]: `rating` is 7, but the scale ends at 5
1 of 9 reviews

"#]]);
}

/// Sites with something wrong in each of the places where that can be.
fn broken_sites() -> Vec<(&'static str, Site)> {
    let small = || Site::fixture("small");
    vec![
        ("nothing wrong", small()),
        (
            "a value",
            small().edit("content/testimonials/bento.md", |text| {
                text.replace("rating: 2", "rating: 7")
            }),
        ),
        ("a key", small().config("titel: X")),
        ("broken YAML", small().file("content/reviews/x.yaml", "- {a: [b\n")),
        ("broken site.yaml", small().file("site.yaml", "title: [\n")),
        ("no title", small().file("site.yaml", "language: en\n")),
        ("a warning", small().file("content/testimonials/notes.txt", "Not read.")),
        ("a note", small().edit("site.yaml", |text| text.replace("base_url:", "# base_url:"))),
        ("two addresses", small().file("content/pages/tags.md", "---\ntitle: Tags\n---\n")),
        (
            "a template",
            small().file("templates/wall.html", "{% block main %}{{ nothing.here }}{% endblock %}"),
        ),
        ("template syntax", small().file("templates/404.html", "{% if %}")),
        ("no theme", small().config("theme: none")),
        (
            "an item",
            small().edit("content/items.yaml", |text| text.replace("id: house-blend", "id: H B")),
        ),
        ("not UTF-8", small().bytes("content/testimonials/bad.md", b"---\nauthor: \xff\n---\n")),
        ("a medium", small().remove("content/media/class.svg")),
        ("no content", small().remove("content")),
        (
            "all at once",
            small()
                .remove("content/media/class.svg")
                .config("titel: X")
                .file("content/testimonials/notes.txt", "Not read.")
                .file("templates/404.html", "{{ site.titel }}"),
        ),
    ]
}

#[test]
fn check_says_exactly_what_build_says() {
    for (name, site) in broken_sites() {
        for options in ["", " --strict", " --base-url https://example.com/x"] {
            let [check, build] = ["check", "build"].map(|command| {
                let done = site.command(&format!("{command}{options} --format json"));
                let done = { done }.output().unwrap();
                let lines = String::from_utf8(done.stdout).unwrap();
                let problems =
                    lines.lines().filter(|line| line.starts_with("{\"type\":\"diagnostic\""));
                (done.status.code(), problems.map(str::to_owned).collect::<Vec<_>>())
            });
            assert_eq!(check, build, "{name}{options}");
            // For people, too: the same up to the closing line.
            let [check, build] = ["check", "build"].map(|command| {
                let done = { site.command(&format!("{command}{options}")) }.output().unwrap();
                let text = String::from_utf8(done.stderr).unwrap();
                text.rsplit_once("\n\n").map(|(problems, _)| problems.to_owned())
            });
            assert_eq!(check, build, "{name}{options}");
        }
    }
}

#[test]
fn the_result_of_each_command_is_one_line_of_json() {
    let site = Site::fixture("small");
    site.run("build --format json").ok().says("").prints(str![[r#"
{"type":"result","command":"build","ok":true,"up_to_date":false,"reviews":9,"published":6,"pending":1,"drafts":false,"pages":30,"weakened":[],"files":40,"bytes":"[SIZE]","written":40,"removed":0,"milliseconds":"[TIME]"}

"#]]);
    site.run("build --format json").ok().prints(str![[r#"
{"type":"result","command":"build","ok":true,"up_to_date":true,"reviews":9,"published":6,"pending":1,"drafts":false,"pages":30,"weakened":[],"files":40,"bytes":"[SIZE]","written":0,"removed":0,"milliseconds":"[TIME]"}

"#]]);
    site.run("check --format json").ok().prints(str![[r#"
{"type":"result","command":"check","ok":true,"reviews":9,"published":6,"pending":1,"drafts":false,"pages":30,"weakened":[],"consents_ending":[]}

"#]]);
    site.run("new Zoe --format json").ok().prints(str![[r#"
{"type":"result","command":"new","id":"zoe","path":"content/testimonials/zoe.md"}

"#]]);
    let site = site.review("bad", "rating: 9", "");
    let lines = site.run("build --format json").fails(1).json();
    assert_eq!(
        lines.last().unwrap().to_string(),
        r#"{"type":"result","command":"build","ok":false,"problems":2}"#
    );
    let empty = Site::empty();
    empty.run("build --format json").fails(2).says("").prints(str![[r#"
{"type":"diagnostic","severity":"error","code":"usage","message":"there is no `site.yaml` in this folder or above it","path":null,"line":null,"column":null,"end_line":null,"end_column":null,"hint":"go to the folder of your site, or make one with `laurels init DIR`"}

"#]]);
}

#[test]
fn documents_are_printed_whole_and_need_no_site() {
    let site = Site::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = site.run(&format!("completions {shell}")).ok();
        for word in ["build", "--base-url", "--strict", "laurels"] {
            // fish writes options without their hyphens.
            let word = if shell == "fish" { word.trim_start_matches('-') } else { word };
            assert!(script.stdout.contains(word), "{shell} has no {word}");
        }
        script.says("");
    }
    let man = site.run("man").ok();
    man.says("");
    assert!(man.stdout.contains(".TH laurels 1") && man.stdout.contains(".SH SUBCOMMANDS"));
    for kind in ["site", "review", "items", "theme"] {
        let printed = site.run(&format!("schema {kind}")).ok();
        let schema: Value = serde_json::from_str(&printed.stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let same = site.run(&format!("schema {kind} --format json --quiet")).ok();
        assert_eq!(same.stdout, printed.stdout, "a document is the same in every form");
    }
}

#[test]
fn timings_name_every_stage_of_a_build() {
    let site = Site::fixture("small");
    let seen = site.run("build --format json --timings --jobs 3").ok();
    let timings = seen.json().pop().unwrap()["timings"].clone();
    assert_eq!(timings["threads"], 3);
    let stages = timings["stages"].as_array().unwrap();
    let names: Vec<&str> = stages.iter().map(|stage| stage["stage"].as_str().unwrap()).collect();
    assert_eq!(names, ["read", "parse", "check", "media", "plan", "render", "write"]);
    assert!(stages.iter().all(|stage| stage["milliseconds"].as_f64().unwrap() >= 0.0), "{timings}");

    let again = site.run("build --timings --jobs 1").ok();
    for line in ["nothing has changed", "stages, with 1 thread:", "  read ", "  write "] {
        assert!(again.stderr.contains(line), "{line}: {}", again.stderr);
    }
    assert!(!again.stderr.contains("render"), "{}", again.stderr);
    let without = site.run("build --format json").ok();
    assert!(without.json().pop().unwrap()["timings"].is_null());
}

#[test]
fn a_number_of_threads_that_cannot_be_is_wrong_usage() {
    let site = Site::fixture("small");
    for jobs in ["0", "257", "many"] {
        let seen = site.run(&format!("build --jobs {jobs}")).fails(2);
        assert!(seen.stderr.contains("--jobs <N>"), "{}", seen.stderr);
    }
}
