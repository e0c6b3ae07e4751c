//! `laurels approve` and `laurels withhold`, from the command line to the files; how single files are changed
//! is shown by the fixtures of `edit`.

use serde_json::Value;
use snapbox::str;

use crate::support::{Site, tree};

/// A site with reviews that wait in three files.
fn waiting() -> Site {
    Site::new()
        .review("ana", "status: pending\nrating: 5", "Good.")
        .review("eva", "status: approved\nrating: 4", "Fine.")
        .file(
            "content/reviews/cards.yaml",
            "
            defaults: {date: 2026-03-14, author: Bob Young, status: pending}
            reviews:
            - {id: bob, rating: 5}   # by phone
            - id: cleo
              rating: 3
            ",
        )
        .file("content/reviews/late.yaml", "- {id: dora, author: Dora Zorn, rating: 2} # no day\n")
}

#[test]
fn many_reviews_of_many_files_are_approved_at_once() {
    let site = waiting();
    site.run("approve cleo ana eva bob")
        .ok()
        .prints(str![[r#"
approved `cleo` in content/reviews/cards.yaml
approved `ana` in content/testimonials/ana.md
`eva` is approved already
approved `bob` in content/reviews/cards.yaml

"#]])
        .says(str![]);
    assert_eq!(
        site.read("content/reviews/cards.yaml"),
        "defaults: {date: 2026-03-14, author: Bob Young, status: pending}\n\
         reviews:\n\
         - {id: bob, status: approved, rating: 5}   # by phone\n\
         - id: cleo\n  status: approved\n  rating: 3\n"
    );
    let before = site.tree("content");
    let again = site.run("approve cleo ana eva bob --format json").ok().json();
    assert_eq!(again.len(), 1);
    let rows = again[0]["reviews"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["changed"] == false && row["status"] == "approved"));
    tree::assert_same(&before, &site.tree("content"), "what is approved already is not written");
}

#[test]
fn one_unknown_id_changes_nothing_at_all() {
    let site = waiting();
    let before = site.tree("");
    site.run("approve ana boob").fails(2).prints(str![]).says(str![[r#"
error[usage]: there is no review `boob`; nothing was changed
   = hint: did you mean `bob`? `laurels list` shows all ids


"#]]);
    for line in ["withhold ana boob --reason fake", "withdraw ana boob"] {
        let _ = site.run(line).fails(2);
    }
    let told = site.run("approve ana xyzzyplugh --format json").fails(2).json();
    assert_eq!(told[0]["code"], "usage");
    tree::assert_same(&before, &site.tree(""), "the site");
}

#[test]
fn one_refused_change_changes_nothing_at_all() {
    let site = waiting().file(
        "content/reviews/shared.yaml",
        "
        - {id: fay, status: &s pending, author: Fay, rating: 5}
        - {id: gus, status: *s, author: Gus, rating: 5}
        ",
    );
    let site = site.file(
        "content/testimonials/gone.md",
        "---\nstatus: withdrawn\nwithdrawn: 2026-05-01\ndate: 2026-01-01\nrating: 2\n---\n",
    );
    let before = site.tree("");
    site.run("approve ana fay").fails(1).prints(str![]).says(str![[r#"
error[edit-refused]: this review is not changed: nothing proves that the rest of its file would stay as it is
  --> content/reviews/shared.yaml:1:13
   |
 1 | - {id: fay, status: &s pending, author: Fay, rating: 5}
   |             ^^^^^^
   = hint: write `status: approved` there by hand

nothing was changed

"#]]);
    site.run("approve ana gone").fails(1).prints(str![]).says(str![[r#"
error[edit-refused]: `gone` was taken back by its author: nothing is left to decide
  --> content/testimonials/gone.md:2:1
   |
 2 | status: withdrawn
   | ^^^^^^
   = hint: what they say anew is a review of its own: `laurels new NAME`

nothing was changed

"#]]);
    site.run("withhold ana gone --reason fake").fails(1).prints(str![]).says(str![[r#"
error[edit-refused]: `gone` was taken back by its author: nothing is left to decide
  --> content/testimonials/gone.md:2:1
   |
 2 | status: withdrawn
   | ^^^^^^
   = hint: what they say anew is a review of its own: `laurels new NAME`

nothing was changed

"#]]);
    tree::assert_same(&before, &site.tree(""), "the site");
}

#[test]
fn two_reviews_of_one_id_are_not_told_apart() {
    let site = waiting().file("content/reviews/more.yaml", "- {id: bob, author: Bob, rating: 1}\n");
    let before = site.tree("");
    site.run("withdraw bob").fails(1).prints(str![]).says(str![[r#"
error[problems]: two reviews have the id `bob`: in content/reviews/cards.yaml, entry 1 and in content/reviews/more.yaml, entry 1
   = hint: give one of the two another `id`


"#]]);
    tree::assert_same(&before, &site.tree(""), "the site");
}

#[test]
fn a_trial_writes_nothing_and_shows_a_diff_that_applies() {
    let photo = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
    let made = || {
        waiting()
            .edit("content/reviews/late.yaml", |text| text.replace('\n', "\r\n"))
            .file("content/media/ana.svg", photo)
            .review("zoe-quill", "author: Zoe Quill\nrating: 5", "No newline\nat the end")
    };
    for line in [
        "approve ana bob cleo dora",
        "withhold ana bob dora --reason fake --note \"so, it's\"",
        "withdraw ana cleo zoe-quill dora",
    ] {
        let site = made();
        let before = site.tree("");
        let diff = site.run(&format!("{line} --dry-run")).ok().stdout.clone();
        tree::assert_same(&before, &site.tree(""), "a trial");
        let json = site.run(&format!("{line} --dry-run --format json")).ok().json();
        assert_eq!(json[0]["diff"], diff.as_str(), "{line}");
        tree::assert_same(&before, &site.tree(""), "a trial");
        let site = site.bytes("../change.diff", diff.as_bytes());
        site.git("apply ../change.diff");
        let changed = site.tree("content");
        let other = made();
        let _ = other.command(line).output().unwrap();
        tree::assert_same(&changed, &other.tree("content"), line);
        assert_ne!(changed.files, before.files);
    }
}

#[test]
fn what_still_forbids_publishing_is_told() {
    let site = waiting();
    site.run("approve dora bob")
        .fails(1)
        .prints(str![[r#"
approved `dora` in content/reviews/late.yaml
approved `bob` in content/reviews/cards.yaml

"#]])
        .says(str![[r#"
error[date-missing]: an approved review needs the day it was given
  --> content/reviews/late.yaml:1:4
   |
 1 | - {id: dora, status: approved, author: Dora Zorn, rating: 2} # no day
   |    ^^
   = hint: add a line such as `date: 2026-03-14`

the files were changed, but nothing is published as long as this is so

"#]]);
    assert!(site.read("content/reviews/late.yaml").contains("status: approved"));
    let lines = site.run("approve dora --format json").fails(1).json();
    let told: Vec<_> = lines.iter().map(|line| (&line["code"], &line["ok"])).collect();
    assert_eq!(told, [(&"date-missing".into(), &Value::Null), (&Value::Null, &false.into())]);
    // Another review's faults are no concern of this command.
    let site =
        site.file("content/reviews/wrong.yaml", "- {id: wrong, status: approved, rating: 7}\n");
    site.run("approve ana").ok().says(str![]);
}

#[test]
fn a_reason_is_one_that_the_site_allows() {
    let site = waiting();
    let before = site.tree("");
    site.run("withhold ana --reason personel-data").fails(2).says(str![[r#"
error[usage]: the site says that it shows all reviews, and `personel-data` is no reason to withhold one
   = hint: did you mean `personal-data`? one of `personal-data`, `confidential`, `abusive`, `discriminatory`, `fake`, `unrelated`, `duplicate`, `author-asked`


"#]]);
    site.run("withhold ana --reason boring").fails(2).says(str![[r#"
error[usage]: the site says that it shows all reviews, and `boring` is no reason to withhold one
   = hint: one of `personal-data`, `confidential`, `abusive`, `discriminatory`, `fake`, `unrelated`, `duplicate`, `author-asked`


"#]]);
    site.run("withhold ana --reason \" \"").fails(2).says(str![[r#"
error[usage]: `--reason` is blank
   = hint: say why it is not shown


"#]]);
    tree::assert_same(&before, &site.tree(""), "the site");
    site.run("withhold ana eva --reason personal-data")
        .ok()
        .prints(str![[r#"
withheld `ana` in content/testimonials/ana.md
withheld `eva` in content/testimonials/eva.md

"#]])
        .says(str![]);
    site.run("withhold ana --reason personal-data").ok().prints(str![[r#"
`ana` is withheld already

"#]]);
    let _ = site.run("check").ok();
    let site = waiting().config("selection: {completeness: selection, rule: the best}");
    site.run("withhold ana --reason boring --note \"say: no\"").ok().says(str![]);
    let text = site.read("content/testimonials/ana.md");
    let wanted = "withheld: {reason: boring, on: 2026-11-21, note: \"say: no\"}\n";
    assert!(text.contains(wanted), "{text}");
    let _ = site.run("check").ok();
}

#[test]
#[cfg(unix)]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let site = waiting();
    let (file, target) = (site.path("content/testimonials/ana.md"), site.path("../ana.md"));
    fs::rename(&file, &target).unwrap();
    symlink("../../../ana.md", &file).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    let _ = site.run("approve ana").ok();
    assert_eq!(fs::read_link(&file).unwrap().to_str(), Some("../../../ana.md"));
    assert!(fs::read_to_string(&target).unwrap().contains("status: approved"));
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
}
