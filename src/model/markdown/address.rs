//! Decides which addresses a link may lead to.
//!
//! An address is read with the rules of a browser (the
//! [URL standard](https://url.spec.whatwg.org/)), and what is published is the form that these
//! rules write. So a browser cannot understand something else than what was checked.

use std::fmt;

use url::Url;

use super::Voice;
use super::characters::shown;

/// Tells why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// There is nothing in it.
    Empty,
    /// It contains a control character, a line break or a direction control.
    Character(char),
    /// It has no scheme, so it has no meaning of its own.
    Relative,
    /// Its scheme is not one of `http`, `https` and `mailto`.
    Scheme(String),
    /// It contains a user name or password, which is a way to pose as another host.
    Credentials,
    /// It is a relative address that leads to another host, such as `//example.com`.
    OtherHost,
    /// It cannot be read as an address, or is a `mailto:` address without a recipient.
    Invalid,
}

impl fmt::Display for AddressError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the address is empty"),
            Self::Character(character) => write!(
                formatter,
                "the address contains the invisible character U+{:04X}; remove it",
                u32::from(*character)
            ),
            Self::Relative => {
                formatter.write_str("the address is not complete; start it with `https://`")
            }
            Self::Scheme(scheme) => write!(
                formatter,
                "an address that starts with `{scheme}:` is not allowed; \
                 use `https:`, `http:` or `mailto:`"
            ),
            Self::Credentials => formatter.write_str(
                "the address contains a user name or password; remove what is before the `@`",
            ),
            Self::OtherHost => formatter.write_str(
                "the address leads to another site without saying how; start it with `https://`",
            ),
            Self::Invalid => {
                formatter.write_str("the address is not valid; check how it is written")
            }
        }
    }
}

impl std::error::Error for AddressError {}

/// Reads an address that may be published as a link.
///
/// It must be absolute, with the scheme `http`, `https` or `mailto`, and must not contain a user
/// name or password, nor a character that browsers skip or do not show (`java\nscript:` would
/// otherwise pass for something else). Publish the returned form, not the source.
///
/// # Errors
///
/// Returns the reason for which the address is refused.
fn safe_url(address: &str) -> Result<Url, AddressError> {
    let address = address.trim_matches(' ');
    if address.is_empty() {
        return Err(AddressError::Empty);
    }
    if let Some(character) = address.chars().find(|&character| is_hidden(character)) {
        return Err(AddressError::Character(character));
    }
    let url = Url::parse(address).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => AddressError::Relative,
        _ => AddressError::Invalid,
    })?;
    match url.scheme() {
        "http" | "https" if !url.username().is_empty() || url.password().is_some() => {
            Err(AddressError::Credentials)
        }
        "mailto" if !url.path().contains('@') || url.path().contains(char::is_whitespace) => {
            Err(AddressError::Invalid)
        }
        "http" | "https" | "mailto" => Ok(url),
        scheme => Err(AddressError::Scheme(scheme.to_owned())),
    }
}

/// Returns what a link to `address` is written with.
pub(super) fn link(address: &str, voice: Voice) -> Result<String, AddressError> {
    match (safe_url(address), voice) {
        (Ok(url), _) => Ok(url.into()),
        (Err(AddressError::Relative), Voice::Owner) => within_site(address.trim_matches(' ')),
        (Err(error), _) => Err(error),
    }
}

/// Reads an address that has no scheme, and no character that browsers skip.
///
/// Browsers read `\` as `/`, so `/\example.com` would lead to another host.
fn within_site(address: &str) -> Result<String, AddressError> {
    if address.starts_with("//") {
        return Err(AddressError::OtherHost);
    }
    if address.contains('\\') {
        return Err(AddressError::Invalid);
    }
    Ok(address.bytes().fold(String::with_capacity(address.len()), |mut written, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push('%');
            written.extend([byte >> 4, byte & 15].map(hexadecimal));
        }
        written
    }))
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

