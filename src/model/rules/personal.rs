//! Data in the words of a review that are nobody else's business.

mod accounts;
mod digits;

use core::net::Ipv6Addr;
use std::ops::Range;

use super::Subject;
use crate::config::{Config, WebAddress};
use crate::diag::{Aim, Finding};
use crate::model::check::Check;

/// What the business tells everybody itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::model) struct Known {
    mails: Vec<String>,
    phones: Vec<String>,
    /// The host of its own pages: who writes from there is the business.
    host: Option<String>,
}

impl Known {
    /// Takes the addresses and numbers that site.yaml publishes.
    pub(in crate::model) fn of(config: &Config) -> Self {
        let business = &config.business;
        let contact = config.policy.contact.as_ref().map(WebAddress::as_str);
        let contact = contact.and_then(|contact| contact.strip_prefix("mailto:"));
        let mails = business.email.as_deref().into_iter().chain(contact);
        let phones = business.telephone.iter().map(|number| digits::only(number));
        let host = business.url.as_ref().map(|url| url.host().to_lowercase());
        let host = host.map(|host| host.trim_start_matches("www.").to_owned());
        Self { mails: mails.map(str::to_lowercase).collect(), phones: phones.collect(), host }
    }

    fn has_mail(&self, mail: &str) -> bool {
        let mail = mail.to_lowercase();
        let host = mail.rsplit('@').next();
        self.mails.contains(&mail) || (host.is_some() && host == self.host.as_deref())
    }
}

