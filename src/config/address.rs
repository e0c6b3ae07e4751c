//! Addresses on the web that are safe to publish.

use url::Url;

/// An absolute address with the scheme http, https or mailto.
///
/// Whatever else a browser would run or open (`javascript:`, `data:`, …) cannot be one. The text
/// is the normal form that browsers use, so that nothing hides in odd spellings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebAddress(String);

impl WebAddress {
    /// Reads an address; the error says what is wrong with it, for a caret's label.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        let url = parse(text)?;
        match url.scheme() {
            "mailto" => Ok(Self(url.into())),
            "http" | "https" => web(&url).map(|()| Self(url.into())),
            _ => Err("expected an address that starts with https://, http:// or mailto:"),
        }
    }

    /// Reads an address of the web: http or https only.
    pub fn web(text: &str) -> Result<Self, &'static str> {
        let url = parse(text)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("expected an address that starts with https:// or http://");
        }
        web(&url).map(|()| Self(url.into()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host; of an address of mail nothing.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', ':', '?', '#']).next().unwrap_or_default()
    }
}

fn parse(text: &str) -> Result<Url, &'static str> {
    let hidden = |c: char| c.is_control() || c.is_whitespace();
    if text.contains(hidden) {
        return Err("an address holds no spaces or control characters");
    }
    Url::parse(text).map_err(|_| "expected an absolute address, such as https://example.com/")
}

fn web(url: &Url) -> Result<(), &'static str> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address that is published holds no user name and no password");
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("expected a host, such as https://example.com/");
    }
    Ok(())
}

/// The address under which a site is published; its path ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    whole: String,
    path_at: usize,
}

impl BaseUrl {
    /// Reads an address; the error says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        let WebAddress(mut whole) = WebAddress::web(text)?;
        if whole.contains(['?', '#']) {
            return Err("the address of a site has no `?` and no `#`");
        }
        if !whole.ends_with('/') {
            whole.push('/');
        }
        let host = whole.find("://").map_or(0, |at| at + 3);
        if whole[host..].contains("//") {
            // Links that start with `//` lead to another host.
            return Err("the address of a site has no `//` in its path");
        }
        let path_at = whole[host..].find('/').map_or(whole.len() - 1, |at| host + at);
        Ok(Self { whole, path_at })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// Scheme, host and port, as a Content-Security-Policy names them.
    pub fn origin(&self) -> &str {
        &self.whole[..self.path_at]
    }

    /// The path, with `/` at both ends.
    pub fn path(&self) -> &str {
        &self.whole[self.path_at..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_are_addresses() {
        for wrong in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "//example.com",
            "example.com",
            "/reviews/",
            "file:///etc/passwd",
            "https://user:secret@example.com/",
            "https://",
            "vbscript:x",
            "",
        ] {
            assert!(WebAddress::new(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(
            WebAddress::new("HTTPS://Example.com").unwrap().as_str(),
            "https://example.com/"
        );
        assert!(WebAddress::new("mailto:a@example.com").is_ok());
        assert!(WebAddress::web("mailto:a@example.com").is_err());
        let quoted = WebAddress::new("https://example.com/\"><script>").unwrap();
        assert!(!quoted.as_str().contains(['"', '<', '>']));
    }

    #[test]
    fn a_base_has_a_path() {
        for (text, whole, path) in [
            ("https://example.com", "https://example.com/", "/"),
            ("https://example.com/sub", "https://example.com/sub/", "/sub/"),
            ("https://example.com:8080/a/b/", "https://example.com:8080/a/b/", "/a/b/"),
        ] {
            let base = BaseUrl::new(text).unwrap();
            assert_eq!((base.as_str(), base.path()), (whole, path));
        }
        assert!(BaseUrl::new("https://example.com/?a=1").is_err());
        assert!(BaseUrl::new("https://example.com//x//").is_err());
    }
}