fn is_hidden(character: char) -> bool {
    matches!(character, '\t' | '\n') || shown(character) != Some(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_addresses_in_the_form_that_browsers_use() {
        for (address, published) in [
            ("https://example.com", "https://example.com/"),
            (" HTTP://EXAMPLE.com/a b?c=\"d\"#e ", "http://example.com/a%20b?c=%22d%22#e"),
            ("https:\\\\example.com\\a", "https://example.com/a"),
            ("https:example.com", "https://example.com/"),
            ("https://bücher.example:8080/ü", "https://xn--bcher-kva.example:8080/%C3%BC"),
            ("mailto:a@b.example?subject=c d", "mailto:a@b.example?subject=c%20d"),
        ] {
            let url = safe_url(address).map(String::from);
            assert_eq!(url.as_deref(), Ok(published), "{address:?}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        let scheme = |scheme: &str| AddressError::Scheme(scheme.to_owned());
        for (address, error) in [
            ("", AddressError::Empty),
            ("  ", AddressError::Empty),
            ("javascript:alert(1)", scheme("javascript")),
            ("  JaVaScRiPt://example.com/%0aalert(1)", scheme("javascript")),
            ("data:text/html,<script>", scheme("data")),
            ("vbscript:a", scheme("vbscript")),
            ("file:///a", scheme("file")),
            ("blob:https://example.com/a", scheme("blob")),
            ("example.com:443", scheme("example.com")),
            ("java\tscript:a", AddressError::Character('\t')),
            ("java\nscript:a", AddressError::Character('\n')),
            ("java\rscript:a", AddressError::Character('\r')),
            ("\u{1}javascript:a", AddressError::Character('\u{1}')),
            ("https://example.com/\u{202e}a", AddressError::Character('\u{202e}')),
            ("java&#115;cript:a", AddressError::Relative),
            ("javascript&colon;a", AddressError::Relative),
            ("\u{a0}javascript:a", AddressError::Relative),
            ("//example.com", AddressError::Relative),
            ("/a", AddressError::Relative),
            ("#a", AddressError::Relative),
            ("www.example.com", AddressError::Relative),
            ("https://a@example.com", AddressError::Credentials),
            ("https://:b@example.com", AddressError::Credentials),
            ("https://", AddressError::Invalid),
            ("https://a b.example", AddressError::Invalid),
            ("https://example.com:99999", AddressError::Invalid),
            ("mailto:", AddressError::Invalid),
            ("mailto:a b@c.example", AddressError::Invalid),
        ] {
            assert_eq!(safe_url(address), Err(error), "{address:?}");
        }
    }

    #[test]
    fn says_what_is_wrong_and_what_to_do() {
        let said = |address| safe_url(address).map_err(|error| error.to_string());
        assert_eq!(
            said("ftp://a.example"),
            Err("an address that starts with `ftp:` is not allowed; \
                 use `https:`, `http:` or `mailto:`"
                .to_owned())
        );
        assert_eq!(
            said("https://a.example/\u{202e}"),
            Err("the address contains the invisible character U+202E; remove it".to_owned())
        );
    }

    fn address() -> impl Strategy<Value = String> {
        let pieces = [
            "http",
            "https",
            "mailto",
            "javascript",
            "data",
            ":",
            "/",
            "//",
            "\\",
            "@",
            "?",
            "#",
            "%",
            "%2f",
            "a",
            "b.example",
            ".",
            "..",
            " ",
            "\t",
            "\n",
            "\0",
            "\u{1}",
            "\u{202e}",
            "ä",
            "\"",
            "'",
            "<",
            ">",
            "&",
            "[",
            "]",
            "::1",
            "1",
            "&colon;",
        ];
        let piece = prop_oneof![
            9 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn means_the_same_on_every_page(address in address()) {
            if let Ok(url) = safe_url(&address) {
                prop_assert!(["http", "https", "mailto"].contains(&url.scheme()));
                prop_assert_eq!(url.username(), "");
                for page in ["https://page.example/a/", "http://page.example/", "file:///a"] {
                    let joined = Url::parse(page).unwrap().join(url.as_str());
                    prop_assert_eq!(joined.as_ref(), Ok(&url));
                }
            }
        }

        #[test]
        fn stays_within_the_site_without_a_scheme(address in address()) {
            let page = Url::parse("https://page.example:81/a/b").unwrap();
            let is_relative = safe_url(&address) == Err(AddressError::Relative);
            if is_relative && let Ok(written) = link(&address, Voice::Owner) {
                let target = page.join(&written).unwrap();
                prop_assert_eq!(target.origin(), page.origin());
                prop_assert_eq!(target.username(), "");
                prop_assert_eq!(link(&address, Voice::Customer), Err(AddressError::Relative));
            }
        }
    }
}
