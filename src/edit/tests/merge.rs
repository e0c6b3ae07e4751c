//! Values of a newer record come into an older one, and nothing else of that changes.

use proptest::prelude::*;

use super::{entry, file, record, samples, style};
use crate::content::inputs::Kind;
use crate::content::{self, RecordFile, raw};
use crate::edit::{self, Change, Edit, File, Merge, Refused, edited, pairs};

fn merged(
    kind: Kind,
    text: &str,
    from: &raw::Review,
    keys: &[&'static str],
) -> Result<String, Refused> {
    let merge = Merge { from: from.clone(), keys: keys.to_vec() };
    let change = Change::Merge(Box::new(merge));
    edited(File { kind, path: "content/x", text }, &[Edit { entry: entry(kind), change }])
}

fn read(kind: Kind, text: &str) -> Vec<content::Record<raw::Review>> {
    let bytes = text.as_bytes().to_vec();
    content::reviews(&RecordFile { file: 0, kind, bytes }, "content/x").records
}

/// The newer record that most cases take from.
fn newer() -> raw::Review {
    let text = "- {id: it, author: {name: Ana López, company: 'Sol, Lda.'}, rating: 5, title: New, updated: 2026-05-01, \
                tags: [a, 'b, c'], source: {platform: csv, id: '7', imported: 1-a}, \
                reply: [{by: Rui, text: One}, {by: Rui, text: Two}], body: \"New words.\\n\\n# Second\\n\"}";
    (*read(Kind::List, text).remove(0).keys).clone()
}

/// Keys, a record, and the same with the newer values of the keys.
const CASES: &[(&[&str], &str, &str)] = &[
    (&["title"], "id: it\ntitle: Old # mine\nrating: 4", "id: it\ntitle: New # mine\nrating: 4"),
    (&["title"], "id: it\ntitle: 'Old'", "id: it\ntitle: 'New'"),
    (
        &["title"],
        "id: it\n\"title\" :  \"Old\"\nrating: 4",
        "id: it\n\"title\" :  \"New\"\nrating: 4",
    ),
    (&["title"], "id: it\ntitle: |\n  Old\n\n  words\nrating: 4", "id: it\ntitle: New\nrating: 4"),
    (&["title"], "id: it\ntitle:\nrating: 4", "id: it\ntitle: New\nrating: 4"),
    (
        &["title"],
        "id: it\nrating: 4\ndate: 2026-01-01",
        "id: it\nrating: 4\ntitle: New\ndate: 2026-01-01",
    ),
    (&["title", "item"], "id: it\nitem: cup # mine\nrating: 4", "id: it\nrating: 4\ntitle: New"),
    (
        &["title", "updated", "rating"],
        "date: 2026-01-01\n# mine\nauthor: Bob",
        "date: 2026-01-01\nupdated: 2026-05-01\n# mine\nauthor: Bob\nrating: 5\ntitle: New",
    ),
    (
        &["author"],
        "id: it\nauthor: Bob\nrating: 4",
        "id: it\nauthor:\n  name: Ana López\n  company: Sol, Lda.\nrating: 4",
    ),
    (
        &["author"],
        "author:\n    name: Bob # mine\nrating: 4",
        "author: {name: Ana López, company: \"Sol, Lda.\"} # mine\nrating: 4",
    ),
    (
        &["author"],
        "author: # mine\n  name: Bob\nrating: 4",
        "author: # mine\n  {name: Ana López, company: \"Sol, Lda.\"}\nrating: 4",
    ),
    (
        &["author"],
        "author: Bob # mine\nid: it",
        "author: {name: Ana López, company: \"Sol, Lda.\"} # mine\nid: it",
    ),
    (&["tags"], "tags:\n- x\n- z\nid: it", "tags: [a, \"b, c\"]\nid: it"),
    (
        &["source"],
        "id: it\nsource: csv\nbody: Old",
        "id: it\nsource:\n  platform: csv\n  id: \"7\"\n  imported: 1-a\nbody: Old",
    ),
    (
        &["reply"],
        "id: it\nreply: {by: Rui, text: Old}\nfeatured: true",
        "id: it\nreply:\n  - {by: Rui, text: One}\n  - {by: Rui, text: Two}\nfeatured: true",
    ),
];

#[test]
fn each_form_of_a_record_gets_values_in_its_own() {
    for (keys, old, wanted) in CASES {
        let from = newer();
        // As a Markdown file, with each line end, and as an entry that is further to the right.
        for end in ["\n", "\r\n", "\r"] {
            let page = |keys: &str| format!("---\n{keys}\n---\nBody\n").replace('\n', end);
            let found = merged(Kind::Testimonial, &page(old), &from, keys);
            assert_eq!(found.as_deref(), Ok(page(wanted).as_str()), "{old}");
            let list = |keys: &str| {
                let entry = keys.replace('\n', "\n     ").replace("\n     \n", "\n\n");
                format!("-  id: a\n-    {entry}\n-  id: b\n").replace('\n', end)
            };
            let found = merged(Kind::List, &list(old), &from, keys);
            assert_eq!(found.as_deref(), Ok(list(wanted).as_str()), "{old}");
        }
    }
}

#[test]
fn a_body_is_below_the_front_matter_or_a_block() {
    let from = newer();
    for (old, wanted) in [
        ("---\nid: it\n---\n\nOld.\n\nMore.\n\n", "---\nid: it\n---\n\nNew words.\n\n# Second\n\n"),
        ("---\r\nid: it\r\n---\r\nOld.", "---\r\nid: it\r\n---\r\nNew words.\r\n\r\n# Second"),
        ("---\nid: it\n---", "---\nid: it\n---\n\nNew words.\n\n# Second\n"),
        ("---\nid: it\n---\n\n\n", "---\nid: it\n---\n\nNew words.\n\n# Second\n"),
    ] {
        assert_eq!(merged(Kind::Testimonial, old, &from, &["body"]).as_deref(), Ok(wanted));
    }
    let gone = raw::Review::default();
    let text = "---\nid: it\n---\n\nOld.\n";
    assert_eq!(
        merged(Kind::Testimonial, text, &gone, &["body"]).as_deref(),
        Ok("---\nid: it\n---\n")
    );
    for (old, wanted) in [
        (
            "- id: a\n- body: Old\n  id: it\n",
            "- id: a\n- body: |\n    New words.\n\n    # Second\n  id: it\n",
        ),
        ("- id: a\n- id: it", "- id: a\n- id: it\n  body: |\n    New words.\n\n    # Second"),
        (
            "- id: a\n- {id: it, body: Old}\n",
            "- id: a\n- {id: it, body: \"New words.\\n\\n# Second\\n\"}\n",
        ),
        (
            "- id: a\n- body: |2-\n      Old\n\n  id: it\n",
            "- id: a\n- body: |\n    New words.\n\n    # Second\n\n  id: it\n",
        ),
    ] {
        let found = merged(Kind::List, old, &from, &["body"]);
        if old.ends_with("id: it") {
            // Its last line end would be missing.
            assert!(found.is_err(), "{found:?}");
        } else {
            assert_eq!(found.as_deref(), Ok(wanted), "{old}");
        }
    }
}

#[test]
fn what_cannot_be_merged_says_what_to_write() {
    let text = "- id: a\n  title: &t Old\n- id: it\n  title: *t\n- title: *t\n";
    assert!(merged(Kind::List, text, &newer(), &["title"]).is_ok());
    let file = File { kind: Kind::List, path: "content/x", text };
    let merge = Merge { from: newer(), keys: vec!["title", "body", "item"] };
    let change = Change::Merge(Box::new(merge));
    let refused = edited(file, &[Edit { entry: Some(0), change }]).unwrap_err();
    assert_eq!(
        refused.by_hand,
        "by hand: write `title: New`, `body: \"New words.\\n\\n# Second\\n\"`; remove `item`"
    );
}

proptest! {
    // Each case reads several files with both parsers.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn named_keys_change_and_nothing_else(
        style in style(),
        records in prop::collection::vec(record(), 3),
        from in samples::review(),
        chosen in any::<[prop::sample::Index; 4]>(),
    ) {
        let (text, range) = file(&style, &records);
        let all: Vec<&'static str> = pairs(&newer_of_all()).into_iter().map(|(key, _)| key).collect();
        let mut keys: Vec<&'static str> = chosen.iter().map(|at| *at.get(&all)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.retain(|key| *key != "id");
        let Ok(new) = merged(style.kind, &text, &from, &keys) else {
            // Refused where an anchor or the end of a block makes it unclear; never anything worse.
            prop_assert!(text.contains("&anchor") || text.contains(": |") || text.contains(": >"), "{text}\n{keys:?} {from:?}");
            return Ok(());
        };
        let (before, after) = (read(style.kind, &text), read(style.kind, &new));
        let at = entry(style.kind).map_or(0, |at| at as usize);
        for (index, (one, other)) in before.iter().zip(&after).enumerate() {
            let mut wanted = (*one.keys).clone();
            if index == at {
                let change = Change::Merge(Box::new(Merge { from: from.clone(), keys: keys.clone() }));
                wanted = change.applied(wanted, style.kind);
            }
            prop_assert_eq!(&wanted, &*other.keys, "{}", new);
        }
        // What stands before and behind the record stays to the byte.
        if style.kind != Kind::Testimonial {
            prop_assert!(new.starts_with(&text[..range.start]), "{text}\n---\n{new}");
            prop_assert!(new.ends_with(text[range.end..].trim_start()), "{text}\n---\n{new}");
        }
    }

    #[test]
    fn a_record_becomes_another_one_and_comes_back(
        old in samples::review(),
        new in samples::review(),
        markdown in any::<bool>(),
    ) {
        let all: Vec<&'static str> = pairs(&newer_of_all()).into_iter().map(|(key, _)| key).collect();
        let (kind, text) = if markdown {
            (Kind::Testimonial, edit::markdown(&old))
        } else {
            (Kind::List, format!("- id: a\n{}- id: b\n", edit::entry(&old)))
        };
        // A record without any key has no place for them.
        prop_assume!(markdown || old.id.is_some());
        let other = merged(kind, &text, &new, &all);
        if let Ok(other) = other {
            let back = merged(kind, &other, &old, &all);
            if let Ok(back) = back && new.id.is_some() {
                let record = |text: &str| read(kind, text).swap_remove(usize::from(!markdown)).keys;
                prop_assert_eq!(record(&back), record(&text));
            }
        }
    }
}

/// A review that has every key.
fn newer_of_all() -> raw::Review {
    let keys = "{id: a, status: pending, author: a, rating: 1, recommended: true, recommend: 1, title: a, item: a, \
        experienced: a, date: a, updated: a, confirmed: a, language: a, source: a, verified: {}, incentive: {}, \
        disclosure: a, consent: {}, touchpoints: [a], tags: [a], featured: true, highlight: a, original: a, \
        edits_approved: a, translated_from: a, translator: human, pros: [a], cons: [a], reply: {}, follow_up: {}, \
        media: [{}], claim: {}, withheld: {}, withdrawn: a, extra: {a: b}, body: a}";
    (*read(Kind::List, &format!("- {keys}")).remove(0).keys).clone()
}

#[test]
fn every_key_can_be_merged() {
    let all = newer_of_all();
    let keys: Vec<&'static str> = pairs(&all).into_iter().map(|(key, _)| key).collect();
    let schema = schemars::schema_for!(raw::Review).to_value();
    let known: Vec<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, known, "in the order of the format");
    let change = Change::Merge(Box::new(Merge { from: all.clone(), keys }));
    assert_eq!(change.applied(raw::Review::default(), Kind::List), all);
}
