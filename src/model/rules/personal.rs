//! Data in the words of a review that are nobody else's business.

mod cards;
mod digits;

use core::net::Ipv6Addr;
use std::ops::Range;

use super::Subject;
use crate::config::{Config, WebAddress};
use crate::diag::Finding;
use crate::model::check::Check;

/// What the business tells everybody itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::model) struct Known {
    mails: Vec<String>,
    phones: Vec<String>,
}

impl Known {
    /// Takes the addresses and numbers that site.yaml publishes.
    pub(in crate::model) fn of(config: &Config) -> Self {
        let business = &config.business;
        let contact = config.policy.contact.as_ref().map(WebAddress::as_str);
        let contact = contact.and_then(|contact| contact.strip_prefix("mailto:"));
        let mails = business.email.as_deref().into_iter().chain(contact);
        let phones = business.telephone.iter().map(|number| digits::only(number));
        Self { mails: mails.map(str::to_lowercase).collect(), phones: phones.collect() }
    }
}

/// A kind of data, and where it stands.
type Datum = (&'static str, Range<usize>);

/// No review needs an address, a number or a way to reach its author.
pub(super) fn data(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let known = &check.grounds.known;
    let mut kinds: Vec<&str> = Vec::new();
    let mut first = None;
    for (aim, text) in subject.words() {
        for (kind, range) in find(text, known) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            if first.is_none() {
                first = text.get(range).map(|words| subject.aim(aim.clone(), words));
            }
        }
    }
    // What it is stands in the file; a message may be read by everybody.
    let message = format!("the words hold {}", kinds.join(", "));
    let hint = "put `[…]` in its place, in `original` too";
    Some(Finding { aim: first?, ..check.error("personal-data", message).hint(hint) })
}

/// Everything of the kind in a text.
fn find(text: &str, known: &Known) -> Vec<Datum> {
    let bytes = text.as_bytes();
    let (mut found, mut has_digits) = (Vec::new(), false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'@' => {
                let other =
                    |mail: &Datum| !known.mails.contains(&text[mail.1.clone()].to_lowercase());
                found.extend(mail(text, at).filter(other));
            }
            b'0'..=b'9' => has_digits = true,
            _ => {}
        }
    }
    if has_digits {
        found.extend(digits::find(text, &known.phones));
        found.extend(cards::account(text));
        found.extend(address(text));
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// An e-mail address around an `@`; `@ana@example.social` is a name, not one of these.
fn mail(text: &str, at: usize) -> Option<Datum> {
    let is_part = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
    let start = text[..at].trim_end_matches(is_part).len();
    let host = &text[at + 1..];
    let end = host.find(|letter: char| !letter.is_alphanumeric() && !".-".contains(letter));
    let host = host[..end.unwrap_or(host.len())].trim_end_matches(['.', '-']);
    let (name, top) = host.rsplit_once('.')?;
    let is_host = !name.is_empty() && top.len() > 1 && top.chars().all(char::is_alphabetic);
    let is_name = start < at && !text[..start].ends_with('@');
    (is_host && is_name).then(|| ("an e-mail address", start..at + 1 + host.len()))
}

/// An address of the internet's sixth version; the fourth looks like a number.
fn address(text: &str) -> Option<Datum> {
    let is_part = |letter: char| letter.is_ascii_hexdigit() || letter == ':';
    let mut from = 0;
    std::iter::from_fn(|| {
        let start = from + text[from..].find(is_part)?;
        let length = text[start..].find(|letter| !is_part(letter));
        from = length.map_or(text.len(), |length| start + length);
        Some(start..from)
    })
    .find_map(|word| {
        let end = word.start + text[word.clone()].trim_end_matches(':').len();
        let word = word.start..end;
        let colons = text[word.clone()].matches(':').count();
        (colons > 2 && text[word.clone()].parse::<Ipv6Addr>().is_ok())
            .then_some(("an IP address", word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&'static str, &str)> {
        let known = Known {
            mails: vec!["hello@cafesol.example".to_owned()],
            phones: vec!["351210000000".to_owned()],
        };
        find(text, &known).into_iter().map(|(kind, range)| (kind, &text[range])).collect()
    }

    #[test]
    fn what_reaches_a_person_is_found() {
        for (text, expected) in [
            (
                "Write to ana.lopez+x@mail.example.com.",
                ("an e-mail address", "ana.lopez+x@mail.example.com"),
            ),
            ("Schreib an jürgen@bücher.example!", ("an e-mail address", "jürgen@bücher.example")),
            ("Call +351 912 345 678", ("a telephone number", "+351 912 345 678")),
            ("0176 / 1234 5678 ist meine Nummer", ("a telephone number", "0176 / 1234 5678")),
            ("(555) 010-9999 is mine", ("a telephone number", "(555) 010-9999")),
            ("my phone is 912345678", ("a telephone number", "912345678")),
            ("paid with 4111 1111 1111 1111, fine", ("a card number", "4111 1111 1111 1111")),
            (
                "to DE89 3704 0044 0532 0130 00 please",
                ("an account number", "DE89 3704 0044 0532 0130 00"),
            ),
            ("from 192.168.10.20 at night", ("an IP address", "192.168.10.20")),
            ("from 2001:db8::8a2e:370:7334", ("an IP address", "2001:db8::8a2e:370:7334")),
            ("My order no. 1002-4477 came", ("an order number", "1002-4477")),
            ("Bestellnummer: A-100244 kam an", ("an order number", "A-100244")),
        ] {
            assert_eq!(kinds(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for text in [
            "HELLO@cafesol.example answered at once, and so did +351 21 000 0000.",
            "@ana@example.social, or 5 @ 3 euros, or a@b",
            "From 2019-2024, or 14.03.2026, 10:30, or 2026-03-14 10:30:45.",
            "1,234,567 people; 3.14159265; 10 000 000 steps; 0.123456789",
            "Version 1.2.3.4 of the app",
            "paid with 4111 1111 1111 1112",
            "We ordered 12 pizzas in 2024 for room 4711.",
            "Order of 2024-05-01 came",
            "DE89 3704 0044 0532 0130 01",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
