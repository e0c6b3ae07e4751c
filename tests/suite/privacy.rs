//! What nobody may read: nothing of it is in any byte of the output, nor in the name of a file.

use serde_yaml::Value;

use crate::support::{Site, Tree};

/// Fails where one of the secrets is anywhere in the output, in whatever letter case.
#[track_caller]
fn assert_absent(output: &Tree, secrets: &[&str]) {
    for (path, bytes) in &output.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in secrets {
            let secret = secret.to_lowercase();
            assert!(!path.to_lowercase().contains(&secret), "`{secret}` is in the name `{path}`");
            assert!(!text.contains(&secret), "`{secret}` is in `{path}`");
        }
    }
}

/// Every key with a secret of its own; `{}` stands for the review.
const SECRETS: &str = "
author: {name: Secretname{}, role: Secretrole{}, company: Secretcompany{}, location: Secretplace{}, \
 url: \"https://secret{}.example/\", photo: media/secretface{}.svg}
rating: 3
title: Secrettitle{}
tags: [Secrettag{}]
touchpoints: [Secretpoint{}]
source: {platform: secretplatform{}, id: secretid{}, url: \"https://platform.example/secreturl{}\", basis: author-permission}
verified: {method: order, note: Secretnote{}}
incentive: {kind: Secretgift{}, disclosure: Secretpromise{}}
disclosure: Secretbond{}
consent: {on: 2026-03-14, method: secretmethod{}, ref: secretref{}, scope: [text, name, photo, company, location]}
original: Secretoriginal{}
translated_from: de
translator: human
pros: [Secretpro{}]
cons: [Secretcon{}]
reply: {by: Secretreplier{}, role: Secretdesk{}, text: Secretreply{}}
follow_up: {text: Secretfollowup{}}
media: [{kind: image, src: media/secretpicture{}.svg, alt: Secretalt{}}]
claim: {evidence: secretevidence{}}
extra: {secretkey{}: secretvalue{}}
";

fn with_secrets(site: Site, id: &str, status: &str) -> Site {
    let keys = format!("{status}{}", SECRETS.replace("{}", id));
    let picture = |kind: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><!--secret{kind}{id}--></svg>")
    };
    site.file(&format!("content/media/secretface{id}.svg"), &picture("face"))
        .file(&format!("content/media/secretpicture{id}.svg"), &picture("picture"))
        .review(&format!("secret-{id}"), &keys, &format!("Secretbody{id}"))
}

#[test]
fn nothing_of_an_unpublished_review_is_in_the_output() {
    let site = Site::new().review("shown", "rating: 5", "Good.");
    let site = with_secrets(site, "pending", "status: pending");
    let site = with_secrets(
        site,
        "withheld",
        "status: withheld\nwithheld: {reason: confidential, note: Secretwhy}",
    );
    let site = site
        .file(
            "content/testimonials/secret-withdrawn.md",
            "---\nstatus: withdrawn\nwithdrawn: 2026-05-01\ndate: 2026-01-01\nrating: 2\n---\n",
        )
        .file("content/testimonials/_secret/secret.md", "Secret")
        .file("content/testimonials/.secret.md", "Secret");
    let output = site.run("build").ok().output();
    assert_absent(&output, &["secret"]);
    // The same words of a review that is approved do come through, or this test finds nothing.
    let site = with_secrets(Site::new(), "shown", "status: approved");
    let output = site.run("build").ok().output();
    let text = output.text("reviews/secret-shown/index.html");
    for word in ["Secretname", "Secrettitle", "Secretbody", "Secretreply", "Secretpro", "Secretalt"]
    {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn records_that_are_kept_for_the_owner_stay_with_the_owner() {
    let site = with_secrets(Site::new(), "", "status: approved");
    let output = site.run("build").ok().output();
    let kept = ["secretnote", "secretmethod", "secretref", "secretevidence", "secretgift"];
    assert_absent(&output, &kept);
    // A file's name may be a name.
    assert_absent(&output, &["secretface.svg", "secretpicture.svg", "content/", "testimonials"]);

    let site = Site::new()
        .config("belief: {rating: 4.123, recommend: 9, customers_per_month: 87654}")
        .config("survey: {secretsurvey: 1}\ninvite: {secretinvite: 1}")
        .config("widgets: [{id: newest, type: wall}]")
        .config("settings: {secretsetting: secretvalue}\nchecks: {stale: off}")
        .file("templates/theme.yaml", "settings: [{id: secretsetting, type: text}]")
        .file(
            "content/survey/main.yaml",
            "- {date: 2026-05-03, recommend: 9, text: secretanswer}\n",
        )
        .file("content/media/secretunused.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .review("a", "recommend: 10", "Good.");
    let output = site.run("build").ok().output();
    let kept = ["survey", "invite", "setting", "value", "answer", "unused"];
    assert_absent(&output, &kept.map(|key| format!("secret{key}")).each_ref().map(String::as_str));
    assert_absent(&output, &["4.123", "87654"]);
}

#[test]
fn a_reduced_name_is_nowhere_whole() {
    for (display, shown) in [
        ("first-initial", "Guinevere X."),
        ("initials", "G. X."),
        ("role", "Harbour pilot"),
        ("anonymous", "Harbour pilot"),
    ] {
        let author = format!(
            "{{name: Guinevere Xanadu, role: Harbour pilot, display: {display}, \
             photo: media/guinevere-xanadu.svg}}"
        );
        let keys = format!("author: {author}\nrating: 4");
        let entry = |rest: &str| {
            format!(
                "- {{author: {author}, status: approved, date: 2026-03-14, rating: 4, {rest}}}\n"
            )
        };
        let entries = entry("id: guinevere-xanadu-2, source: form")
            + &entry("source: {platform: form, id: guinevere-xanadu-3}")
            + &entry("source: {platform: form, id: \"17\"}");
        let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        let site = Site::new()
            .file("content/media/guinevere-xanadu.svg", picture)
            .review("guinevere-xanadu", &keys, "Good.")
            .file(
                "content/testimonials/xanadu/Guinevere.md",
                &format!(
                    "---\nstatus: approved\n\
                date: 2026-03-14\n{keys}\n---\nGood.\n"
                ),
            )
            .bytes("content/reviews/guinevere-xanadu.yaml", entries.as_bytes());
        let built = site.run("build").ok();
        assert_absent(&built.output(), &["xanadu"]);
        if display != "first-initial" {
            assert_absent(&built.output(), &["guinevere"]);
        }
        assert!(built.text("index.html").contains(shown), "{display}");
    }
}

/// The texts of a value, all depths.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Sequence(list) => list.iter().for_each(|one| texts(one, found)),
        Value::Mapping(map) => map.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

#[test]
fn the_sample_site_keeps_its_unpublished_records_to_itself() {
    let site = Site::sample();
    let (mut public, mut private) = (Vec::new(), Vec::new());
    for path in site.tree("content").files.keys() {
        let text = || site.read(&format!("content/{path}"));
        let records: Vec<Value> = if path.starts_with("testimonials/") {
            let text = text();
            let (front, body) = text[4..].split_once("\n---").unwrap();
            let mut record: Value = serde_yaml::from_str(front).unwrap();
            record["body"] = Value::from(body.trim());
            vec![record]
        } else if path.starts_with("reviews/") {
            let list: Value = serde_yaml::from_str(&text()).unwrap();
            list.get("reviews").unwrap_or(&list).as_sequence().unwrap().clone()
        } else {
            continue;
        };
        for record in records {
            let status = record.get("status").and_then(Value::as_str).unwrap_or("approved");
            texts(&record, if status == "approved" { &mut public } else { &mut private });
        }
    }
    let public = public.join("\n");
    let long = |text: &&String| text.len() > 12 && !public.contains(*text);
    let secrets: Vec<&str> = private.iter().filter(long).map(String::as_str).collect();
    assert!(secrets.len() > 10, "the sample has too little to hide: {secrets:?}");
    let output = site.run("build").ok().output();
    // Of a long text its first words are enough to give it away.
    let starts: Vec<&str> = secrets
        .iter()
        .map(|text| text.char_indices().nth(40).map_or(*text, |(end, _)| &text[..end]))
        .collect();
    assert_absent(&output, &starts);
}
