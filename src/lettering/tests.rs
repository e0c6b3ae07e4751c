use super::*;

fn style(rtl: bool) -> Style<'static> {
    Style { weight: Weight::Regular, size: 1000.0, rtl, language: "en" }
}

fn written(text: &str) -> Line {
    line(text, &style(false)).unwrap()
}

#[test]
fn advances_are_those_of_the_font() {
    // Noto Sans: H has 741 units of 1000, space 260, i 258.
    for (text, advance) in [("H", 741.0), ("HH", 1482.0), ("H H", 1742.0), ("i", 258.0), ("", 0.0)]
    {
        assert!(
            (written(text).advance - advance).abs() < 1e-9,
            "{text}: {}",
            written(text).advance
        );
    }
    let half = line("H", &Style { size: 500.0, ..style(false) }).unwrap();
    assert!((half.advance - 370.5).abs() < 1e-9);
}

#[test]
fn letters_stand_on_the_base_line_within_their_advance() {
    let [(left, top), (right, bottom)] = written("H").bounds().unwrap();
    assert_eq!((top, bottom), (-714, 0));
    assert!(left > 0 && f64::from(right) < written("H").advance);
    assert_eq!(written(" ").bounds(), None);
    assert_eq!(written(" ").path(3, 4), "");
}

#[test]
fn pairs_are_kerned_and_marks_placed() {
    assert!(written("AV").advance < written("A").advance + written("V").advance);
    let accented = written("q\u{323}\u{301}");
    assert!((accented.advance - written("q").advance).abs() < 1e-9);
    let [(_, top), _] = accented.bounds().unwrap();
    assert!(top < -545, "{top}");
}

#[test]
fn a_letter_that_occurs_again_is_written_alike() {
    let path = |text| written(text).path(0, 0);
    let (one, two) = (path("o"), path("oo"));
    let body = &one[one.find(|letter| "qhvlt".contains(letter)).unwrap()..];
    assert_eq!(two.matches(body).count(), 2, "{one}\n{two}");
}

#[test]
fn a_path_can_be_moved() {
    let line = written("H");
    let numbers =
        |path: &str| path.split_once('h').map(|(start, rest)| (start.to_owned(), rest.to_owned()));
    let (here, there) =
        (numbers(&line.path(0, 0)).unwrap(), numbers(&line.path(-700, -20)).unwrap());
    assert_eq!(here.1, there.1);
    assert_ne!(here.0, there.0);
}

#[test]
fn arabic_letters_are_joined() {
    let apart: f64 =
        ["\u{633}", "\u{648}", "\u{644}"].map(|letter| written(letter).advance).iter().sum();
    let joined = line("\u{633}\u{648}\u{644}", &style(true)).unwrap();
    assert!(joined.advance < apart, "{} {apart}", joined.advance);
}

#[test]
fn figures_in_a_line_from_the_right_are_read_from_the_left() {
    let figures = written("128");
    let line = line("128 \u{62a}", &style(true)).unwrap();
    // The figures come first, so they stand on the right, and their outline is the usual one.
    let alone = figures.path(0, 0);
    let body = &alone[alone.find('h').unwrap()..alone.find('z').unwrap()];
    let path = line.path(0, 0);
    assert!(path.contains(body), "{body} in {path}");
    assert!(!path[..path.find(body).unwrap()].matches('z').collect::<Vec<_>>().is_empty());
}

#[test]
fn every_script_of_the_fonts_can_be_written_in_both_weights() {
    for text in
        ["Zażółć Ğüş Ọ̀ Đặng", "Ελλάδα", "Объявление Ґ", "مقهى الشمس ۱۲۳", "4.8 · 5 % – „x“ … €"]
    {
        for weight in [Weight::Regular, Weight::Bold] {
            for rtl in [false, true] {
                let line = line(text, &Style { weight, ..style(rtl) });
                assert!(line.is_some_and(|line| line.advance > 1000.0), "{text} {weight:?}");
            }
        }
    }
}

#[test]
fn what_no_font_has_is_not_written() {
    for text in ["太阳", "Sol \u{1f31e}", "नमस्ते", "a\u{1}", "\u{e000}", "x\n"] {
        assert!(line(text, &style(false)).is_none(), "{text}");
    }
    // These only change their neighbours.
    assert!(line("می\u{200c}خواهم\u{200f}", &style(true)).is_some());
    assert!(line("\u{200f}", &style(true)).is_some_and(|line| line.bounds().is_none()));
}

#[test]
fn every_glyph_of_the_fonts_is_drawn() {
    for weight in [Weight::Regular, Weight::Bold] {
        let mut faces = 0;
        for face in fonts::of(weight) {
            faces += 1;
            let mut drawn = 0;
            for character in (' '..'\u{ffff}').filter(|character| face.has(*character)) {
                let text = character.to_string();
                drawn += usize::from(
                    line(&text, &Style { weight, size: 100.0, ..style(false) }).is_some(),
                );
            }
            assert!(drawn > 150, "{drawn}");
        }
        assert_eq!(faces, 2);
    }
}
