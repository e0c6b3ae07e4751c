//! "Did you mean": the closest of the words that would have been right.

/// Finds the candidate that a mistyped word most likely stands for.
///
/// Compared without regard to case, `-`, `_` and spaces; the distance is Damerau–Levenshtein and
/// may be a third of the word's length, so that unrelated words are never suggested.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    let limit = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The hint for a word that is not in a closed list: the closest one, or the whole list.
pub fn hint(word: &str, candidates: &[&str]) -> String {
    closest(word, candidates.iter().copied()).map_or_else(
        || format!("one of {}", list(candidates)),
        |candidate| format!("did you mean `{candidate}`?"),
    )
}

/// Writes words as a list in backticks.
pub fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn fold(word: &str) -> String {
    // Words of a thousand characters are nobody's typing mistake, and the distance is quadratic.
    word.chars()
        .take(64)
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let keys = ["rating", "recommended", "recommend", "experienced"];
        assert_eq!(closest("ratin", keys), Some("rating"));
        assert_eq!(closest("Raitng", keys), Some("rating"));
        assert_eq!(closest("experience", keys), Some("experienced"));
        assert_eq!(closest("colour", keys), None);
    }
}
