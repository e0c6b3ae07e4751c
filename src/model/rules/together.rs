//! What only all reviews of a site show.

use std::collections::HashMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::content::raw::Status;
use crate::diag::{Finding, Severity, SourceRef};
use crate::model::whole::is_spaced;
use crate::model::{Rating, Review};

/// Fewer words are often the same by chance: `Great coffee, thank you!`
const WORDS: usize = 8;

/// In a script without spaces a letter is much of a word.
const LETTERS: usize = 40;

/// By what the same words of two authors are recognised; nothing of them can be read in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) struct Echo {
    words: u64,
    /// `None` is nobody in particular.
    author: Option<u64>,
}

impl Echo {
    /// Takes it of a text and of a name as it was written; capitals, punctuation and white space make
    /// no difference.
    pub(in crate::model) fn of(text: &str, name: Option<&str>) -> Option<Self> {
        let (words, count, letters) = folded(text);
        let long = count >= WORDS || letters >= LETTERS;
        long.then(|| Self { words, author: name.map(|name| folded(name).0) })
    }
}

/// A hash of the letters of a text, how many words it has, and how many of the letters are of a script
/// in which words are not apart.
fn folded(text: &str) -> (u64, usize, usize) {
    let mut plain = String::with_capacity(text.len());
    let (mut words, mut letters, mut inside) = (0, 0, false);
    for letter in text.chars() {
        if !letter.is_alphanumeric() {
            inside = false;
            continue;
        }
        if !inside {
            plain.push(' ');
            words += 1;
        }
        inside = true;
        if letter.is_ascii() {
            plain.push(letter.to_ascii_lowercase());
        } else {
            letters += usize::from(!is_spaced(letter));
            plain.extend(letter.to_lowercase());
        }
    }
    (xxh3_64(plain.as_bytes()), words, letters)
}

/// Reviews that say the same as another one of another author: each with where the first one is.
pub(in crate::model) fn duplicates<'a>(
    reviews: &'a [Arc<Review>],
    severity: Severity,
    place: impl Fn(SourceRef) -> String,
) -> Vec<Finding> {
    let mut first: HashMap<u64, &'a Review> = HashMap::with_capacity(reviews.len());
    let mut found = Vec::new();
    for review in reviews.iter().filter(|review| review.status == Status::Approved) {
        let Some(echo) = review.echo else { continue };
        let known = *first.entry(echo.words).or_insert(review);
        let is_author = |author: Option<u64>| author.is_some() && author == echo.author;
        if known.id != review.id && !known.echo.is_some_and(|known| is_author(known.author)) {
            let message = format!("`{}` and `{}` say the same, word for word", known.id, review.id);
            let finding = Finding::new(severity, review.source, "duplicate-text", message);
            let finding = finding.body(0..0).label(format!("first in {}", place(known.source)));
            found.push(finding.hint(
                "find out whose words they are, and withhold the other with the reason `duplicate` or `fake`",
            ));
        }
    }
    found
}

/// In what those that are withheld differ from those that are shown, as a sentence; only reviews that
/// the business has collected count.
pub(in crate::model) fn skew(reviews: &[Arc<Review>]) -> Option<String> {
    let of = |status| reviews.iter().filter(move |one| one.status == status && one.origin.own);
    let (shown, withheld) = (of(Status::Approved).count(), of(Status::Withheld).count());
    // One is no pattern.
    if withheld < 2 {
        return None;
    }
    if withheld * 10 > shown + withheld {
        return Some(format!("{withheld} of {} reviews are withheld", shown + withheld));
    }
    let mean = |status| {
        let stars: Vec<f64> = of(status).filter_map(|one| one.rating.map(Rating::stars)).collect();
        #[allow(clippy::cast_precision_loss, reason = "exact below 2^53")]
        let count = stars.len() as f64;
        (!stars.is_empty()).then(|| stars.iter().sum::<f64>() / count)
    };
    let (above, below) = (mean(Status::Approved)?, mean(Status::Withheld)?);
    (above - below > 0.5).then(|| {
        format!(
            "withheld reviews have {below:.1} stars on average, those that are shown {above:.1}"
        )
    })
}