/// A kind of data, and where it stands.
type Datum = (&'static str, Range<usize>);

/// How a person is reached. In an answer the business may say how it is reached itself.
const WAYS: [&str; 2] = ["an e-mail address", "a telephone number"];

/// No review needs an address, a number or a way to reach its author.
pub(super) fn data(subject: &Subject<'_>, check: &Check<'_>) -> Option<Finding> {
    let known = &check.grounds.known;
    let mut kinds: Vec<&str> = Vec::new();
    let mut first = None;
    let mut add = |aim: Aim, kind: &'static str, words: &str| {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
        first.get_or_insert_with(|| subject.aim(aim, words));
    };
    for (aim, text) in subject.words().chain(subject.beside()) {
        for (kind, range) in find(text, known) {
            add(aim.clone(), kind, &text[range]);
        }
    }
    for (aim, text) in subject.answers() {
        for (kind, range) in find(text, known).into_iter().filter(|(kind, _)| !WAYS.contains(kind))
        {
            add(aim.clone(), kind, &text[range]);
        }
    }
    if let Some(mail) = subject.review.body.as_ref().and_then(|body| linked(&body.html, known)) {
        add(Aim::Body(0..0), WAYS[0], mail);
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
                let other = |mail: &Datum| !known.has_mail(&text[mail.1.clone()]);
                found.extend(mail(text, at).filter(other));
            }
            b'0'..=b'9' => has_digits = true,
            _ => {}
        }
    }
    if has_digits {
        found.extend(digits::find(text, &known.phones));
        found.extend(accounts::account(text));
        found.extend(address(text));
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// The first e-mail address that a link leads to.
fn linked<'a>(html: &'a str, known: &Known) -> Option<&'a str> {
    let links = html.split("href=\"mailto:").skip(1);
    let mut mails = links.filter_map(|rest| rest.split(['"', '?']).next());
    mails.find(|mail| !known.has_mail(mail))
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

    const MAIL: &str = "an e-mail address";
    const PHONE: &str = "a telephone number";
    const CARD: &str = "a card number";
    const ACCOUNT: &str = "an account number";
    const ADDRESS: &str = "an IP address";
    const ORDER: &str = "an order number";

    fn kinds(text: &str) -> Vec<(&'static str, &str)> {
        let known = Known {
            mails: vec!["hello@cafesol.example".to_owned()],
            phones: vec!["351210000000".to_owned()],
            host: Some("cafesol.example".to_owned()),
        };
        find(text, &known).into_iter().map(|(kind, range)| (kind, &text[range])).collect()
    }

    #[test]
    fn what_reaches_a_person_is_found() {
        for (text, kind, expected) in [
            ("Write to ana.lopez+x@mail.example.com.", MAIL, "ana.lopez+x@mail.example.com"),
            ("Schreib an jürgen@bücher.example!", MAIL, "jürgen@bücher.example"),
            ("Call +351 912 345 678 (2024-03-14)", PHONE, "+351 912 345 678"),
            ("0176 / 1234 5678 ist meine Nummer", PHONE, "0176 / 1234 5678"),
            ("am 14.03.2026 0176 1234 5678 angerufen", PHONE, "0176 1234 5678"),
            ("0049 (0) 176 12345678", PHONE, "0049 (0) 176 12345678"),
            ("(555) 010-9999 is mine", PHONE, "(555) 010-9999"),
            ("my phone is 912345678", PHONE, "912345678"),
            ("my number is 5551234567", PHONE, "5551234567"),
            ("Llámame al 612 345 678", PHONE, "612 345 678"),
            ("Handynummer: 176 1234567", PHONE, "176 1234567"),
            ("paid with 4111 1111 1111 1111 12/27, fine", CARD, "4111 1111 1111 1111 12/27"),
            ("to DE89 3704 0044 0532 0130 00 please", ACCOUNT, "DE89 3704 0044 0532 0130 00"),
            ("to de89-3704-0044-0532-0130-00", ACCOUNT, "de89-3704-0044-0532-0130-00"),
            ("IP 10.0.0.1 at night", ADDRESS, "10.0.0.1"),
            ("saw 192.168.10.20 - 5 minutes", ADDRESS, "192.168.10.20"),
            ("from 2001:db8::8a2e:370:7334", ADDRESS, "2001:db8::8a2e:370:7334"),
            ("My order no. 1002-4477 came", ORDER, "1002-4477"),
            ("Bestellnummer: A-100244 kam an", ORDER, "A-100244"),
            ("Bestell-Nr. 123456 fehlt", ORDER, "123456"),
            ("mi pedido nº 123456", ORDER, "123456"),
            ("booking reference AB12345", ORDER, "AB12345"),
        ] {
            assert_eq!(kinds(text), [(kind, expected)], "{text}");
        }
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for text in [
            "HELLO@cafesol.example answered at once, and so did +351 21 000 0000. 5 stars!",
            "Call 210 000 000, or 021 000 0000",
            "@ana@example.social, or 5 @ 3 euros, or a@b",
            "From 2019-2024, or 14.03.2026, 10:30, or 2026-03-14 10:30:45.",
            "1,234,567 people; 3.14159265; 10 000 000 steps; 0.123456789",
            "Version 1.2.3.4 of the app, iOS 17.1.2.3, Firmware 2.1.0.4",
            "paid with 4111 1111 1111 1112",
            "We ordered 12 pizzas in 2024 for room 4711.",
            "Order of 2024-05-01 came, invoice 2024-05",
            "This mobile cost 129 999 rupees. I bought a phone. It cost 1.299.000 pesos",
            "They call 100 000 customers",
            "The ticket 12.50 euros, Booking 19.30, Nota 10.000",
            "ISBN 0-306-40615-2",
            "05.30 to 06.30 - 07.30 - 08.30",
            "DE89 3704 0044 0532 0130 01",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn a_text_of_numbers_takes_no_longer_than_any_other() {
        let started = std::time::Instant::now();
        for part in ["1%", "n1,", "1a", "no 1234 ", "AA11", "1 x ", "1-", "1@", "(+", "1:"] {
            find(&part.repeat(100_000 / part.len()), &Known::default());
        }
        // Minutes where it is quadratic.
        assert!(started.elapsed().as_secs() < 20);
    }
}
