//! What becomes of imported reviews later: newer exports, the owner's own changes, and the way back out.

use serde_json::Value;

use crate::support::{Site, tree};

/// A site in which nothing is there yet.
fn site() -> Site {
    Site::new().today("2026-11-01")
}

/// The result of a command that was run with `--format json`.
fn result(site: &Site, line: &str) -> Value {
    let seen = site.run(&format!("{line} --format json")).ok();
    seen.json().into_iter().find(|line| line["type"] == "result").unwrap()
}

/// How many rows were read, imported, updated, unchanged and skipped.
fn counts(result: &Value) -> [u64; 5] {
    let counts = ["read", "imported", "updated", "unchanged", "skipped"]
        .map(|key| result[key].as_u64().unwrap_or_else(|| panic!("no `{key}`")));
    assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "a row is lost: {result}");
    counts
}

const FIRST: &str = "\
review_id,name,stars,title,text,date,reply
a1,Ana Amostra,5,Bright,A bright room and good light.,2026-03-01,
b2,Bo Beispiel,4,,The bread is fresh.,2026-03-02,
c3,Cy Sample,2,Slow,Forty minutes for a cup.,2026-03-03,
d4,Di Ejemplo,3,,It was fine.,2026-03-04,
";

const SECOND: &str = "\
review_id,name,stars,title,text,date,reply
a1,Ana Amostra,4,Bright,A bright room and good light.,2026-03-01,Thank you!
b2,Bo Beispiel,3,,The bread was fresh.,2026-03-02,
c3,Cy Sample,2,Slow,Forty minutes for a cup.,2026-03-03,
d4,Di Ejemplo,3,,It was fine.,2026-03-04,
e5,Ed Exemple,5,,A quiet hour.,2026-03-05,
";

#[test]
fn a_newer_export_adds_what_is_new_and_leaves_what_the_owner_did() {
    for shape in ["yaml", "markdown"] {
        let site = site().file("first.csv", FIRST).file("second.csv", SECOND);
        let line = |file: &str| format!("import csv {file} --as {shape}");
        assert_eq!(counts(&result(&site, &line("first.csv"))), [4, 4, 0, 0, 0]);
        let _ = site.run("approve csv-a1 csv-b2").ok();
        let _ = site.run("withdraw csv-d4").ok();
        let file = if shape == "yaml" {
            "content/reviews/csv.yaml"
        } else {
            "content/testimonials/csv/csv-b2.md"
        };
        let site = site.edit(file, |text| {
            text.replace("The bread is fresh.", "The bread is […].")
                .replace("rating: 4", "rating: 4 # as said on the phone")
        });
        let again = result(&site, &line("first.csv"));
        assert_eq!(counts(&again), [4, 0, 0, 3, 1], "{shape}: the same export once more");

        let before = site.tree("content");
        let newer = result(&site, &line("second.csv"));
        assert_eq!(counts(&newer), [5, 1, 2, 1, 1], "{shape}");
        assert_eq!(newer["skips"][0]["code"], "withdrawn");
        assert_eq!(
            newer["kept"][0]["keys"],
            serde_json::json!(["body"]),
            "{shape}: what was edited here stays"
        );
        let texts: String =
            site.tree("content").texts("").map(|(_, text)| text.to_owned()).collect();
        for expected in
            ["Thank you!", "The bread is […].", "rating: 3 # as said on the phone", "A quiet hour."]
        {
            assert!(texts.contains(expected), "{shape}: {expected}\n{texts}");
        }
        assert!(!texts.contains("was fresh") && !texts.contains("It was fine"), "{shape}\n{texts}");
        assert_eq!(texts.matches("status: approved").count(), 2, "{shape}\n{texts}");
        let changed = site.tree("content").changes_since(&before);
        assert!(!changed.contains("csv-c3"), "{shape}: {changed}");

        let after = site.tree("content");
        assert_eq!(counts(&result(&site, &line("second.csv"))), [5, 0, 0, 4, 1], "{shape}");
        tree::assert_same(
            &after,
            &site.tree("content"),
            "what an import leaves that has nothing new",
        );
    }
}

