//! Names that are nobody's, and languages by their names.

/// Names that platforms write where there is none, in small letters.
const NOBODY: [&str; 20] = [
    "a google user",
    "amazon customer",
    "anonym",
    "anonyme",
    "anonymous",
    "anónimo",
    "ein google-nutzer",
    "facebook user",
    "google user",
    "guest",
    "judge.me customer",
    "kindle customer",
    "n/a",
    "null",
    "shopify customer",
    "tripadvisor member",
    "trustpilot user",
    "un utilisateur de google",
    "unknown",
    "yelp user",
];

/// Whether a name stands for nobody.
pub(super) fn is_nobody(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    NOBODY.contains(&name.as_str())
}

/// Whether what stands in place of a name is an address of mail.
pub(super) fn is_address(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(before, host)| !before.is_empty() && host.contains('.'))
    })
}

/// What stands in a line that is nobody else's business.
pub(super) fn private(line: &str) -> Option<&'static str> {
    if is_address(line) {
        return Some("an e-mail address");
    }
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let is_number =
        line.chars().all(|letter| letter.is_ascii_digit() || "+-/(). \u{a0}".contains(letter));
    if digits >= 7 && is_number {
        return Some("a telephone number");
    }
    let is_coordinate = |part: &str| {
        part.contains('.') && part.parse::<f64>().is_ok_and(|number| number.abs() <= 180.0)
    };
    let parts: Vec<&str> = line.split([',', ';', ' ']).filter(|part| !part.is_empty()).collect();
    (parts.len() == 2 && parts.into_iter().all(is_coordinate)).then_some("a place on the map")
}

/// Languages by the names that Steam and others give them.
const LANGUAGES: [(&str, &str); 34] = [
    ("arabic", "ar"),
    ("brazilian", "pt-BR"),
    ("bulgarian", "bg"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("koreana", "ko"),
    ("korean", "ko"),
    ("latam", "es-419"),
    ("norwegian", "no"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("schinese", "zh-Hans"),
    ("slovak", "sk"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("tchinese", "zh-Hant"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("vietnamese", "vi"),
    ("catalan", "ca"),
    ("hebrew", "he"),
];

/// The tag of a language that is given by its name.
pub(super) fn language(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    LANGUAGES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_mail_is_no_name() {
        assert!(is_address("ana@example.com"));
        assert!(is_address("Ana <ana@example.com>"));
        assert!(!is_address("@ana"));
        assert!(!is_address("Ana @ Café"));
    }

    #[test]
    fn what_is_nobody_elses_business_is_seen() {
        for line in [
            "+49 170 1234567",
            "(030) 123-4567",
            "52.5200, 13.4050",
            "-33.86;151.2",
            "ana@example.com",
        ] {
            assert!(private(line).is_some(), "{line}");
        }
        for line in ["Ana", "Room 101", "1984", "Berlin, 10115", "v1.5 2.0 beta", "3 of 4"] {
            assert_eq!(private(line), None, "{line}");
        }
    }

    #[test]
    fn what_stands_for_nobody_is_known() {
        assert!(is_nobody("A Google User "));
        assert!(!is_nobody("Ana"));
    }
}
