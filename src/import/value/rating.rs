//! Ratings as people, programs and style sheets write them.
//!
//! A cell says a value, and sometimes its scale; which scale a column has where the cells do not
//! say so is for whoever sees all of them. Nothing is rounded, clamped or guessed.

/// What a cell says about a rating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rated {
    /// Nothing was rated: the cell is empty, or says so.
    Nothing,
    /// A number, zero or more.
    Value {
        /// The number.
        value: f64,
        /// The best value, if the cell tells it.
        scale: Option<f64>,
    },
    /// Recommended or not, which is not a number of stars.
    Thumb(bool),
}

/// Reads a cell; `None` if it cannot be understood.
///
/// It understands numbers with a point or a comma (`4,5`), with their scale (`8/10`, `90%`,
/// `4 von 5`, `5.0 out of 5 stars`), with a word (`Overall5`, `4 étoiles`), drawn stars
/// (`★★★★☆`, `★★★½`), words (`FIVE`), names of styles (`bubble_45`), and thumbs (`👍`, `positive`).
/// Zero is a value here, although some platforms mean nothing by it.
pub fn read(cell: &str) -> Option<Rated> {
    let text = folded(cell);
    if text.is_empty() || has(NOTHING, &text) {
        return Some(Rated::Nothing);
    }
    let thumb = |(words, up): (&str, bool)| has(words, &text).then_some(up);
    if let Some(up) = [(UP, true), (DOWN, false)].into_iter().find_map(thumb) {
        return Some(Rated::Thumb(up));
    }
    let (value, scale) = drawn(&text).or_else(|| style(&text)).or_else(|| phrase(&text))?;
    let is_sound = value.is_finite() && scale.is_none_or(|scale| scale.is_finite() && scale > 0.0);
    is_sound.then_some(Rated::Value { value, scale })
}

const NOTHING: &str = "-, –, —, n/a, na, null, none, nil, no rating, not rated, unrated, \
     neutral, star_rating_unspecified";

const UP: &str = "+1, 👍, true, yes, y, positive, recommended, recommends, recommend, \
     thumbs up, thumb up, voted up, up, ja, oui, sí, si, sì, sim, да, так, tak, ano, evet";

const DOWN: &str = "-1, −1, 👎, false, no, n, negative, not recommended, doesn't recommend, \
     does not recommend, do not recommend, don't recommend, thumbs down, thumb down, \
     voted down, down, nein, nee, non, não, нет, ні, nie, nej, nei, ne, hayır";

/// Words before a number.
const BEFORE: &str = "overall rating, overall, star rating, rating, rated, score, stars, \
     gesamtbewertung, bewertung, note, nota, valoración, puntuación, valutazione, beoordeling, \
     ocena, оценка, оцінка";

/// Words between a number and its scale.
const BETWEEN: &str = "/, out of, of, von, aus, sur, de, su, sobre, em, van, uit, z, na, из, \
     з, av, af, från, out-of, |, sur les";

/// Words behind a number that say what is counted.
const STARS: &str = "star, stars, star rating, stern, sterne, sternen, étoile, étoiles, \
     etoile, etoiles, estrella, estrellas, stella, stelle, estrela, estrelas, ster, sterren, \
     gwiazdka, gwiazdki, gwiazdek, звезда, звезды, звёзды, звезд, звёзд, зірка, зірки, зірок, \
     stjärna, stjärnor, stjerne, stjerner, tähti, tähteä, hvězda, hvězdy, hvězd, hvězdiček, \
     hvězdičky, yıldız, point, points, bubbles, ★, ⭐, 🌟";

const NUMBERS: [&str; 11] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Whether a list has a phrase.
fn has(list: &str, phrase: &str) -> bool {
    list.split(", ").any(|known| known == phrase)
}

/// Makes one form of what means the same: digits, spaces, apostrophes, capitals.
fn folded(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for character in cell.trim().chars().flat_map(char::to_lowercase) {
        match character {
            // A sign that asks for a colourful form, and tones of skin.
            '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => {}
            '’' | 'ʼ' => text.push('\''),
            '\u{66b}' => text.push('.'),
            '\u{ff0f}' | '\u{2044}' => text.push('/'),
            '\u{66a}' | '\u{ff05}' => text.push('%'),
            _ if character.is_whitespace() => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            // What a capital `İ` leaves behind.
            '\u{307}' => {}
            _ => text.push(super::digit(character).unwrap_or(character)),
        }
    }
    text
}

