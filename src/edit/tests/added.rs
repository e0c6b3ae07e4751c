//! Entries that are added to lists of every shape, which stay as they are written.

use proptest::prelude::*;

use super::samples;
use crate::content::inputs::Kind;
use crate::content::{self, RecordFile, raw};
use crate::edit::{File, Refused, appended, items_added};
use crate::yaml::Text;

fn review(id: &str) -> raw::Review {
    let text = |text: &str| Some(Text(text.to_owned()));
    raw::Review { id: text(id), body: text("So\ngood."), ..raw::Review::default() }
}

fn added(text: &str) -> Result<String, Refused> {
    let file = File { kind: Kind::List, path: "content/reviews/a.yaml", text };
    appended(file, &[review("x"), review("z")])
}

/// The entries as they are written in a block, each line behind some blanks.
fn block(blanks: &str, end: &str) -> String {
    let lines = |id: &str| {
        [format!("- id: {id}"), "  body: |-".into(), "    So".into(), "    good.".into()]
    };
    let lines = ["x", "z"].into_iter().flat_map(lines);
    lines.map(|line| format!("{blanks}{line}{end}")).collect::<Vec<_>>().concat()
}

#[test]
fn entries_are_added_as_the_list_is_written() {
    let flow = "{id: x, body: \"So\\ngood.\"}";
    let other = "{id: z, body: \"So\\ngood.\"}";
    let two = block("", "\n");
    let shifted = block("  ", "\n");
    let with_blanks = shifted.replace("good.\n", "good.\n    tags: []\n    status: ~\n");
    for (old, wanted) in [
        ("", two.clone()),
        ("\u{feff}", format!("\u{feff}{two}")),
        ("# none yet\n", format!("# none yet\n{two}")),
        ("# none yet", format!("# none yet\n{two}")),
        ("---\n", format!("---\n{two}")),
        ("[]\n", format!("\n{two}")),
        ("[] # none\n", format!(" # none\n{two}")),
        ("[\n  # none\n]\n", format!("\n{two}")),
        ("- id: a\n", format!("- id: a\n{two}")),
        ("- id: a", format!("- id: a\n{two}")),
        ("- id: a\n\n\n# end\n", format!("- id: a\n\n\n# end\n{two}")),
        ("- id: a\n  # end", format!("- id: a\n  # end\n{two}")),
        ("\u{feff}- id: a\r\n", format!("\u{feff}- id: a\r\n{}", block("", "\r\n"))),
        ("- id: a\r", format!("- id: a\r{}", block("", "\r"))),
        ("  - id: a\n", format!("  - id: a\n{shifted}")),
        ("-\n  id: a\n", format!("-\n  id: a\n{two}")),
        ("- {id: a}\n- {id: b}", format!("- {{id: a}}\n- {{id: b}}\n{two}")),
        ("- id: a\n  body: |+\n    b\n\n\n", format!("- id: a\n  body: |+\n    b\n\n\n{two}")),
        ("- id: a\n  body: |-\n    b", format!("- id: a\n  body: |-\n    b\n{two}")),
        (
            "- id: a\n  body: >\n    - b\n    - c\n",
            format!("- id: a\n  body: >\n    - b\n    - c\n{two}"),
        ),
        ("- id: a\n  body: |\n    \"b\n", format!("- id: a\n  body: |\n    \"b\n{two}")),
        ("[{id: a}]", format!("[{{id: a}}, {flow}, {other}]")),
        ("[{id: a}, # b\n]\n", format!("[{{id: a}}, {flow}, {other}, # b\n]\n")),
        (
            "[\n  {id: a},\n  {id: b}\n]\n",
            format!("[\n  {{id: a}},\n  {{id: b}},\n  {flow},\n  {other}\n]\n"),
        ),
        ("reviews:\n", format!("reviews:\n{shifted}")),
        ("reviews: # none\n# end\n", format!("reviews: # none\n# end\n{shifted}")),
        ("reviews: []\n", format!("reviews:\n{shifted}")),
        ("reviews:\n- id: a\n", format!("reviews:\n- id: a\n{two}")),
        ("defaults: {status: pending, tags: [a]}\nreviews:\n  - id: a\n", String::new()),
        (
            "reviews:\n  - id: a\n\n# these\ndefaults: {}\n",
            format!("reviews:\n  - id: a\n{shifted}\n# these\ndefaults: {{}}\n"),
        ),
        (
            "reviews: []\ndefaults:\n  tags: [a]\n  status: pending\n",
            format!("reviews:\n{with_blanks}defaults:\n  tags: [a]\n  status: pending\n"),
        ),
    ] {
        let wanted = if wanted.is_empty() {
            let blanks = shifted.replace("good.\n", "good.\n    status: ~\n    tags: []\n");
            format!("{old}{blanks}")
        } else {
            wanted
        };
        assert_eq!(added(old).as_deref(), Ok(wanted.as_str()), "{old:?}");
    }
}

