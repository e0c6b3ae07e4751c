//! Whatever a record says, it says when it is written and read again.

use proptest::prelude::*;

use super::samples;
use crate::content::inputs::Kind;
use crate::content::{self, Record, RecordFile, front_matter, raw};
use crate::edit::{entry, item_entry, markdown, pairs};
use crate::yaml::{self, Data, Node, Text};

fn read(kind: Kind, text: &str) -> Vec<Record<raw::Review>> {
    let bytes = text.as_bytes().to_vec();
    let read = content::reviews(&RecordFile { file: 0, kind, bytes }, "content/x");
    assert!(read.problems.as_slice().is_empty(), "{:?}\n{text}", read.problems.as_slice());
    read.records
}

/// Whether the parser with places reads the same as the fast one, and both without a word.
fn is_read_by_both(text: &str) -> bool {
    let (root, faults) = Node::load(text);
    let slow = yaml::decode::<Data>(&mut root.unwrap());
    let fast = match yaml::read_fast::<Data>(text) {
        Ok(fast) => fast,
        Err(yaml::FastError::Aliases) => slow.value.clone().unwrap(),
        Err(yaml::FastError::Fault(_)) => return false,
    };
    faults.is_empty() && slow.faults.is_empty() && slow.value == Some(fast)
}

proptest! {
    #[test]
    fn an_entry_is_read_as_it_was(reviews in prop::collection::vec(samples::review(), 1..4)) {
        let text: String = reviews.iter().map(entry).collect();
        let read: Vec<_> = read(Kind::List, &text).into_iter().map(|one| *one.keys).collect();
        prop_assert_eq!(read, reviews, "{}", text);
        prop_assert!(is_read_by_both(&text), "{}", text);
        prop_assert!(text.lines().all(|line| line.starts_with("- ") || line.starts_with("  ") || line.is_empty()));
    }

    #[test]
    fn a_markdown_file_is_read_as_it_was(review in samples::review()) {
        let text = markdown(&review);
        let one = read(Kind::Testimonial, &text).remove(0);
        let is_blank = |letter| matches!(letter, '\n' | '\r');
        let body = review.body.as_deref().unwrap_or_default().trim_matches(is_blank);
        let found = one.body.unwrap();
        prop_assert_eq!(found.trim_matches(is_blank), body);
        prop_assert_eq!(*one.keys, raw::Review { body: None, ..review });
        let keys = &text[front_matter::split(&text).unwrap().yaml];
        prop_assert!(is_read_by_both(keys), "{}", keys);
    }

    #[test]
    fn one_line_says_the_same(review in samples::review()) {
        let pairs = pairs(&review);
        let line = |(key, value): &(&str, crate::edit::Value)| format!("{key}: {}", value.written());
        let text = format!("- {{{}}}\n", pairs.iter().map(line).collect::<Vec<_>>().join(", "));
        prop_assert_eq!(&*read(Kind::List, &text).remove(0).keys, &review, "{}", text);
    }

    #[test]
    fn an_item_is_read_as_it_was(texts in prop::collection::vec(prop::option::of(samples::text()), 8)) {
        let mut texts = texts.into_iter().map(|text| text.map(Text));
        let mut text = || texts.next().flatten();
        let item = raw::Item {
            id: text(),
            name: text(),
            kind: text(),
            description: text(),
            url: text(),
            image: text(),
            sku: text(),
            brand: text(),
        };
        let bytes = item_entry(&item).into_bytes();
        let read = content::items(&RecordFile { file: 0, kind: Kind::Items, bytes }, "content/items.yaml");
        prop_assert!(read.problems.as_slice().is_empty());
        prop_assert_eq!(&*read.records[0].keys, &item);
    }
}

#[test]
fn a_record_reads_well() {
    let keys = "\
id: google-1\nstatus: pending\nauthor: {name: Ana López, company: 'Sol, Lda.'}\nrating: {value: 9, scale: 10}
title: \"It's 'so' good: yes\"\nitem: '12'\ndate: 2026-03-14\nlanguage: 'no'
source: {platform: google, id: '1', imported: 1-abc}\nverified: {method: order, on: 2026-03-15}
tags: [wedding, 'a, b']\nreply: {by: Rui, text: \"Thanks!\\n\\nRui\"}
media: [{kind: image, src: 'https://example.com/a-very-long-address/of/a/picture/that-goes-on.jpg'}]
extra: {order: [1, 2.0]}\nbody: \"Good.\\n\\n - so good\\n\"\n";
    let review = *read(Kind::Testimonial, &format!("---\n{keys}---\n")).remove(0).keys;
    let wanted = "\
- id: google-1
  status: pending
  author:
    name: Ana López
    company: Sol, Lda.
  rating: {value: 9, scale: 10}
  title: \"It's 'so' good: yes\"
  item: \"12\"
  date: 2026-03-14
  language: \"no\"
  source:
    platform: google
    id: \"1\"
    imported: 1-abc
  verified: {method: order, on: 2026-03-15}
  tags: [wedding, \"a, b\"]
  reply:
    by: Rui
    text: |-
      Thanks!

      Rui
  media:
    - kind: image
      src: https://example.com/a-very-long-address/of/a/picture/that-goes-on.jpg
  extra: {order: [1, 2.0]}
  body: |
    Good.

     - so good
";
    assert_eq!(entry(&review), wanted);
    let long = "word ".repeat(20) + "end";
    let review = raw::Review { body: Some(Text(format!("  {long}"))), ..raw::Review::default() };
    assert_eq!(entry(&review), format!("- body: |2-\n      {long}\n"));
    assert_eq!(markdown(&review), format!("---\n---\n\n  {long}\n"));
}

#[test]
fn ten_thousand_lines_are_a_block() {
    let body = "A line of a text.\n".repeat(10_000);
    let review = raw::Review { body: Some(Text(body)), ..raw::Review::default() };
    let text = entry(&review);
    assert_eq!(text.lines().count(), 10_001);
    assert_eq!(*read(Kind::List, &text).remove(0).keys, review);
}