#[test]
fn only_the_lines_that_have_changed_change() {
    let site = site().file("first.csv", FIRST).file("second.csv", SECOND);
    let _ = site.run("import csv first.csv").ok();
    let before = site.read("content/reviews/csv.yaml");
    let _ = site.run("import csv second.csv").ok();
    let after = site.read("content/reviews/csv.yaml");
    let diff = similar::TextDiff::from_lines(&before, &after);
    let gone: Vec<&str> = diff
        .iter_all_changes()
        .filter(|change| change.tag() == similar::ChangeTag::Delete)
        .map(|change| change.value().trim())
        .collect();
    // Beside them only the notes by which the next import knows these two.
    let gone: Vec<&str> = gone.into_iter().filter(|line| !line.starts_with("imported:")).collect();
    assert_eq!(gone, ["rating: 5", "rating: 4", "body: The bread is fresh."]);
    assert!(after.starts_with(&before[..before.find("rating").unwrap()]), "{after}");
    assert!(after.trim_end().ends_with("A quiet hour."), "{after}");
}

#[test]
fn rows_without_an_id_are_known_by_what_they_say() {
    let rows = "name,rating,review,date,reply\nAna Amostra,5,Good light.,2026-03-01,\n";
    let site =
        site().file("first.csv", rows).file("second.csv", &rows.replace("01,\n", "01,Thanks!\n"));
    assert_eq!(counts(&result(&site, "import csv first.csv")), [1, 1, 0, 0, 0]);
    let site =
        site.edit("content/reviews/csv.yaml", |text| text.replace("Good light.", "Good […]."));
    assert_eq!(counts(&result(&site, "import csv second.csv")), [1, 0, 1, 0, 0]);
    let text = site.read("content/reviews/csv.yaml");
    assert!(text.contains("Good […].") && text.contains("Thanks!"), "{text}");
}

#[test]
fn equal_rows_are_one_review_unless_they_are_said_to_be_many() {
    let rows = "rating,review,date\n5,Good.,2026-03-01\n5,Good.,2026-03-01\n5,Good.,2026-03-01\n";
    let one = site().file("rows.csv", rows);
    assert_eq!(counts(&result(&one, "import csv rows.csv")), [3, 1, 0, 0, 2]);
    let many = site().file("rows.csv", rows);
    assert_eq!(counts(&result(&many, "import csv rows.csv --keep-duplicates")), [3, 3, 0, 0, 0]);
    assert_eq!(counts(&result(&many, "import csv rows.csv --keep-duplicates")), [3, 0, 0, 3, 0]);
}

#[test]
fn what_somebody_wrote_by_hand_is_not_changed_by_an_import() {
    let review = "- id: csv-a1\n  author: Ana\n  rating: 1\n  body: Mine.\n";
    let site = site().file("content/reviews/own.yaml", review).file("first.csv", FIRST);
    assert_eq!(counts(&result(&site, "import csv first.csv")), [4, 4, 0, 0, 0]);
    assert_eq!(site.read("content/reviews/own.yaml"), review);
    assert!(site.read("content/reviews/csv.yaml").starts_with("- id: csv-a1-2\n"), "a free id");
    let _ = site.run("check").ok();
    assert_eq!(counts(&result(&site, "import csv first.csv")), [4, 0, 0, 4, 0]);
}

#[test]
fn a_row_that_takes_the_id_of_somebody_else_ends_the_import_and_is_named() {
    let stranger = "review_id,name,stars,text,date\na1,Zoe Other,1,Terrible.,2026-04-01\n";
    let more = "review_id,name,stars,text,date\nf6,Fay Falk,5,Kind.,2026-04-02\n";
    let site = site().file("first.csv", FIRST).file("other.csv", stranger).file("more.csv", more);
    let _ = site.run("import csv first.csv").ok();
    let before = site.tree("content");
    let told = site.run("import csv other.csv more.csv").fails(1).stderr.clone();
    assert!(told.contains("error[import-id]") && told.contains("other.csv:2"), "{told}");
    tree::assert_same(&before, &site.tree("content"), "what was there");
}

#[test]
fn a_dry_run_writes_nothing() {
    let site = site().file("first.csv", FIRST);
    let before = site.tree("");
    let seen = site.run("import csv first.csv --dry-run").ok();
    assert!(seen.stdout.contains("- id: csv-a1"), "{}", seen.stdout);
    tree::assert_same(&before, &site.tree(""), "a site after a dry run");
}

#[test]
fn a_site_with_a_broken_file_gets_nothing() {
    let site = site().file("first.csv", FIRST).file("content/reviews/own.yaml", "- id: [\n");
    let before = site.tree("content");
    let _ = site.run("import csv first.csv").fails(1);
    tree::assert_same(&before, &site.tree("content"), "what was there");
}

