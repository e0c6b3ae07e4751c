//! Reviews with any keys and texts that parsers stumble over.

use proptest::prelude::*;

use crate::content::raw;
use crate::yaml::{Data, OneOrMany, OpenMap, Text};

/// A text that parsers stumble over.
pub(super) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z0-9é金]{1,8}",
        2 => prop::sample::select(vec![" ", " ", "\n", "\n\n", "  ", ", ", ". "]).prop_map(str::to_owned),
        2 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let pieces = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![
        6 => pieces,
        1 => prop::sample::select(ALONE.to_vec()).prop_map(str::to_owned),
        1 => prop::collection::vec("[a-z:#' \"-]{0,30}", 1..60).prop_map(|lines| lines.join("\n")),
        1 => any::<String>(),
    ]
}

const HOSTILE: [&str; 48] = [
    "- ",
    "-",
    "#",
    " #",
    ": ",
    ":",
    "\t",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{0}",
    "\u{7}",
    "\u{1b}",
    "\u{7f}",
    "\u{9f}",
    "\u{a0}",
    "\u{3000}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{200b}",
    "\u{202e}",
    "🎉",
    "👩‍👩‍👧",
    "\"",
    "'",
    "\\",
    "\\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a",
    "*a",
    "!tag ",
    "|",
    ">",
    "%",
    "@",
    "`",
    "---",
    "\n---\n",
    "\n...\n",
    "? ",
    "\n  ",
];

const ALONE: [&str; 40] = [
    "",
    " ",
    "\n",
    "\n\n",
    "~",
    "null",
    "Null",
    "NULL",
    "true",
    "True",
    "FALSE",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "N",
    "1.5",
    "1e3",
    "0x1",
    "0o7",
    "0b1",
    "0123",
    "-1",
    "+1",
    "1_000",
    ".inf",
    "-.Inf",
    ".nan",
    "2024-01-01",
    "12:30:45",
    "-",
    "--- a",
    "...",
    "<<",
    "=",
    "?",
    ":",
    "|",
    "[]",
];

fn one() -> impl Strategy<Value = Option<Text>> + Clone {
    // The same for all keys, so that the tree of strategies stays small.
    prop::option::of(text().prop_map(Text).boxed())
}

fn many() -> impl Strategy<Value = Vec<Text>> {
    prop::collection::vec(text().prop_map(Text), 0..4)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        prop::sample::select(vec![4.5, 5.0, 0.0, -0.5, 1e20, 1e-9, 1e300, f64::INFINITY]),
        any::<f64>().prop_filter("it is a number", |number| !number.is_nan()),
    ]
}

fn rating() -> impl Strategy<Value = Option<raw::Rating>> {
    let rating = (number(), prop::option::of(number()));
    prop::option::of(rating.prop_map(|(value, scale)| raw::Rating { value, scale }))
}

fn author() -> impl Strategy<Value = Option<raw::Author>> {
    let display = prop::option::of(Just(raw::NameDisplay::FirstInitial));
    let kind = prop::option::of(Just(raw::PhotoKind::Ai));
    let keys = (one(), display, [one(), one(), one(), one(), one()], kind);
    prop::option::of(prop_oneof![
        one().prop_map(|name| raw::Author(raw::AuthorKeys { name, ..Default::default() })),
        keys.prop_map(|(name, display, [role, company, location, url, photo], photo_kind)| {
            let relationship = photo_kind.map(|_| raw::Relationship::Relative);
            let (role, company, location) = (role, company, location);
            raw::Author(raw::AuthorKeys {
                name,
                display,
                role,
                company,
                location,
                url,
                photo,
                photo_kind,
                relationship,
            })
        }),
    ])
}

fn source() -> impl Strategy<Value = Option<raw::Source>> {
    let basis = prop::option::of(Just(raw::Basis::AuthorPermission));
    let keys = (one(), one(), one(), basis, one());
    prop::option::of(prop_oneof![
        one().prop_map(|platform| raw::Source(raw::SourceKeys { platform, ..Default::default() })),
        keys.prop_map(|(platform, url, id, basis, imported)| {
            raw::Source(raw::SourceKeys { platform, url, id, basis, imported })
        }),
    ])
}

