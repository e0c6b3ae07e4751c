//! Words in dates, in the languages of the exports that there are.

/// Returns the number of a month by its name, full or short, also as it stands behind a day.
pub(super) fn month(name: &str) -> Option<i8> {
    let numbered = (1_i8..).zip(MONTHS);
    numbered.filter(|(_, names)| names.split(' ').any(|known| known == name)).map(|(n, _)| n).next()
}

/// Whether a word is a day of the week.
pub(super) fn is_weekday(name: &str) -> bool {
    WEEKDAYS.iter().any(|days| days.split(' ').any(|known| known == name))
}

/// Whether a word stands in dates and means nothing.
pub(super) fn is_filler(name: &str) -> bool {
    FILLERS.contains(&name)
}

/// Returns the digits of a number in a date, also of `18th` and `1er`.
pub(super) fn ordinal(piece: &str) -> Option<&str> {
    let (digits, ending) = piece.split_at(piece.bytes().take_while(u8::is_ascii_digit).count());
    let known =
        ["", "st", "nd", "rd", "th", "er", "º", "ª", "°", "o", "a", "e", "го", "ого", "te", "ten"];
    (!digits.is_empty() && known.contains(&ending)).then_some(digits)
}

/// Makes one form of what means the same: digits, spaces, apostrophes, capitals.
pub(super) fn folded(text: &str) -> String {
    let text = text.trim_matches(['"', '\'', ' ']);
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            '’' => folded.push('\''),
            // Byte order and direction marks, and what a capital `İ` leaves behind.
            '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{200b}' | '\u{307}' => {}
            '日' | '일' => folded.push(' '),
            '年' | '月' | '년' | '월' | '\u{2010}' | '\u{2011}' | '\u{2212}' => {
                folded.push('-');
            }
            _ if character.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => folded.push(crate::import::value::digit(character).unwrap_or(character)),
        }
    }
    folded
}

/// Takes away what platforms write before a date, such as `reviewed in the united states on`.
pub(super) fn without_introduction(text: &str) -> &str {
    let mut text = text;
    for (words, until) in INTRODUCTIONS {
        let Some(rest) = text.strip_prefix(words) else { continue };
        let rest = match rest.find(until) {
            Some(at) => &rest[at + until.len()..],
            None => continue,
        };
        if until.is_empty() && rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        text = rest.trim_start_matches([' ', ':', ',']);
    }
    text
}

/// Takes away a remark in brackets at the end: `(Coordinated Universal Time)`, `[Europe/Berlin]`.
pub(super) fn without_brackets(text: &str) -> &str {
    let cut = |open, close: char| text.strip_suffix(close).and_then(|text| text.rfind(open));
    let at = cut('(', ')').or_else(|| cut('[', ']'));
    at.map_or(text, |at| text[..at].trim_end())
}

/// Takes away the half of a day, and the word for o'clock; tells whether there was a half.
pub(super) fn without_half(text: &str) -> (&str, bool) {
    let rest = text.trim_start();
    for (word, is_half) in [
        ("a.m.", true),
        ("p.m.", true),
        ("a. m.", true),
        ("p. m.", true),
        ("am", true),
        ("pm", true),
        ("uhr", false),
        ("h", false),
    ] {
        let after = rest.strip_prefix(word);
        if let Some(after) = after.filter(|after| !after.starts_with(char::is_alphanumeric)) {
            return (after, is_half);
        }
    }
    (text, false)
}

/// Takes away a time zone: `z`, `+0200`, `gmt+2`, `utc`.
pub(super) fn without_zone(text: &str) -> &str {
    let rest = text.trim_start();
    let name = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let (name, after) = rest.split_at(name);
    let after = if name.is_empty() {
        rest
    } else if ZONES.contains(&name) {
        after
    } else {
        return text;
    };
    let Some(offset) = after.strip_prefix(['+', '-']) else { return after };
    let digits = offset.trim_start_matches(|c: char| c.is_ascii_digit());
    let minutes = digits.strip_prefix(':').unwrap_or(digits);
    let end = minutes.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = offset.len() - end.len();
    if (1..=5).contains(&length) { end } else { text }
}

