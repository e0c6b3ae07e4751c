//! Numbers as a language writes them.
//!
//! The formatters of ICU can be used by one thread only, and take longer than a page can wait. So
//! they are asked once for everything that differs between languages, and the answers are kept:
//! the ten digits, the separators, and where groups begin in a number of each length.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

/// No whole number of 64 bits has more digits.
const MOST_DIGITS: usize = 20;

/// How a language writes numbers.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    digits: [String; 10],
    decimal: String,
    group: String,
    /// What stands before and behind a negative number.
    minus: (String, String),
    /// For each number of digits: bit `n` is set where a group begins at the last `n` digits.
    groups: [u32; MOST_DIGITS + 1],
}

impl Numbers {
    /// Asks for the digits and separators of a language.
    pub(super) fn new(locale: &Locale) -> Self {
        let formatter = DecimalFormatter::try_new(locale.into(), Default::default()).ok();
        let format = |number: Decimal| match &formatter {
            Some(formatter) => formatter.format(&number).to_string(),
            None => number.to_string(),
        };
        let digits: [String; 10] = std::array::from_fn(|digit| format(Decimal::from(digit)));
        let mut numbers = Self {
            decimal: between(&format(tenths(5)), &digits[0], &digits[5]).unwrap_or(".").to_owned(),
            minus: around(&format(Decimal::from(-1)), &digits[1]),
            digits,
            group: String::new(),
            groups: [0; MOST_DIGITS + 1],
        };
        let mut number = 1_u64;
        for length in 1..=MOST_DIGITS {
            numbers.learn_groups(&format(Decimal::from(number)), length);
            number = number.saturating_mul(10);
        }
        numbers
    }

    /// Notes where the groups of a number begin, as it was formatted.
    fn learn_groups(&mut self, mut text: &str, length: usize) {
        let mut left = length;
        let mut group = String::new();
        while let Some(letter) = text.chars().next() {
            let digit = self.digits.iter().find_map(|digit| text.strip_prefix(digit.as_str()));
            let Some(rest) = digit else {
                if !group.ends_with(letter) {
                    group.push(letter);
                }
                self.groups[length] |=
                    1_u32.checked_shl(u32::try_from(left).unwrap_or(32)).unwrap_or(0);
                text = &text[letter.len_utf8()..];
                continue;
            };
            (text, left) = (rest, left.saturating_sub(1));
        }
        if !group.is_empty() {
            self.group = group;
        }
    }

    /// Whether the language writes a short number as it is written for machines.
    pub(super) fn is_plain(&self, number: &str) -> bool {
        let alike = self.digits.iter().zip("0123456789".chars());
        number.len() <= 3
            && self.decimal == "."
            && alike.into_iter().all(|(digit, plain)| digit.chars().eq([plain]))
    }

    /// Writes a whole number.
    pub(super) fn whole(&self, number: u64, to: &mut String) {
        let mut buffer = [0; MOST_DIGITS];
        let mut at = buffer.len();
        let mut rest = number;
        loop {
            at -= 1;
            // A digit by construction.
            buffer[at] = u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.grouped(&buffer[at..], to);
    }

    /// Writes a year, which has no groups.
    pub(super) fn year(&self, year: u16, to: &mut String) {
        for digit in year.to_string().bytes() {
            to.push_str(&self.digits[usize::from(digit - b'0')]);
        }
    }

    /// Writes a number that is written for machines, such as `4.5` or `-12`; gives `false`, and
    /// writes nothing, where the text is something else.
    pub(super) fn text(&self, number: &str, to: &mut String) -> bool {
        let (negative, plain) =
            number.strip_prefix('-').map_or((false, number), |rest| (true, rest));
        let (whole, part) = plain.split_once('.').map_or((plain, None), |(a, b)| (a, Some(b)));
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || whole.len() > MOST_DIGITS || !part.is_none_or(is_number) {
            return false;
        }
        if negative {
            to.push_str(&self.minus.0);
        }
        let digits: Vec<u8> = whole.bytes().map(|byte| byte - b'0').collect();
        self.grouped(&digits, to);
        if let Some(part) = part {
            to.push_str(&self.decimal);
            for byte in part.bytes() {
                to.push_str(&self.digits[usize::from(byte - b'0')]);
            }
        }
        if negative {
            to.push_str(&self.minus.1);
        }
        true
    }

    fn grouped(&self, digits: &[u8], to: &mut String) {
        let groups = self.groups.get(digits.len()).copied().unwrap_or_default();
        for (at, digit) in digits.iter().enumerate() {
            if at > 0 && groups >> (digits.len() - at) & 1 == 1 {
                to.push_str(&self.group);
            }
            to.push_str(&self.digits[usize::from(*digit)]);
        }
    }
}

fn tenths(number: i32) -> Decimal {
    let mut decimal = Decimal::from(number);
    decimal.multiply_pow10(-1);
    decimal
}

/// What stands between the first and the last part of a text.
fn between<'a>(text: &'a str, first: &str, last: &str) -> Option<&'a str> {
    text.strip_prefix(first)?.strip_suffix(last)
}

/// What stands before and behind a part of a text.
fn around(text: &str, part: &str) -> (String, String) {
    let (before, behind) = text.split_once(part).unwrap_or(("-", ""));
    (before.to_owned(), behind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(tag: &str, number: &str) -> String {
        let numbers = Numbers::new(&Locale::try_from_str(tag).unwrap());
        let mut text = String::new();
        assert!(numbers.text(number, &mut text), "{number}");
        text
    }

    #[test]
    fn numbers_have_the_digits_and_separators_of_their_language() {
        for (tag, number, expected) in [
            ("en", "1234567.5", "1,234,567.5"),
            ("de", "1234567.5", "1.234.567,5"),
            ("de-CH", "1234.5", "1'234.5"),
            ("es", "1234", "1234"),
            ("es", "12345", "12.345"),
            ("fr", "1234", "1\u{202f}234"),
            ("hi", "1234567", "12,34,567"),
            ("ar-EG", "1234.5", "١٬٢٣٤٫٥"),
            ("fa", "4.5", "۴٫۵"),
            ("en", "-3", "-3"),
            ("tlh", "1234.5", "1,234.5"),
        ] {
            assert_eq!(formatted(tag, number), expected, "{tag} {number}");
        }
    }

    /// The tables say what ICU says.
    #[test]
    fn whole_numbers_are_as_icu_writes_them() {
        for tag in ["en", "de", "es", "pl", "hi", "ar-EG", "fa", "bn", "my", "pt-PT", "sv"] {
            let locale = Locale::try_from_str(tag).unwrap();
            let formatter =
                DecimalFormatter::try_new((&locale).into(), Default::default()).unwrap();
            let numbers = Numbers::new(&locale);
            let mut number = 7_u64;
            while number < u64::MAX / 11 {
                let mut text = String::new();
                numbers.whole(number, &mut text);
                assert_eq!(text, formatter.format(&Decimal::from(number)).to_string(), "{tag}");
                number = number * 11 + 3;
            }
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let numbers = Numbers::new(&Locale::try_from_str("en").unwrap());
        for text in ["", "four", "4,5", "4.", ".5", "--1", "1e3", "123456789012345678901"] {
            assert!(!numbers.text(text, &mut String::new()), "{text}");
        }
    }
}
