//! Runs of digits: which of them are telephone numbers, cards, addresses or order numbers.

use std::ops::Range;

use super::Datum;

/// Words before a number that make it a telephone number: in English, Spanish, French, German and
/// Portuguese.
const PHONE_WORDS: [&str; 16] = [
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
    "téléphone",
    "portable",
    "telefon",
    "handy",
    "telefone",
    "telemóvel",
];

/// Words before a number that make it the number of an order, in the same languages.
const ORDER_WORDS: [&str; 30] = [
    "order",
    "orders",
    "invoice",
    "booking",
    "reservation",
    "ticket",
    "pedido",
    "factura",
    "reserva",
    "commande",
    "facture",
    "réservation",
    "bestellung",
    "bestellnummer",
    "rechnung",
    "rechnungsnummer",
    "auftrag",
    "auftragsnummer",
    "kundennummer",
    "buchung",
    "buchungsnummer",
    "encomenda",
    "fatura",
    "nota",
    "customer",
    "cliente",
    "client",
    "kunde",
    "case",
    "account",
];

/// Words that may stand between the two.
const NUMBER_WORDS: [&str; 13] = [
    "number", "no", "nr", "num", "nbr", "id", "ref", "número", "numero", "numéro", "nummer", "n",
    "is",
];

/// A run of digits with what may stand between them.
struct Run<'a> {
    text: &'a str,
    at: Range<usize>,
    groups: Vec<&'a str>,
    digits: String,
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
        let kind = if run.is_address() {
            "an IP address"
        } else if run.is_card() {
            "a card number"
        } else if run.is_day() {
            return None;
        } else if let Some(at) = run.order() {
            return Some(("an order number", at));
        } else if run.is_phone() && !own_phones.contains(&run.digits) {
            "a telephone number"
        } else {
            return None;
        };
        Some((kind, run.at))
    })
}

fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = from + text[from..].find(|letter: char| letter.is_ascii_digit())?;
        let end = end(text, first);
        // What opens a telephone number belongs to it.
        let before = &text[from..first];
        let opening = before.len() - before.trim_end_matches(['+', '(']).len();
        let at = first - opening.min(2)..end;
        from = end;
        let run = &text[at.clone()];
        let groups = run.split(|letter: char| !letter.is_ascii_digit());
        let groups = groups.filter(|group| !group.is_empty()).collect();
        Some(Run { text, at, groups, digits: only(run) })
    })
}

/// Where a run of digits ends: between two of them stand at most three signs, none of them a letter.
fn end(text: &str, first: usize) -> usize {
    let (mut end, mut between) = (first, 0);
    for (at, letter) in text[first..].char_indices() {
        if letter.is_ascii_digit() {
            (end, between) = (first + at + 1, 0);
        } else if between < 3
            && matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '/' | '(' | ')')
        {
            between += 1;
        } else {
            break;
        }
    }
    end
}

impl Run<'_> {
    fn written(&self) -> &str {
        &self.text[self.at.clone()]
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.len()).collect()
    }

    /// The nearest words before it in the same sentence, in small letters.
    fn words_before(&self) -> impl Iterator<Item = String> {
        let before = &self.text[..self.at.start];
        let before = before.rsplit(['!', '?', ';', '\n']).next().unwrap_or_default();
        let words = before.rsplit(|letter: char| !letter.is_alphabetic());
        words.filter(|word| !word.is_empty()).take(4).map(str::to_lowercase)
    }

    /// Four numbers with dots; a version is written the same.
    fn is_address(&self) -> bool {
        let is_version =
            self.words_before().next().is_some_and(|word| word == "v" || word.starts_with("vers"));
        !is_version && self.written().parse::<core::net::Ipv4Addr>().is_ok()
    }

    /// The numbers of cards carry a check digit (ISO/IEC 7812).
    fn is_card(&self) -> bool {
        let is_grouped = match self.lengths().as_slice() {
            [_] | [4, 6, 5] => true,
            [first @ .., last] => first.iter().all(|length| *length == 4) && *last <= 4,
            [] => false,
        };
        let fits = (13..=19).contains(&self.digits.len());
        let issued = self.digits.starts_with(['2', '3', '4', '5', '6']);
        let digits = self.digits.bytes().rev().map(|digit| u32::from(digit - b'0'));
        let sum: u32 = digits
            .enumerate()
            .map(|(at, digit)| match (at % 2, digit * 2) {
                (0, _) => digit,
                (_, twice) if twice > 9 => twice - 9,
                (_, twice) => twice,
            })
            .sum();
        is_grouped && fits && issued && sum.is_multiple_of(10)
    }

    /// A day, also with an hour behind it, or from one year to another.
    fn is_day(&self) -> bool {
        let is_year = |group: &str| group.starts_with("19") || group.starts_with("20");
        match (self.lengths().as_slice(), self.groups.as_slice()) {
            ([4, 2, 2, ..], [year, ..]) | ([1 | 2, 1 | 2, 4, ..], [_, _, year, ..]) => {
                is_year(year)
            }
            ([4, 4], [first, last]) => is_year(first) && is_year(last),
            (lengths, _) => matches!(lengths, [1 | 2, 1 | 2, 2]),
        }
    }

    /// An international or national prefix, the groups of North America, or a word that says so.
    fn is_phone(&self) -> bool {
        let (written, count) = (self.written(), self.digits.len());
        let opens = written.trim_start_matches('(');
        let is_fraction = opens.starts_with("0.");
        let groups = self.lengths();
        let of_north_america = matches!(groups.as_slice(), [3, 3, 4] | [1, 3, 3, 4]);
        let is_told = || self.words_before().any(|word| PHONE_WORDS.contains(&word.as_str()));
        (opens.starts_with('+') && (8..=15).contains(&count))
            || (opens.starts_with('0') && !is_fraction && (9..=14).contains(&count))
            || of_north_america
            || ((6..=15).contains(&count) && is_told())
    }

    /// The number of an order, with the letters before it.
    fn order(&self) -> Option<Range<usize>> {
        let before = &self.text[..self.at.start];
        let start = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
        let number = start..self.at.end;
        let long = self.digits.len() >= 4 && number.len() >= 5;
        let mut words = self.text[..start].rsplit(|c: char| !c.is_alphabetic());
        let mut words = words.by_ref().filter(|word| !word.is_empty()).map(str::to_lowercase);
        let word = words.find(|word| !NUMBER_WORDS.contains(&word.as_str()))?;
        let gap = self.text[..start].trim_end_matches([' ', '#', ':', '.', '°', 'º', '(']);
        let is_near = gap.ends_with(char::is_alphabetic);
        (long && is_near && ORDER_WORDS.contains(&word.as_str())).then_some(number)
    }
}