/// Reads stars that are drawn: full ones, a half, then empty ones.
fn drawn(text: &str) -> Option<(f64, Option<f64>)> {
    let mut counts = [0_u8; 3];
    let mut last = 0;
    for character in text.chars().filter(|character| *character != ' ') {
        let kind = match character {
            '★' | '⭐' | '🌟' | '✭' | '✮' => 0,
            '½' | '⯨' | '⯪' => 1,
            '☆' | '✩' | '⚝' => 2,
            _ => return None,
        };
        if kind < last || counts[kind] == 10 || counts[1] > 1 {
            return None;
        }
        last = kind;
        counts[kind] += 1;
    }
    let [full, half, empty] = counts;
    let whole = full + half + empty;
    if half > 1 || whole == 0 || whole > 10 || full + empty == 0 {
        return None;
    }
    let value = f64::from(full) + f64::from(half) / 2.0;
    Some((value, (empty > 0).then(|| f64::from(whole))))
}

/// Reads the names of styles that draw bubbles: `ui_bubble_rating bubble_45` are 4.5 of 5.
fn style(text: &str) -> Option<(f64, Option<f64>)> {
    let mut words = text.split(' ').filter(|word| *word != "ui_bubble_rating");
    let tenths = words.next()?.strip_prefix("bubble_")?;
    let is_number = matches!(tenths.len(), 1 | 2) && tenths.bytes().all(|b| b.is_ascii_digit());
    if !is_number || words.next().is_some() {
        return None;
    }
    let tenths: u8 = tenths.parse().ok()?;
    (tenths <= 50).then(|| (f64::from(tenths) / 10.0, Some(5.0)))
}

/// Reads a number among the words that belong to it.
fn phrase(text: &str) -> Option<(f64, Option<f64>)> {
    // As Amazon writes it in Japanese: the scale comes first.
    if let Some(rest) = text.strip_prefix("5つ星のうち") {
        let (value, rest) = number(rest.trim_start())?;
        return rest.is_empty().then_some((value, Some(5.0)));
    }
    let word = BEFORE.split(", ").find_map(|word| text.strip_prefix(word));
    let rest = word.unwrap_or(text).trim_start_matches([' ', ':']);
    let (value, rest) = number(rest)?;
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix('%') {
        return rest.trim().is_empty().then_some((value, Some(100.0)));
    }
    // `4 stars out of 5` and `4 out of 5 stars`.
    let (rest, counted) = without_stars(rest);
    if rest.is_empty() {
        return Some((value, None));
    }
    let between = |word: &str| {
        let rest = rest.strip_prefix(word)?;
        let is_word = word.ends_with(char::is_alphabetic);
        (!is_word || rest.starts_with(' ')).then(|| rest.trim_start())
    };
    let (scale, rest) = BETWEEN.split(", ").filter_map(between).find_map(number)?;
    let rest = rest.trim();
    let ends = rest.is_empty() || (!counted && without_stars(rest).0.is_empty());
    ends.then_some((value, Some(scale)))
}