#[test]
fn a_list_that_cannot_be_proven_is_left() {
    for old in [
        "defaults: {}\n",
        "~\n",
        "null",
        "a text\n",
        "a: b\n",
        "- id: a\n b\n",
        "- id: a\n  body: |\n    cut off, without a line end",
        "{reviews: [{id: a}], reviews: []}",
        "reviews: ~\n",
        "- id: a\n---\n- id: b\n",
    ] {
        let refused = added(old).unwrap_err();
        assert!(refused.message.starts_with("nothing is added to this list: "), "{old:?}");
    }
    assert_eq!(added("{reviews: [{id: a}]}").unwrap().matches("id: ").count(), 3);
}

#[test]
fn items_are_added_too() {
    let item = raw::Item {
        id: Some(Text("cup".into())),
        name: Some(Text("A cup".into())),
        ..Default::default()
    };
    let add = |text: &str| {
        items_added(
            File { kind: Kind::Items, path: "content/items.yaml", text },
            std::slice::from_ref(&item),
        )
    };
    assert_eq!(add("").unwrap(), "- id: cup\n  name: A cup\n");
    assert_eq!(
        add("- {id: pot, name: A pot}").unwrap(),
        "- {id: pot, name: A pot}\n- id: cup\n  name: A cup\n"
    );
    assert!(add("items: []\n").is_err());
    assert!(add("reviews: []\n").is_err());
}

fn read(text: &str) -> Vec<raw::Review> {
    let bytes = text.as_bytes().to_vec();
    let records =
        content::reviews(&RecordFile { file: 0, kind: Kind::List, bytes }, "content/x").records;
    records.into_iter().map(|record| *record.keys).collect()
}

proptest! {
    // Each case reads several files with both parsers.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_reviews_are_added(
        old in prop::collection::vec(samples::review(), 0..3),
        new in prop::collection::vec(samples::review(), 1..3),
        defaults in any::<bool>(),
    ) {
        let mut text: String = old.iter().map(crate::edit::entry).collect();
        if defaults {
            text = format!("defaults: {{tags: [a], body: b, source: c, extra: {{d: 1}}}}\nreviews:\n{text}");
        }
        let file = File { kind: Kind::List, path: "content/x.yaml", text: &text };
        let longer = appended(file, &new).unwrap();
        prop_assert!(longer.starts_with(&text));
        let (before, mut after) = (read(&text), read(&longer));
        prop_assert_eq!(&after.split_off(old.len()), &new);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_hostile_list_is_extended_or_left(
        text in "(- |  |\\[|\\]|\\{|\\}|id: a|reviews:|defaults:|body: [|>]|'|\"|#|,|~|&a |\\*a|\n|\r\n|\t|é|\u{feff}){0,14}",
    ) {
        if let Ok(longer) = added(&text) {
            let (before, mut after) = (read(&text), read(&longer));
            prop_assert_eq!(after.split_off(before.len()), [review("x"), review("z")]);
            prop_assert_eq!(before, after);
        }
    }
}
