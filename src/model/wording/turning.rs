//! Words that turn what a sentence says, so that leaving one out may turn the review.
//!
//! They deny (not, never, without), set against (but, although, despite), take out (except, unless) or
//! limit (only, until, hardly). Words of praise and blame are not among them: leaving out what was said is
//! what a cut is for, and what is marked. Where a word has a harmless second meaning it is in the table all
//! the same: it costs its owner a question to the author.

use crate::config::Language;

/// The words of a language.
struct Table {
    /// The first part of its tag.
    language: &'static str,
    /// Single words, also as a part before or behind an apostrophe.
    words: &'static [&'static str],
    /// Words that turn the meaning together only.
    pairs: &'static [[&'static str; 2]],
    /// Endings of words, as `n't` in English.
    endings: &'static [&'static str],
}

const TABLES: [Table; 5] = [
    Table {
        language: "en",
        words: &[
            // To deny; also as people write it in a hurry.
            "not",
            "no",
            "non",
            "never",
            "none",
            "nobody",
            "no-one",
            "nothing",
            "nowhere",
            "neither",
            "nor",
            "cannot",
            "without",
            "aint",
            "arent",
            "cant",
            "couldnt",
            "didnt",
            "doesnt",
            "dont",
            "hadnt",
            "hasnt",
            "havent",
            "isnt",
            "shouldnt",
            "wasnt",
            "werent",
            "wont",
            "wouldnt",
            "mustnt",
            "refuse",
            "refused",
            "fail",
            "fails",
            "failed",
            "lack",
            "lacks",
            "lacked",
            "zero",
            // To set against.
            "but",
            "however",
            "although",
            "though",
            "tho",
            "yet",
            "despite",
            "nevertheless",
            "nonetheless",
            "whereas",
            "instead",
            "otherwise",
            "while",
            "unfortunately",
            "almost",
            // To take out.
            "except",
            "excepting",
            "excluding",
            "unless",
            // To limit.
            "only",
            "until",
            "till",
            "hardly",
            "barely",
            "scarcely",
            "rarely",
            "seldom",
        ],
        pairs: &[
            ["even", "if"],
            ["apart", "from"],
            ["aside", "from"],
            ["far", "from"],
            ["other", "than"],
            ["rather", "than"],
            ["less", "than"],
            ["in", "spite"],
            ["used", "to"],
            ["would", "have"],
        ],
        endings: &["n't"],
    },
    Table {
        language: "es",
        words: &[
            "no",
            "ni",
            "nunca",
            "jamás",
            "nadie",
            "nada",
            "ningún",
            "ninguno",
            "ninguna",
            "ningunos",
            "ningunas",
            "tampoco",
            "sin",
            "pero",
            "sino",
            "aunque",
            "pesar",
            "excepto",
            "salvo",
            "menos",
            "solo",
            "sólo",
            "solamente",
            "únicamente",
            "hasta",
            "apenas",
            "raramente",
            "excepción",
            "contrario",
            "desgraciadamente",
        ],
        pairs: &[
            ["aun", "así"],
            ["en", "cambio"],
            ["rara", "vez"],
            ["lejos", "de"],
            ["si", "bien"],
            ["en", "vez"],
        ],
        endings: &[],
    },
    Table {
        language: "fr",
        words: &[
            // `n` is that of `n'est`.
            "ne",
            "n",
            "ni",
            "non",
            "pas",
            "jamais",
            "rien",
            "aucun",
            "aucune",
            "nul",
            "nulle",
            "sans",
            "mais",
            "cependant",
            "pourtant",
            "toutefois",
            "néanmoins",
            "malgré",
            "quoique",
            "quoiqu",
            "tandis",
            "revanche",
            "sauf",
            "excepté",
            "hormis",
            "seulement",
            "uniquement",
            "jusque",
            "jusqu",
            "guère",
            "rarement",
            "nullement",
            "personne",
            "exception",
            "malheureusement",
        ],
        pairs: &[
            ["bien", "que"],
            ["bien", "qu"],
            ["alors", "que"],
            ["alors", "qu"],
            ["même", "si"],
            ["même", "s"],
            ["par", "contre"],
            ["à", "moins"],
            ["à", "peine"],
            ["au", "lieu"],
            ["à", "part"],
            ["loin", "de"],
            ["en", "dépit"],
        ],
        endings: &[],
    },
    Table {
        language: "de",
        words: &[
            "nicht",
            "nichts",
            "kein",
            "keine",
            "keinen",
            "keinem",
            "keiner",
            "keines",
            "keins",
            "nie",
            "niemals",
            "niemand",
            "niemanden",
            "niemandem",
            "nirgends",
            "nirgendwo",
            "weder",
            "ohne",
            "aber",
            "doch",
            "jedoch",
            "allerdings",
            "sondern",
            "obwohl",
            "obgleich",
            "obschon",
            "trotz",
            "trotzdem",
            "dennoch",
            "zwar",
            "hingegen",
            "dagegen",
            "anstatt",
            "stattdessen",
            "sonst",
            "keineswegs",
            "keinesfalls",
            "keinerlei",
            "nix",
            "wenngleich",
            "abgesehen",
            "leider",
            "außer",
            "ausgenommen",
            "nur",
            "lediglich",
            "bloß",
            "kaum",
            "selten",
        ],
        pairs: &[
            ["sei", "denn"],
            ["auch", "wenn"],
            ["alles", "andere"],
            ["bis", "auf"],
            ["bis", "zu"],
            ["statt", "dessen"],
            ["statt", "der"],
            ["statt", "des"],
            ["statt", "zu"],
        ],
        endings: &[],
    },
    Table {
        language: "pt",
        words: &[
            "não",
            "nem",
            "nunca",
            "jamais",
            "ninguém",
            "nada",
            "nenhum",
            "nenhuma",
            "nenhuns",
            "nenhumas",
            "tampouco",
            "sem",
            "mas",
            "porém",
            "contudo",
            "todavia",
            "entretanto",
            "entanto",
            "embora",
            "apesar",
            "exceto",
            "excepto",
            "salvo",
            "menos",
            "senão",
            "só",
            "somente",
            "apenas",
            "unicamente",
            "até",
            "mal",
            "raramente",
            "exceção",
            "infelizmente",
        ],
        pairs: &[
            ["ainda", "que"],
            ["mesmo", "que"],
            ["mesmo", "assim"],
            ["longe", "de"],
            ["se", "bem"],
            ["em", "vez"],
        ],
        endings: &[],
    },
];

