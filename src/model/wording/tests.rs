//! Comparison of whole texts, held against a slow one that tries everything.

use proptest::prelude::*;

use super::Texts;
use super::align::{Misfit, align};
use super::turning::Turning;
use crate::config::Language;

/// A part of an edited text.
#[derive(Clone, Debug)]
enum Piece {
    Word(&'static str),
    Cut,
    Added(&'static str),
    Recased(&'static str),
}

impl Piece {
    fn written(&self) -> String {
        match self {
            Self::Word(word) | Self::Recased(word) => (*word).to_owned(),
            Self::Cut => "[…]".to_owned(),
            Self::Added(word) => format!("[{word}]"),
        }
    }
}

/// The fewest words `not` that are left out if the pieces stand for the words; `None` if they never do.
fn by_trying(pieces: &[Piece], words: &[&str]) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else {
        return words.is_empty().then_some(0);
    };
    let taken = |takes: &dyn Fn(&str) -> bool| {
        let (first, others) = words.split_first()?;
        if takes(first) { by_trying(rest, others) } else { None }
    };
    match piece {
        Piece::Word(word) => taken(&|first| first == *word),
        Piece::Recased(word) => {
            let bare = word.replace(['[', ']'], "");
            // `[A]b` is all that is tried.
            taken(&|first| {
                first == *word || (first.ends_with('b') && first.eq_ignore_ascii_case(&bare))
            })
        }
        Piece::Added(word) => {
            let kept = taken(&|first| first == format!("[{word}]"));
            by_trying(rest, words).into_iter().chain(kept).min()
        }
        Piece::Cut => {
            let turning = |cut: &[&str]| cut.iter().filter(|word| **word == "not").count();
            let cuts = (1..=words.len()).filter_map(|length| {
                let (cut, others) = words.split_at(length);
                by_trying(rest, others).map(|more| more + turning(cut))
            });
            cuts.min()
        }
    }
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        8 => prop::sample::select(vec!["a", "not", "ab", "Ab", ",", "b"]).prop_map(Piece::Word),
        3 => Just(Piece::Cut),
        2 => prop::sample::select(vec!["a", "not", ","]).prop_map(Piece::Added),
        1 => Just(Piece::Recased("[A]b")),
    ]
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "a", "not", "ab", "Ab", ",", "b", "[a]", "[A]b"])
}

/// Pieces that stand for the words, as far as cuts, brackets and letters of another case make it so.
fn edit() -> impl Strategy<Value = (Vec<&'static str>, Vec<Piece>)> {
    let steps = prop::collection::vec((word(), 0..10u8), 0..14);
    steps.prop_map(|steps| {
        let words: Vec<&'static str> = steps.iter().map(|(word, _)| *word).collect();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut is_cut = false;
        for (word, how) in steps {
            if how > 6 {
                if !is_cut {
                    pieces.push(Piece::Cut);
                }
                is_cut = true;
                continue;
            }
            is_cut = false;
            if how == 6 {
                pieces.push(Piece::Added("a"));
            }
            pieces.push(match (word, how) {
                ("[a]", _) => Piece::Added("a"),
                ("[A]b", _) | ("ab" | "Ab", 5) => Piece::Recased("[A]b"),
                _ => Piece::Word(word),
            });
        }
        (words, pieces)
    })
}

/// The words `not` that cuts leave out; the error is where the texts part.
fn compared(original: &str, edited: &str) -> Result<usize, Misfit> {
    let texts = Texts::new(original, edited);
    let cuts = align(&texts.original, &texts.edited)?;
    let left_out = cuts.iter().flat_map(|cut| cut.left_out.clone());
    Ok(left_out.filter(|at| texts.original[*at].key == "not").count())
}

fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::written).collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_edit_is_accepted_exactly_when_the_original_yields_it(
        words in prop::collection::vec(word(), 0..9),
        pieces in prop::collection::vec(piece(), 0..9),
    ) {
        let found = compared(&words.join(" "), &joined(&pieces));
        prop_assert_eq!(found.ok(), by_trying(&pieces, &words));
    }

    #[test]
    fn marked_changes_are_accepted_and_others_only_where_they_fit((words, pieces) in edit()) {
        let original = words.join(" ");
        prop_assert_eq!(compared(&original, &joined(&pieces)).ok(), by_trying(&pieces, &words));
        prop_assert!(by_trying(&pieces, &words).is_some());
        for at in 0..pieces.len() {
            let mut changed = pieces.clone();
            changed.remove(at);
            let found = compared(&original, &joined(&changed));
            prop_assert_eq!(found.ok(), by_trying(&changed, &words), "without {}", at);
            changed.insert(at, Piece::Word("unsaid"));
            prop_assert!(compared(&original, &joined(&changed)).is_err(), "changed at {}", at);
        }
    }

    #[test]
    fn texts_part_within_them(
        words in prop::collection::vec(word(), 0..9),
        pieces in prop::collection::vec(piece(), 0..9),
    ) {
        if let Err(misfit) = compared(&words.join(" "), &joined(&pieces)) {
            prop_assert!(misfit.original <= words.len());
            prop_assert!(misfit.edited <= pieces.len());
            // Up to there they are the same.
            let start = &pieces[..misfit.edited];
            let any = (0..=misfit.original).any(|end| by_trying(start, &words[..end]).is_some());
            prop_assert!(any || matches!(pieces.get(misfit.edited), Some(Piece::Cut)));
        }
    }

    #[test]
    fn any_two_texts_are_compared(original in "[\\[\\]a.… n'-]{0,40}", edited in "[\\[\\]A.… n'-]{0,40}") {
        let is_same = compared(&original, &original);
        prop_assert_eq!(is_same, Ok(0));
        let _ = compared(&original, &edited);
        let _ = compared(&edited, &original);
    }
}

