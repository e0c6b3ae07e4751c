//! Runs of digits: which of them are telephone numbers, cards, addresses or order numbers.
//!
//! A run alone says little, so the words just before it are asked. They are never sought further back than
//! [`BEFORE`], so that a long text of numbers takes no longer than any other.

use core::net::Ipv4Addr;
use std::ops::Range;

use super::Datum;

/// So many bytes before a number are looked at.
const BEFORE: usize = 64;

/// Words before a number that make it a telephone number: in English, Spanish, French, German and
/// Portuguese.
const PHONE_WORDS: [&str; 28] = [
    "phone",
    "telephone",
    "tel",
    "mobile",
    "cell",
    "whatsapp",
    "call",
    "teléfono",
    "telefono",
    "móvil",
    "llámame",
    "llámeme",
    "tél",
    "téléphone",
    "portable",
    "appelez",
    "telefon",
    "handy",
    "handynummer",
    "telefonnummer",
    "mobilnummer",
    "telefone",
    "telemóvel",
    "celular",
    "ligue",
    "my",
    "her",
    "his",
];

/// Words that may stand between such a word and the number.
const PHONE_FILLERS: [&str; 16] = [
    "is", "at", "on", "me", "us", "number", "no", "nr", "al", "au", "a", "o", "para", "es", "est",
    "ist",
];

/// Words before a number that make it the number of an order, in the same languages.
const ORDER_WORDS: [&str; 38] = [
    "order",
    "invoice",
    "booking",
    "reservation",
    "confirmation",
    "reference",
    "ticket",
    "tracking",
    "customer",
    "account",
    "pedido",
    "factura",
    "reserva",
    "cliente",
    "commande",
    "facture",
    "réservation",
    "client",
    "bestellung",
    "bestell",
    "bestellnummer",
    "rechnung",
    "rechnungs",
    "rechnungsnummer",
    "auftrag",
    "auftrags",
    "auftragsnummer",
    "kunden",
    "kundennummer",
    "buchung",
    "buchungs",
    "buchungsnummer",
    "encomenda",
    "fatura",
    "nota",
    "case",
    "referencia",
    "referência",
];

/// Words that say that a number follows.
const NUMBER_WORDS: [&str; 13] = [
    "number",
    "no",
    "nr",
    "num",
    "nbr",
    "id",
    "ref",
    "reference",
    "número",
    "numero",
    "numéro",
    "nummer",
    "n",
];

/// Words before four numbers with dots that make them the address of a computer.
const ADDRESS_WORDS: [&str; 8] =
    ["ip", "address", "adresse", "dirección", "endereço", "from", "von", "server"];

/// What may stand between two digits of one number.
const BETWEEN: [&str; 15] = [
    " ", "\u{a0}", "\u{202f}", "\u{2009}", "-", "\u{2011}", "–", ".", "/", " / ", ") ", " (", ")",
    "(", ")-",
];

/// What makes a number a price.
const PRICES: [&str; 12] =
    ["€", "$", "£", "euro", "dollar", "pound", "rupee", "peso", "reais", "fcfa", "yen", "usd"];

/// A run of digits with what may stand between them.
struct Run<'a> {
    text: &'a str,
    at: Range<usize>,
    groups: Vec<&'a str>,
}

/// The digits of a text.
pub(super) fn only(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What runs of digits in a text are, where they are somebody's.
pub(super) fn find<'a>(
    text: &'a str,
    own_phones: &'a [String],
) -> impl Iterator<Item = Datum> + use<'a> {
    runs(text).filter_map(move |run| {
        if run.is_address() {
            Some(("an IP address", run.at))
        } else if run.is_card() {
            Some(("a card number", run.at))
        } else if run.is_day() || run.is_price() {
            None
        } else if let Some(at) = run.order() {
            Some(("an order number", at))
        } else {
            let is_phone = run.is_phone() && !run.is_one_of(own_phones);
            is_phone.then_some(("a telephone number", run.at))
        }
    })
}

fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = from + text[from..].find(|letter: char| letter.is_ascii_digit())?;
        let (end, groups) = groups(text, first);
        // What opens a telephone number belongs to it.
        let opening = text.as_bytes()[from..first].iter().rev().take(2);
        let opening = opening.take_while(|byte| matches!(byte, b'+' | b'(')).count();
        from = end;
        Some(Run { text, at: first - opening..end, groups })
    })
}

/// Where a run of digits ends, and its groups. A day ends it, and so does a bracket behind a number that
/// is long enough.
fn groups(text: &str, first: usize) -> (usize, Vec<&str>) {
    let (mut groups, mut at) = (Vec::new(), first);
    loop {
        let rest = &text[at..];
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        groups.push(&rest[..end]);
        at += end;
        if is_day(&groups) || groups.len() > 12 {
            return (at, groups);
        }
        let between = text[at..].find(|letter: char| letter.is_ascii_digit());
        let between = &text[at..at + between.unwrap_or_default()];
        let count: usize = groups.iter().map(|group| group.len()).sum();
        if !BETWEEN.contains(&between) || between == " (" && count > 5 {
            return (at, groups);
        }
        at += between.len();
    }
}

/// A day with its year at either end.
fn is_day(groups: &[&str]) -> bool {
    let is_year =
        |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let is_short = |group: &str| group.len() < 3;
    match groups {
        [year, month, day] if is_year(year) => is_short(month) && is_short(day),
        [day, month, year] if is_year(year) => is_short(day) && is_short(month),
        _ => false,
    }
}

/// The words at the end of a text, the nearest first, in small letters. A sentence before is another one.
fn words(before: &str) -> impl Iterator<Item = String> {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(BEFORE))..];
    let near = near.rsplit(['!', '?', ';', '\n']).next().unwrap_or_default();
    let near = near.rsplit(". ").next().unwrap_or_default();
    let words = near.rsplit(|letter: char| !is_letter(letter));
    words
        .filter(|word| !word.is_empty())
        .take(4)
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