/// The words of one language, looked up as people write them: in any case, and with or without accents.
pub(super) struct Turning {
    table: &'static Table,
}

impl Turning {
    /// Finds the words of a language; `None` where nothing is known of it.
    pub(super) fn of(language: &Language) -> Option<Self> {
        let primary = language.tag().split('-').next()?;
        let table = TABLES.iter().find(|table| table.language.eq_ignore_ascii_case(primary))?;
        Some(Self { table })
    }

    /// Whether a word turns the meaning, with the one that follows it.
    pub(super) fn has(&self, word: &str, next: Option<&str>) -> bool {
        let Table { words, pairs, endings, .. } = self.table;
        let word = plain(word);
        let is_word = |part: &str| words.iter().any(|known| plain(known) == part);
        if is_word(&word) || word.split(['\'', '-']).any(is_word) {
            return true;
        }
        let next = next.map(plain);
        let next = next.as_deref().map(|next| next.split('\'').next().unwrap_or_default());
        let is_pair = |pair: &[&str; 2]| plain(pair[0]) == word && next == Some(&*plain(pair[1]));
        endings.iter().any(|ending| word.ends_with(ending)) || pairs.iter().any(is_pair)
    }
}

/// A word in small letters without accents.
fn plain(word: &str) -> std::borrow::Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return word.into();
    }
    deunicode::deunicode(word).to_lowercase().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::wording::tokens::tokens;

    /// The words of a text that turn its meaning.
    fn turning(language: &str, text: &str) -> String {
        let words = Turning::of(&Language::new(language).unwrap()).unwrap();
        let tokens = tokens(text);
        let next = |at: usize| tokens.get(at + 1).map(|token| &*token.key);
        let found =
            tokens.iter().enumerate().filter(|(at, token)| words.has(&token.key, next(*at)));
        found.map(|(_, token)| &*token.key).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_language_knows_its_words() {
        for (language, text, expected) in [
            (
                "en",
                "It was NOT good, but we didn’t mind. Dont ask; can't.",
                "NOT but didn't Dont can't",
            ),
            ("en", "Notable, nobly done; the butter, an exception", ""),
            (
                "en-GB",
                "Hardly ever open until nine, even if late, only if even",
                "Hardly until even only",
            ),
            ("es", "No volvería jamás, aunque sólo fui una vez", "No jamás aunque sólo"),
            ("es-MX", "Más bonito, sin embargo caro. Aun así, en cambio", "sin Aun en"),
            ("fr", "Ce n’est pas mal, quoiqu'un peu cher", "n'est pas quoiqu'un"),
            ("fr-CA", "Bien qu'il soit bien fait, à peine ouvert jusqu'à dix", "Bien à jusqu'à"),
            ("fr", "Bien fait, il vaut la peine, à dix heures", ""),
            (
                "de",
                "Zwar teuer, aber keineswegs schlecht, außer montags",
                "Zwar aber keineswegs außer",
            ),
            (
                "de",
                "Fand von Montag bis Freitag statt, bis auf einmal; stattdessen",
                "bis stattdessen",
            ),
            ("en", "A not-so-good coffee, far from hot; wasn´t it?", "not-so-good far wasn't"),
            (
                "de-AT",
                "KEINE Wartezeit, ausser es sei denn sonntags; nicht",
                "KEINE ausser sei nicht",
            ),
            ("pt", "Não voltaria, porém só fui até à porta", "Não porém só até"),
            ("pt-BR", "Nao gostei, ainda que bonito, apesar disso ainda", "Nao ainda apesar"),
            ("EN", "e\u{301}t not", "not"),
            ("pt", "na\u{303}o", "na\u{303}o"),
        ] {
            assert_eq!(turning(language, text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_known_of_other_languages() {
        for language in ["it", "ja", "enm", "gsw", "ptx-BR"] {
            assert!(Turning::of(&Language::new(language).unwrap()).is_none(), "{language}");
        }
    }

    #[test]
    fn a_table_has_each_word_once_and_as_it_is_looked_up() {
        for Table { language, words, pairs, .. } in &TABLES {
            let mut all: Vec<&str> = words.to_vec();
            all.sort_unstable();
            let before = all.len();
            all.dedup();
            assert_eq!(all.len(), before, "{language}");
            for word in words.iter().chain(pairs.iter().flatten()) {
                assert_eq!(tokens(word).len(), 1, "{language}: {word}");
                assert_eq!(word.to_lowercase(), *word, "{language}");
            }
        }
    }
}
