//! Bank accounts: the number carries its own proof (ISO 13616).

use super::Datum;

/// How long the number of an account is, with its country.
const LENGTH: std::ops::RangeInclusive<usize> = 15..=34;

/// The first number of a bank account in a text, in groups or in one piece.
pub(super) fn account(text: &str) -> Option<Datum> {
    let mut starts = text.as_bytes().windows(4).enumerate().filter(|(_, four)| {
        four[..2].iter().all(u8::is_ascii_uppercase) && four[2..].iter().all(u8::is_ascii_digit)
    });
    starts.find_map(|(start, _)| {
        let inside = text[..start].ends_with(|c: char| c.is_alphanumeric());
        let length = length(&text[start..]).filter(|_| !inside)?;
        Some(("an account number", start..start + length))
    })
}

/// How much of a text is such a number: to the end of the last group that completes one.
fn length(text: &str) -> Option<usize> {
    let (mut number, mut whole) = (String::new(), None);
    for (at, letter) in text.char_indices() {
        match letter {
            '0'..='9' | 'A'..='Z' if number.len() < *LENGTH.end() => number.push(letter),
            ' ' => {}
            _ => break,
        }
        let next = text[at + 1..].chars().next();
        let ends = next.is_none_or(|next| !next.is_ascii_alphanumeric());
        if letter != ' ' && ends && LENGTH.contains(&number.len()) && is_proven(&number) {
            whole = Some(at + 1);
        }
    }
    whole
}

/// The first four characters moved to the end, letters as numbers from 10, leave 1 over 97.
fn is_proven(number: &str) -> bool {
    let (head, rest) = number.split_at(4);
    let digits = rest.chars().chain(head.chars()).filter_map(|letter| letter.to_digit(36));
    let rest = digits.fold(0, |rest, digit| (rest * if digit > 9 { 100 } else { 10 } + digit) % 97);
    rest == 1
}
