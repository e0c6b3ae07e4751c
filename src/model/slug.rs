//! The last part of an address: lower-case letters, digits and hyphens.

/// The longest slug that is made or accepted, in bytes: file systems end at 255.
pub const LONGEST: usize = 120;

/// Names that Windows keeps for devices; a folder of that name cannot exist there.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Makes a slug of any text: `Ana López` becomes `ana-lopez`. Empty where nothing can be kept.
pub fn slug(text: &str) -> String {
    if is_slug(text) {
        return text.to_owned();
    }
    let plain = deunicode::deunicode(text);
    let mut slug = String::with_capacity(plain.len());
    for letter in plain.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if letter == '\'' {
            // "owner's" reads as one word.
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST);
    slug.truncate(slug.trim_end_matches('-').len());
    if RESERVED.contains(&slug.as_str()) { format!("{slug}-1") } else { slug }
}

/// Whether a text is what would be made of it.
fn is_slug(text: &str) -> bool {
    let joined = text.starts_with('-') || text.ends_with('-') || text.contains("--");
    !joined && fault(text).is_none()
}

/// What is wrong with an id that was given; `None` if it can be an address.
pub fn fault(id: &str) -> Option<&'static str> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !id.bytes().all(allowed) {
        Some("expected lower-case letters, digits and hyphens")
    } else if !id.bytes().any(|byte| byte != b'-') {
        Some("expected at least one letter or digit")
    } else if id.len() > LONGEST {
        Some("expected up to 120 characters")
    } else if RESERVED.contains(&id) {
        Some("Windows keeps this name for a device")
    } else {
        None
    }
}

/// An id that would have been right, as a hint.
pub fn hint(id: &str) -> String {
    match slug(id).as_str() {
        "" => "choose a short name such as `ana-lopez`".to_owned(),
        slug => format!("for example `{slug}`"),
    }
}

/// Whether an id holds a part of a name: two letters as a word of their own, more of them anywhere.
pub fn holds_name(id: &str, name: &str) -> bool {
    let joined = id.replace('-', "");
    let holds = |part: &str| match part.len() {
        0 | 1 => false,
        2 => id.split('-').any(|own| own == part),
        _ => joined.contains(part),
    };
    slug(name).split('-').any(holds) || slug(&spelt_out(name)).split('-').any(holds)
}

/// A name as it is written where there are no such letters: Jörg becomes Joerg.
fn spelt_out(name: &str) -> String {
    let mut spelt = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            'ä' | 'Ä' | 'æ' | 'Æ' => spelt.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' | 'œ' | 'Œ' => spelt.push_str("oe"),
            'ü' | 'Ü' => spelt.push_str("ue"),
            'å' | 'Å' => spelt.push_str("aa"),
            'ß' | 'ẞ' => spelt.push_str("ss"),
            other => spelt.push(other),
        }
    }
    spelt
}

/// A short name for something whose real name must not be seen: the same in every build.
pub fn anonymous(id: &str) -> String {
    format!("r{:010x}", xxhash_rust::xxh3::xxh3_64(id.as_bytes()) >> 24)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_holds_a_name_however_it_is_spelt() {
        for (id, name, holds) in [
            ("ana-lopez", "Ana López", true),
            ("joerg-mueller", "Jörg Müller", true),
            ("jorg", "Jörg Müller", true),
            ("class-of-spring-2", "Ana López", false),
            ("bo-7", "Bo Li", true),
            ("boat-7", "Bo Li", false),
        ] {
            assert_eq!(holds_name(id, name), holds, "{id}");
        }
    }

    #[test]
    fn names_of_many_scripts_become_slugs() {
        for (text, expected) in [
            ("Ana López", "ana-lopez"),
            ("  Wedding & Catering! ", "wedding-catering"),
            ("owner's choice", "owners-choice"),
            ("Straße", "strasse"),
            ("CON", "con-1"),
            ("...", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert!(!slug("محمد").is_empty());
    }

    proptest! {
        #[test]
        fn a_slug_is_empty_or_a_valid_id(text in any::<String>()) {
            let slug = slug(&text);
            prop_assert!(slug.is_empty() || fault(&slug).is_none(), "{slug}");
        }

        #[test]
        fn a_slug_stays_one(text in "[a-z0-9 -]{0,8}") {
            let first = slug(&text);
            prop_assert_eq!(is_slug(&text), !text.is_empty() && first == text);
            prop_assert_eq!(slug(&first), first);
        }
    }
}