/// The names of each month: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish,
/// Russian, Ukrainian, Swedish, Danish, Norwegian, Finnish, Czech, Turkish.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jän janvier janv enero ene janeiro gennaio gen januari styczeń \
     stycznia sty январь января янв січень січня січ tammikuu tammikuuta tammi leden ledna led ocak \
     oca",
    "february feb februar februari février févr fév fevrier febrero fevereiro fev febbraio febb luty \
     lutego lut февраль февраля фев февр лютий лютого лют helmikuu helmikuuta helmi únor února úno \
     şubat şub",
    "march mar märz mrz mär mars marzo março marco maart mrt marzec marca март марта мар березень \
     березня бер marts maaliskuu maaliskuuta maalis březen března bře mart",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi апрель апреля апр квітень квітня кві \
     квіт huhtikuu huhtikuuta huhti duben dubna dub nisan nis",
    "may mai mayo maio maggio mag mei maj maja май мая травень травня тра трав toukokuu toukokuuta \
     touko květen května kvě mayıs",
    "june jun juni juin junio junho giugno giu czerwiec czerwca cze июнь июня июн червень червня чер \
     черв kesäkuu kesäkuuta kesä červen června čvn haziran haz",
    "july jul juli juillet juil julio julho luglio lug lipiec lipca lip июль июля июл липень липня \
     лип heinäkuu heinäkuuta heinä červenec července čvc temmuz tem",
    "august aug août aout agosto ago augustus augusti sierpień sierpnia sie август августа авг \
     серпень серпня сер серп elokuu elokuuta elo srpen srpna srp ağustos ağu",
    "september sep sept septembre septiembre setiembre septembro setembro set settembre sett \
     wrzesień września wrz сентябрь сентября сен сент вересень вересня вер syyskuu syyskuuta syys \
     září zář eylül eyl",
    "october oct oktober okt octobre octubre outubro out ottobre ott październik października paź \
     октябрь октября окт жовтень жовтня жов жовт lokakuu lokakuuta loka říjen října říj ekim eki",
    "november nov novembre noviembre novembro listopad listopada listopadu lis ноябрь ноября ноя нояб \
     листопад листопада лис marraskuu marraskuuta marras kasım kas",
    "december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre grudzień grudnia \
     gru декабрь декабря дек грудень грудня гру груд des desember joulukuu joulukuuta joulu prosinec \
     prosince pro aralık ara",
];

/// The days of the week in the same languages.
const WEEKDAYS: [&str; 16] = [
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday \
     sun",
    "montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so",
    "lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim",
    "lunes martes miércoles mié jueves jue viernes vie sábado sáb domingo dom",
    "segunda terça quarta quinta sexta feira seg ter qua qui sex",
    "lunedì martedì mercoledì giovedì gio venerdì sabato sab domenica",
    "maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz",
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    "понеділок вівторок середа четвер п'ятниця субота неділя нд",
    "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors lör sön",
    "mandag tirsdag lørdag søndag man tirs lør søn",
    "ty",
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "pondělí úterý středa čtvrtek pátek neděle",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
];

const FILLERS: [&str; 21] = [
    "of", "the", "de", "del", "di", "den", "der", "le", "el", "il", "at", "um", "on", "à", "г",
    "года", "р", "року", "r", "roku", "kl",
];

const ZONES: [&str; 25] = [
    "z", "utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst", "ist", "cet",
    "cest", "eet", "eest", "wet", "west", "msk", "jst", "kst", "aest", "aedt", "nzst",
];

/// Words before a date, and the word that ends them; an empty one ends them at once.
const INTRODUCTIONS: [(&str, &str); 33] = [
    ("date published", ""),
    ("date of experience", ""),
    ("date of visit", ""),
    ("date of stay", ""),
    ("date", ""),
    ("edited", ""),
    ("updated", ""),
    ("reviewed in ", " on "),
    ("reviewed on", ""),
    ("reviewed", ""),
    ("review posted on", ""),
    ("review posted", ""),
    ("posted on", ""),
    ("posted", ""),
    ("published on", ""),
    ("published", ""),
    ("submitted on", ""),
    ("submitted", ""),
    ("dined on", ""),
    ("dined", ""),
    ("visited on", ""),
    ("visited", ""),
    ("written on", ""),
    ("written", ""),
    ("rezension aus ", " vom "),
    ("bewertet am", ""),
    ("avis laissé ", " le "),
    ("commenté ", " le "),
    ("revisado ", " el "),
    ("reseñado ", " el "),
    ("calificado ", " el "),
    ("recensito ", " il "),
    ("beoordeeld in ", " op "),
];