fn replies() -> impl Strategy<Value = OneOrMany<raw::Reply>> {
    let reply = [one(), one(), one(), one()].prop_map(|[by, role, date, text]| raw::Reply {
        by,
        role,
        date,
        text,
    });
    prop::collection::vec(reply, 0..3).prop_map(OneOrMany)
}

fn follow_ups() -> impl Strategy<Value = OneOrMany<raw::FollowUp>> {
    let one = (one(), rating(), one()).prop_map(|(date, rating, text)| raw::FollowUp {
        date,
        rating,
        text,
    });
    prop::collection::vec(one, 0..3).prop_map(OneOrMany)
}

fn media() -> impl Strategy<Value = Vec<raw::Medium>> {
    let kind = prop::option::of(Just(raw::MediumKind::Video));
    let one = (kind, [one(), one(), one(), one(), one()]).prop_map(
        |(kind, [src, alt, poster, captions, transcript])| raw::Medium {
            kind,
            src,
            alt,
            poster,
            captions,
            transcript,
        },
    );
    prop::collection::vec(one, 0..3)
}

fn data() -> impl Strategy<Value = Data> {
    let leaf = prop_oneof![
        Just(Data::Nothing),
        any::<bool>().prop_map(Data::Bool),
        any::<i64>().prop_map(Data::Whole),
        number().prop_map(Data::Number),
        text().prop_map(Data::Text),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Data::List),
            open(inner).prop_map(Data::Map),
        ]
    })
}

fn open(value: impl Strategy<Value = Data>) -> impl Strategy<Value = OpenMap<Data>> {
    let key = prop_oneof![text(), "[a-z]{1,4}", "[a-z \"é]{120,1100}"];
    let pairs = prop::collection::btree_map(key, value, 0..3);
    pairs.prop_map(|pairs| OpenMap(pairs.into_iter().collect()))
}

/// Any review.
pub(super) fn review() -> impl Strategy<Value = raw::Review> {
    let texts = prop::collection::vec(one(), 16);
    let lists = [many(), many(), many(), many()];
    let values = (author(), rating(), source(), replies(), follow_ups(), media());
    let extra = open(data());
    (texts, lists, values, extra, any::<[bool; 12]>(), any::<u64>()).prop_map(
        |(mut texts, lists, values, extra, flags, number)| {
            let mut text = || texts.pop().flatten();
            let [touchpoints, tags, pros, cons] = lists;
            let (author, rating, source, reply, follow_up, media) = values;
            let boxed = |flag: bool| flag.then_some(());
            raw::Review {
                id: text(),
                status: boxed(flags[0]).map(|()| raw::Status::Pending),
                author,
                rating,
                recommended: boxed(flags[1]).map(|()| flags[2]),
                recommend: boxed(flags[3]).map(|()| number),
                title: text(),
                item: text(),
                experienced: text(),
                date: text(),
                updated: text(),
                confirmed: text(),
                language: text(),
                source,
                verified: boxed(flags[4]).map(|()| {
                    let method = Some(raw::VerificationMethod::None);
                    Box::new(raw::Verified { method, on: text(), note: text() })
                }),
                incentive: boxed(flags[5]).map(|()| {
                    let conditional = Some(flags[2]);
                    Box::new(raw::Incentive { kind: None, disclosure: text(), conditional })
                }),
                disclosure: text(),
                consent: boxed(flags[6]).map(|()| Box::new(consent(text()))),
                touchpoints,
                tags,
                featured: boxed(flags[7]).map(|()| flags[8]),
                highlight: text(),
                original: text(),
                edits_approved: text(),
                translated_from: None,
                translator: boxed(flags[8]).map(|()| raw::Translator::Machine),
                pros,
                cons,
                reply,
                follow_up,
                media,
                claim: boxed(flags[9]).map(|()| Box::default()),
                withheld: boxed(flags[10])
                    .map(|()| Box::new(raw::Withheld { reason: text(), on: None, note: None })),
                withdrawn: None,
                extra,
                body: text(),
            }
        },
    )
}

fn consent(reference: Option<Text>) -> raw::Consent {
    raw::Consent {
        scope: vec![raw::ConsentScope::Text, raw::ConsentScope::Company],
        channels: vec![raw::Channel::Widget],
        reference,
        ..raw::Consent::default()
    }
}
