//! Which file of a site an address means; nothing that could mean anything else gets through.

use percent_encoding::percent_decode_str;

/// The address of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The path with its escapes resolved, once.
    pub(super) path: String,
    /// What stands behind the question mark, as it was sent.
    pub(super) query: Option<String>,
}

impl Target {
    /// Reads an address such as `/items/?a=b`; the error says what is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, &'static str> {
        if !text.starts_with('/') {
            return Err("an address begins with `/`");
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (text, None),
        };
        let path = decoded(path).ok_or("the address has an escape that stands for no text")?;
        if path.contains(|c: char| c == '\\' || c.is_control()) {
            return Err("the address has a character that no file of a site has");
        }
        if path.split('/').any(|part| matches!(part, "." | "..")) {
            return Err("the address leads up and down");
        }
        Ok(Self { path, query })
    }

    /// The value of a parameter, with its escapes resolved.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let pairs = self.query.as_deref()?.split('&').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(key, _)| *key == name).and_then(|(_, value)| decoded(value))
    }
}

/// Resolves `%41`, once; `None` where an escape is broken or the result is no text.
fn decoded(text: &str) -> Option<String> {
    let is_escape = |rest: &str| {
        let code = rest.as_bytes().get(..2);
        code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    };
    // Others leave what is no escape as it stands, and one of them may find one in it later.
    let is_whole = text.split('%').skip(1).all(is_escape);
    let path = percent_decode_str(text).decode_utf8().ok().filter(|_| is_whole)?;
    Some(path.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_once() {
        let path = |text: &str| Target::read(text).map(|target| target.path);
        assert_eq!(path("/a%20b/%C3%A9?x=%2F"), Ok("/a b/é".to_owned()));
        assert_eq!(path("/%252e%252e/"), Ok("/%2e%2e/".to_owned()));
    }

    #[test]
    fn what_could_lead_elsewhere_is_refused() {
        for wrong in [
            "",
            "*",
            "a",
            "http://localhost/",
            "localhost:80",
            "/..",
            "/../a",
            "/a/..",
            "/./a",
            "/%2e%2e/a",
            "/.%2E/a",
            "/a%2f..%2fb",
            "/a\\b",
            "/%5c..%5c",
            "/%00",
            "/a%0ab",
            "/%7f",
            "/%",
            "/%2",
            "/%zz",
            "/%+1",
            "/%é",
            "/%ff",
        ] {
            assert!(Target::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn parameters_have_escapes_of_their_own() {
        let target = Target::read("/e?x&page=%2Fa%2520b%2F&page=2").unwrap();
        assert_eq!(target.parameter("page").as_deref(), Some("/a%20b/"));
        assert_eq!(target.parameter("x"), None);
        assert_eq!(Target::read("/e").unwrap().parameter("page"), None);
    }
}