#[test]
fn brackets_stand_for_cuts_additions_and_case() {
    let original = "The room was not clean, but I don't mind. the staff were “kind”!";
    for (edited, fits) in [
        (original, true),
        ("The room was not clean, but I don’t mind. the staff were \"kind\"!", true),
        ("The room was not clean […] [T]he staff were “kind”!", true),
        ("[…] the staff were “kind”!", true),
        ("The room […]", true),
        ("[…] not […]", true),
        ("The room [...] not clean, but I don't mind. […] […] were [ … ] !", true),
        (
            "The room was not [very] clean, […] [and] I don't mind. the staff [was] […] “kind”!",
            true,
        ),
        ("[…]", true),
        ("The room was not clean, but I don't mind. the staff were “kind”", false),
        ("room was not clean, but I don't mind. the staff were “kind”!", false),
        ("The room was clean, but I don't mind. the staff were “kind”!", false),
        ("The room was not clean. but I don't mind. the staff were “kind”!", false),
        ("The room was not clean, but I don't mind. The staff were “kind”!", false),
        ("The room was not clean, but I don't mind. the staff were kind!", false),
        ("The room was […] not clean, but I don't mind. the staff were “kind”!", false),
        ("The [R]oom [w]as not clean, but I do[n]'t mind. the staff were “kind”!", true),
        ("The room was not clean, but I don[s]'t mind. the staff were “kind”!", false),
        ("", false),
    ] {
        assert_eq!(compared(original, edited).is_ok(), fits, "{edited}");
    }
}

#[test]
fn letters_of_scripts_without_spaces_are_cut_one_by_one() {
    for (original, edited, fits) in [
        ("这家咖啡不太好喝。", "这家咖啡[…]好喝。", true),
        ("这家咖啡不太好喝。", "这家咖啡[很]不太好喝。", true),
        ("这家咖啡不太好喝。", "这家咖啡好喝。", false),
        ("とても美味しいコーヒーでした", "[…]美味しいコーヒー[…]", true),
        ("กาแฟดีมาก", "กาแฟ[…]มาก", true),
        ("กาแฟดีมาก", "กาแฟมาก", false),
    ] {
        assert_eq!(compared(original, edited).is_ok(), fits, "{edited}");
    }
}

#[test]
fn a_cut_that_turns_the_meaning_is_found_with_its_words() {
    let turned = |original: &str, edited: &str| {
        let texts = Texts::new(original, edited);
        let cuts = align(&texts.original, &texts.edited).unwrap();
        let turning = Turning::of(&Language::default()).unwrap();
        texts.turned(&cuts, &turning).map(|turned| turned.words.join(" "))
    };
    let original = "Not bad, but not good either [no refund] even if Not cheap.";
    for (edited, words) in [
        (original, None),
        ("Not bad, but not good […] [no refund] even if Not cheap.", None),
        ("Not bad, […] good either [no refund] even if Not cheap.", Some("but not")),
        ("[…] bad, but not good either […] even if Not cheap.", Some("Not no")),
        ("[N]ot bad, but [n]ot good either [no refund] […] if Not cheap.", None),
        ("Not bad, but not good either [no refund] […] Not cheap.", Some("even")),
        ("Not bad, but not good either […] [no refund] […] Not cheap.", Some("even")),
    ] {
        assert_eq!(turned(original, edited).as_deref(), words, "{edited}");
    }
}

/// Without a limit of the work these would take minutes.
#[test]
fn texts_of_one_word_are_compared_in_bounded_time() {
    let words = |word: &str, times: usize| [word, " "].concat().repeat(times);
    let many = words("a", 20_000);
    for (original, edited, fits) in [
        (many.clone(), format!("[…] {} [b] b", words("a", 10_000)), false),
        (many.clone(), format!("[…] {}", words("a", 10_000)), true),
        (many.clone(), words("a […]", 10_000), true),
        (many.clone(), words("a […]", 10_001), false),
        (many.clone(), format!("[…] {} b", words("[A]n", 5_000)), false),
        (words("[a]", 20_000), format!("[…] {} b", words("[a]", 10_000)), false),
        (words("[a] a", 10_000), format!("[…] {} […]", words("[a] a [a]", 3_000)), true),
        (words("[", 20_000), format!("[…] {}", words("[", 10_000)), true),
        (words("a", 20_000), words("[a]", 20_000), false),
    ] {
        assert_eq!(compared(&original, &edited).is_ok(), fits, "{}", &edited[..40]);
    }
}