/// The small signs of `nº` and `nª` are letters for Unicode.
fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() && !matches!(letter, 'º' | 'ª')
}

impl Run<'_> {
    fn written(&self) -> &str {
        &self.text[self.at.clone()]
    }

    fn digits(&self) -> String {
        self.groups.concat()
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.len()).collect()
    }

    fn words_before(&self) -> impl Iterator<Item = String> {
        words(&self.text[..self.at.start])
    }

    /// Four numbers with dots; a version is written the same, with smaller numbers.
    fn is_address(&self) -> bool {
        let Ok(address) = self.written().parse::<Ipv4Addr>() else { return false };
        let large = address.octets().into_iter().filter(|octet| *octet >= 100).count();
        large > 1 || self.words_before().take(2).any(|word| ADDRESS_WORDS.contains(&&*word))
    }

    /// The numbers of cards carry a check digit (ISO/IEC 7812); the month to which one is valid may stand
    /// behind it.
    fn is_card(&self) -> bool {
        let lengths = self.lengths();
        let is_grouped = |count: usize| match &lengths[..count] {
            [_] | [4, 6, 5] => true,
            [first @ .., last] => first.iter().all(|length| *length == 4) && *last <= 4,
            [] => false,
        };
        (1..=lengths.len()).any(|count| {
            let digits = self.groups[..count].concat();
            (13..=19).contains(&digits.len()) && is_grouped(count) && is_checked(&digits)
        })
    }

    /// A day, or from one year to another.
    fn is_day(&self) -> bool {
        let is_year = |group: &&str| group.starts_with("19") || group.starts_with("20");
        let lengths = self.lengths();
        let years = matches!(lengths.as_slice(), [4, 4]) && self.groups.iter().all(is_year);
        is_day(&self.groups) || years || matches!(lengths.as_slice(), [1 | 2, 1 | 2, 2])
    }

    /// A sum of money, by what stands beside it.
    fn is_price(&self) -> bool {
        let after = self.text[self.at.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let before = self.text[..self.at.start].trim_end_matches([' ', '\u{a0}']);
        let is_next = |price: &&str| {
            let start = after.get(..price.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(price))
        };
        PRICES.iter().any(is_next) || before.ends_with(['€', '$', '£'])
    }

    /// An international or national prefix, the groups of North America, or a word that says so.
    fn is_phone(&self) -> bool {
        let opens = self.written().trim_start_matches('(');
        let lengths = self.lengths();
        let count: usize = lengths.iter().sum();
        let is_fraction = opens.starts_with("0.");
        let of_north_america = matches!(lengths.as_slice(), [3, 3, 4] | [1, 3, 3, 4]);
        // 1,299,000 is a number, and nobody's.
        let is_number = match lengths.as_slice() {
            [3, 3, 3] => false,
            [first, rest @ ..] => {
                *first < 4 && !rest.is_empty() && rest.iter().all(|length| *length == 3)
            }
            [] => true,
        };
        let is_book = || self.words_before().any(|word| word == "isbn" || word == "issn");
        (opens.starts_with('+') && (8..=15).contains(&count))
            || (opens.starts_with('0') && !is_fraction && (9..=16).contains(&count) && !is_book())
            || of_north_america
            || ((6..=15).contains(&count) && !is_number && self.is_told())
    }

    fn is_told(&self) -> bool {
        let mut words = self.words_before();
        let word = words.by_ref().find(|word| !PHONE_FILLERS.contains(&&**word));
        let Some(word) = word.filter(|word| PHONE_WORDS.contains(&&**word)) else { return false };
        // `my 1234567` is anything, `my number is 1234567` is not.
        !matches!(&*word, "my" | "her" | "his") || self.words_before().any(|word| word == "number")
    }

    /// The number of an order, with the letters before it.
    fn order(&self) -> Option<Range<usize>> {
        let longest = self.groups.iter().map(|group| group.len()).max().unwrap_or_default();
        let before = &self.text[..self.at.start];
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
        let letters = before.as_bytes().iter().rev().take(8).take_while(is_part).count();
        let start = before.len() - letters;
        let count: usize = self.groups.iter().map(|group| group.len()).sum();
        if count < 4 || count + letters < 5 {
            return None;
        }
        let gap = self.text[..start].trim_end_matches([' ', '#', ':', '.', '°', 'º', 'ª', '(']);
        let mark = &self.text[gap.len()..start];
        let mut words = words(gap).peekable();
        let is_numbered =
            mark.contains('#') || words.peek().is_some_and(|word| NUMBER_WORDS.contains(&&**word));
        let word = words.find(|word| !NUMBER_WORDS.contains(&&**word) || word == "reference")?;
        let is_order = ORDER_WORDS.contains(&&*word) && gap.ends_with(is_letter);
        (is_order && (is_numbered || letters > 0 || longest > 4)).then_some(start..self.at.end)
    }

    /// Whether it is a number of the business itself, with or without what is dialled before it.
    fn is_one_of(&self, own: &[String]) -> bool {
        let digits = self.digits();
        let national = digits.trim_start_matches('0');
        own.iter().any(|own| *own == digits || (national.len() > 5 && own.ends_with(national)))
    }
}

/// Every second digit from the end twice, the digits of what that gives added: a multiple of ten.
fn is_checked(digits: &str) -> bool {
    let issued = digits.starts_with(['2', '3', '4', '5', '6']);
    let digits = digits.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) if twice > 9 => twice - 9,
            (_, twice) => twice,
        })
        .sum();
    issued && sum.is_multiple_of(10)
}