/// Takes away a word that says what is counted; tells whether there was one.
fn without_stars(text: &str) -> (&str, bool) {
    let found = STARS.split(", ").filter_map(|word| {
        let rest = text.strip_prefix(word)?;
        let ends = !rest.starts_with(|next: char| next.is_alphanumeric() || "★⭐🌟".contains(next));
        ends.then(|| rest.trim_start())
    });
    match found.min_by_key(|rest| rest.len()) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

/// Reads the number that a text begins with: digits with a point or a comma, `4½`, or a word.
fn number(text: &str) -> Option<(f64, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    if whole == 0 {
        let starts = |(value, word): (f64, &&str)| {
            let rest = text.strip_prefix(*word)?;
            (!rest.starts_with(char::is_alphanumeric)).then_some((value, rest))
        };
        let values = std::iter::successors(Some(0.0), |value| Some(value + 1.0));
        return values.zip(&NUMBERS).find_map(starts);
    }
    let (integer, rest) = text.split_at(whole);
    let value: f64 = integer.parse().ok().filter(|_| whole <= 4)?;
    if let Some(rest) = rest.strip_prefix('½') {
        return Some((value + 0.5, rest));
    }
    let comma = rest.starts_with(',');
    let Some(fraction) = rest.strip_prefix(['.', ',']) else { return Some((value, rest)) };
    let length = digits(fraction);
    // `1,000` may be a thousand.
    if length == 0 || length > 20 || (comma && length == 3) {
        return None;
    }
    let (fraction, rest) = fraction.split_at(length);
    Some((format!("{integer}.{fraction}").parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_read_in_every_form() {
        for (cell, value, scale) in [
            ("5", 5.0, None),
            (" 5.0 ", 5.0, None),
            ("4,5", 4.5, None),
            ("0", 0.0, None),
            ("10", 10.0, None),
            ("4.333333333333333", 4.333_333_333_333_333, None),
            ("4/5", 4.0, Some(5.0)),
            ("8 / 10", 8.0, Some(10.0)),
            ("4,5/5", 4.5, Some(5.0)),
            ("90%", 90.0, Some(100.0)),
            ("90 %", 90.0, Some(100.0)),
            ("5.0 out of 5 stars", 5.0, Some(5.0)),
            ("4 out of 5", 4.0, Some(5.0)),
            ("4 stars out of 5", 4.0, Some(5.0)),
            ("Rated 3 out of 5", 3.0, Some(5.0)),
            ("Rating: 3", 3.0, None),
            ("Overall5", 5.0, None),
            ("4 von 5", 4.0, Some(5.0)),
            ("4,0 von 5 Sternen", 4.0, Some(5.0)),
            ("5,0 sur 5 étoiles", 5.0, Some(5.0)),
            ("4,0 de 5 estrellas", 4.0, Some(5.0)),
            ("4,0 su 5 stelle", 4.0, Some(5.0)),
            ("5つ星のうち4.0", 4.0, Some(5.0)),
            ("5 stars", 5.0, None),
            ("1 star", 1.0, None),
            ("4 étoiles", 4.0, None),
            ("3 Sterne", 3.0, None),
            ("5 звёзд", 5.0, None),
            ("4★", 4.0, None),
            ("4 ⭐️", 4.0, None),
            ("★★★★☆", 4.0, Some(5.0)),
            ("★ ★ ★", 3.0, None),
            ("☆☆☆☆☆", 0.0, Some(5.0)),
            ("⭐⭐⭐⭐", 4.0, None),
            ("⭐️⭐️", 2.0, None),
            ("★★★½", 3.5, None),
            ("★★★½☆", 3.5, Some(5.0)),
            ("4½", 4.5, None),
            ("FIVE", 5.0, None),
            ("One", 1.0, None),
            ("four stars", 4.0, None),
            ("bubble_45", 4.5, Some(5.0)),
            ("ui_bubble_rating bubble_50", 5.0, Some(5.0)),
            ("٤", 4.0, None),
            ("٤٫٥", 4.5, None),
            ("４／５", 4.0, Some(5.0)),
            ("5\u{a0}/\u{a0}5", 5.0, Some(5.0)),
        ] {
            assert_eq!(read(cell), Some(Rated::Value { value, scale }), "{cell}");
        }
    }

    #[test]
    fn thumbs_are_no_stars_and_nothing_is_nothing() {
        for cell in
            ["+1", "true", "TRUE", "Yes", "positive", "Recommended", "👍", "👍🏽", "Recommends"]
        {
            assert_eq!(read(cell), Some(Rated::Thumb(true)), "{cell}");
        }
        for cell in
            ["-1", "false", "no", "Negative", "Not Recommended", "👎", "doesn’t recommend", "Nein"]
        {
            assert_eq!(read(cell), Some(Rated::Thumb(false)), "{cell}");
        }
        for cell in ["", " ", "\u{a0}", "-", "N/A", "null", "None", "STAR_RATING_UNSPECIFIED"] {
            assert_eq!(read(cell), Some(Rated::Nothing), "{cell}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        for cell in [
            "4.5.1",
            "five hundred",
            "NaN",
            "inf",
            "infinity",
            "1e3",
            "-3",
            "4/5/2020",
            "4.",
            ".5",
            "1,000",
            "12345",
            "5 / 0",
            "four and a half",
            "good",
            "4 1/2",
            "1-5",
            "4/5/5",
            "5 starsx",
            "bubble_99",
            "bubble_",
            "bubble_4 x",
            "☆★",
            "½",
            "★½½",
            "★★★★★★★★★★★",
            "5 out of",
            "5 %%",
            "50% of 5",
            "0x5",
            "5a",
            "onerous",
            "2024-01-02",
            "4 stars out of 5 stars",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(cell in "[0-9.,/%½★☆ +e-]{0,9}|(five|4|overall| |of|stars|out){0,5}|.*") {
            if let Some(Rated::Value { value, scale }) = read(&cell) {
                prop_assert!(value.is_finite() && value >= 0.0);
                prop_assert!(scale.is_none_or(|scale| scale.is_finite() && scale > 0.0));
            }
        }

        #[test]
        fn a_number_is_itself(value in 0_u16..=100) {
            let wanted = f64::from(value) / 10.0;
            for cell in [format!("{wanted}"), format!("{wanted:.2}").replace('.', ",")] {
                prop_assert_eq!(read(&cell), Some(Rated::Value { value: wanted, scale: None }));
            }
        }
    }
}
