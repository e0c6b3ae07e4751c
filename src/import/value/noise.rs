//! Words that platforms put around what a person wrote.

/// What takes something away from a body; a format names those that its platform adds.
pub type Undo = fn(&str) -> &str;

/// All of them, for bodies of no known platform.
pub const OF_BODIES: [Undo; 4] = [without_trip, without_rating_line, without_collector, original];

/// Takes away what Skytrax puts before a body: `✅ Trip Verified |`, `Not Verified |`.
pub fn without_trip(body: &str) -> &str {
    trip_verified(body).map_or(body, |(_, rest)| rest)
}

/// Tells whether a trip was verified, and what follows: `✅ Trip Verified | …`.
pub fn trip_verified(body: &str) -> Option<(bool, &str)> {
    let (sign, rest) = body.split_once('|')?;
    let sign = sign.trim_matches(|sign: char| sign.is_whitespace() || !sign.is_alphanumeric());
    let verified = match sign.to_ascii_lowercase().as_str() {
        "trip verified" | "verified review" => true,
        "not verified" | "unverified" => false,
        _ => return None,
    };
    Some((verified, rest.trim_start()))
}

/// Takes away a first line such as `5.0 out of 5 stars`.
pub fn without_rating_line(body: &str) -> &str {
    rating_line(body).map_or(body, |(_, rest)| rest)
}

/// Splits a first line such as `5.0 out of 5 stars` from what follows.
pub fn rating_line(body: &str) -> Option<(&str, &str)> {
    let body = body.trim_start();
    let (line, rest) = body.split_at(body.find(['\n', '\r']).unwrap_or(body.len()));
    let line = line.trim_end();
    let (value, rest_of_line) = line.split_once(" out of ")?;
    let (scale, word) = rest_of_line.split_once(' ')?;
    let is_number = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte))
    };
    let fits = is_number(value) && is_number(scale) && matches!(word, "stars" | "star");
    fits.then(|| (line, rest.trim_start()))
}

/// Takes away what G2 puts behind a body: `Review collected by and hosted on G2.com.`
pub fn without_collector(body: &str) -> &str {
    let trimmed = body.trim_end();
    let known =
        ["Review collected by and hosted on G2.com.", "Review collected by and hosted on G2.com"];
    let cut = known.iter().find_map(|words| trimmed.strip_suffix(words));
    cut.map_or(body, str::trim_end)
}

/// Takes the original out of what Google translated; both orders occur.
pub fn original(body: &str) -> &str {
    const TRANSLATED: &str = "(Translated by Google)";
    const ORIGINAL: &str = "(Original)";
    let Some((before, after)) = body.split_once(TRANSLATED) else { return body };
    match (before.trim().is_empty(), after.split_once(ORIGINAL)) {
        (true, Some((_, original))) => original.trim(),
        (true, None) => body,
        (false, _) => before.trim().strip_prefix(ORIGINAL).unwrap_or(before).trim(),
    }
}

/// Takes the quotation marks off a title that stands in them as a whole.
pub fn unquoted(title: &str) -> &str {
    const PAIRS: [(char, char); 7] =
        [('"', '"'), ('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('\'', '\'')];
    let title = title.trim();
    let inner = PAIRS.iter().find_map(|(open, close)| {
        let inner = title.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close]) && !inner.trim().is_empty()).then_some(inner.trim())
    });
    inner.unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_platforms_add_is_taken_away() {
        for (undo, body, left) in [
            (without_trip as Undo, "✅ Trip Verified | Good flight.", "Good flight."),
            (without_trip, "Not Verified |  Bad | food", "Bad | food"),
            (without_trip, "❎ Unverified | Late", "Late"),
            (without_trip, "Good | bad", "Good | bad"),
            (without_rating_line, "5.0 out of 5 stars\nLovely", "Lovely"),
            (without_rating_line, "1.0 out of 5 stars\r\nNo", "No"),
            (without_rating_line, "5 out of 5 would buy", "5 out of 5 would buy"),
            (without_rating_line, "Three out of 5 stars\nx", "Three out of 5 stars\nx"),
            (without_collector, "Nice. Review collected by and hosted on G2.com.\n", "Nice."),
            (without_collector, "Nice.\n", "Nice.\n"),
            (original, "(Translated by Google) Good\n\n(Original)\nGut", "Gut"),
            (original, "Gut\n\n(Translated by Google)\nGood", "Gut"),
            (original, "(Original)\nGut\n\n(Translated by Google)\nGood", "Gut"),
            (original, "(Translated by Google) Good", "(Translated by Google) Good"),
            (original, "Gut", "Gut"),
            (unquoted, "\"Great\"", "Great"),
            (unquoted, "„Prima“", "Prima"),
            (unquoted, "“A” and “B”", "“A” and “B”"),
            (unquoted, "5\"", "5\""),
            (unquoted, "\"\"", "\"\""),
        ] {
            assert_eq!(undo(body), left, "{body}");
        }
        assert_eq!(trip_verified("✅ Trip Verified | x"), Some((true, "x")));
        assert_eq!(trip_verified("Not Verified | x"), Some((false, "x")));
        assert_eq!(rating_line("2.0 out of 5 stars\nx"), Some(("2.0 out of 5 stars", "x")));
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at(text in ".*|[(\"“OT|]{0,9}") {
            for undo in OF_BODIES {
                undo(&text);
            }
            unquoted(&text);
        }
    }
}