#[test]
fn an_export_of_a_site_changes_nothing_where_it_came_from() {
    for format in ["csv", "json"] {
        let site = Site::sample();
        let out = format!("all.{format}");
        let _ = site.run(&format!("export {format} --out {out}")).ok();
        let before = site.tree("content");
        let result = result(&site, &format!("import {format} {out} --include-unpublished"));
        let [read, imported, updated, ..] = counts(&result);
        assert!(read > 30, "{result}");
        assert_eq!([imported, updated], [0, 0], "{result}");
        tree::assert_same(&before, &site.tree("content"), "the sample site");
    }
}

#[test]
fn an_export_is_the_same_after_it_was_imported_into_another_site() {
    let old = Site::sample();
    let first = old.run("export json").ok().stdout.clone();
    let new = Site::new().file("all.json", &first);
    let result = result(&new, "import json all.json --include-unpublished");
    let [read, imported, _, _, skipped] = counts(&result);
    assert_eq!(read, imported + skipped, "{result}");
    let second = new.run("export json").ok().stdout.clone();
    let rows = |text: &str| -> Vec<Value> {
        let mut rows =
            serde_json::from_str::<Value>(text).unwrap()["reviews"].as_array().unwrap().clone();
        for row in &mut rows {
            // Nothing is published before somebody approves it there too.
            row.as_object_mut().unwrap().remove("status");
        }
        rows.sort_by_key(|row| row["laurels_id"].as_str().unwrap().to_owned());
        rows
    };
    let (first, second) = (rows(&first), rows(&second));
    for row in &second {
        assert!(first.contains(row), "{row:#}\nis none of\n{:#}", Value::from(first.clone()));
    }
    assert_eq!(second.len() as u64, imported);
}

#[test]
fn an_export_has_nothing_that_is_private_and_nothing_that_a_spreadsheet_would_run() {
    let site = Site::new()
        .review(
            "ana",
            "author: {name: Ana Amostra, display: initials}\nconsent: {on: 2026-03-01, ref: drawer-7, scope: [text, name]}\n\
             verified: {method: order, note: number 4711}\nextra: {secret: yes-indeed}",
            "=HYPERLINK(\"https://example.com\")",
        )
        .review("bob", "author: \"@bob\"\nstatus: withheld\nwithheld: {reason: fake, note: we know}", "+1");
    for format in ["csv", "json"] {
        let text = site.run(&format!("export {format}")).ok().stdout.clone();
        for private in ["Amostra", "drawer-7", "4711", "yes-indeed", "we know"] {
            assert!(!text.contains(private), "{format}: {private}\n{text}");
        }
        assert!(text.contains("A. A.") || text.contains("AA"), "{text}");
    }
    let text = site.run("export csv").ok().stdout.clone();
    assert!(
        text.contains(r#""'=HYPERLINK("#) && text.contains("'@bob") && text.contains("'+1"),
        "{text}"
    );
}

#[test]
fn a_review_of_another_platform_keeps_its_words_when_the_permission_is_not_said_again() {
    let rows = "review_id,name,stars,text,date,platform,url\n\
                a1,Ana Amostra,5,Good light.,2026-03-01,tripadvisor,https://example.com/a1\n";
    let site = site().file("rows.csv", rows);
    let with = "import csv rows.csv --permission author-permission";
    assert_eq!(counts(&result(&site, with)), [1, 1, 0, 0, 0]);
    let before = site.tree("content");
    assert_eq!(counts(&result(&site, "import csv rows.csv")), [1, 0, 0, 1, 0]);
    tree::assert_same(&before, &site.tree("content"), "words that may be kept");
}

#[test]
fn an_id_that_was_changed_here_takes_no_other_review_away() {
    let site = site().file("first.csv", FIRST).file("second.csv", SECOND);
    let _ = site.run("import csv first.csv").ok();
    let site =
        site.edit("content/reviews/csv.yaml", |text| text.replace("- id: csv-a1", "- id: csv-e5"));
    assert_eq!(counts(&result(&site, "import csv second.csv")), [5, 1, 2, 2, 0]);
    let _ = site.run("check").ok();
}

#[test]
fn a_review_that_was_taken_back_stays_away_also_with_mended_words() {
    let rows = "name,rating,review,date\nAna Amostra,5,A good cafÃ©.,2026-03-01\n";
    let site = site().file("rows.csv", rows);
    let imported = result(&site, "import csv rows.csv");
    assert_eq!(counts(&imported), [1, 1, 0, 0, 0]);
    let text = site.read("content/reviews/csv.yaml");
    let id = text.lines().next().unwrap().trim_start_matches("- id: ");
    let _ = site.run(&format!("withdraw {id}")).ok();
    assert_eq!(counts(&result(&site, "import csv rows.csv --fix-mojibake")), [1, 0, 0, 0, 1]);
}
