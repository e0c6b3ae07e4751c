//! What stands around the words of a review: who said them, of what, in which language, with which pictures.

use super::{Work, text, web};
use crate::config::{Language, NameDisplay, WebAddress};
use crate::content::raw;
use crate::diag::text::brief;
use crate::import::field::Field;
use crate::import::people;
use crate::model::slug;
use crate::yaml::{Data, OpenMap, Text};

impl Work<'_> {
    pub(super) fn item(&mut self) -> Option<raw::Item> {
        let settings = self.reading.settings;
        if let Some(item) = &settings.item {
            return Some(raw::Item { id: text(item), name: text(item), ..raw::Item::default() });
        }
        let given = self.get(Field::Item).map(|id| plain_id(id).trim().to_owned());
        let name = self.line(Field::ItemName).or_else(|| given.as_deref().and_then(text))?;
        let id = slug::slug(given.as_deref().unwrap_or(&name));
        if id.is_empty() {
            self.tell(format!("no id can be made of the item `{}`; it is left out", brief(&name)));
            return None;
        }
        let url = self.address(Field::ItemUrl).as_deref().and_then(text);
        Some(raw::Item { id: Some(Text(id)), name: Some(name), url, ..raw::Item::default() })
    }

    pub(super) fn author(&mut self) -> raw::Author {
        let parts = [Field::FirstName, Field::LastName].map(|field| self.line(field));
        let joined =
            parts.iter().flatten().map(|part| part.0.as_str()).collect::<Vec<_>>().join(" ");
        let name = self.line(Field::Author).or_else(|| text(&joined));
        let name = name.or_else(|| self.reading.settings.author.as_deref().and_then(text));
        let name = match name {
            Some(name) => {
                self.public(Some(name), Field::Author).filter(|name| !people::is_nobody(name))
            }
            None => None,
        };
        let display = name.is_none().then_some(NameDisplay::Anonymous);
        let url = self.address(Field::AuthorUrl).as_deref().and_then(text);
        let is_named = name.is_some();
        let mut named = |field| {
            let line = self.line(field).filter(|_| is_named);
            self.public(line, field)
        };
        raw::Author(raw::AuthorKeys {
            display,
            role: named(Field::Role),
            company: named(Field::Company),
            location: named(Field::Location),
            url: url.filter(|_| is_named),
            name,
            ..raw::AuthorKeys::default()
        })
    }

    /// What may be kept in a line: no address of mail, telephone number or place on the map.
    pub(super) fn public(&mut self, line: Option<Text>, field: Field) -> Option<Text> {
        let what = people::private(line.as_ref()?);
        if let Some(what) = what {
            self.tell(format!("{what} stands in place of the {field}; it is left out"));
        }
        line.filter(|_| what.is_none())
    }

    pub(super) fn language(&mut self) -> Option<Text> {
        let given = self.get(Field::Language)?.trim().replace('_', "-");
        if let Some(language) = Language::new(&given) {
            return text(language.tag());
        }
        let known = people::language(&given);
        if known.is_none() {
            self.tell(format!("`{}` is no language that is known; it is left out", brief(&given)));
        }
        known.and_then(text)
    }

    pub(super) fn address(&mut self, field: Field) -> Option<String> {
        let given = self.get(field)?.trim().to_owned();
        if let Some(address) = web(&given) {
            let plain = given.replace("%40", "@");
            let is_private = plain.split(['/', '?', '&', '=']).any(people::is_address);
            if is_private && field == Field::Url {
                self.tell("the address of the review names its author's mail; it is left out");
                return None;
            }
            return Some(address.as_str().to_owned());
        }
        self.tell(format!("`{}` is no address of the web; the {field} is left out", brief(&given)));
        None
    }

    /// Addresses of pictures. They are kept for later, and not shown: that would load them from elsewhere.
    pub(super) fn pictures(&mut self, is_named: bool) -> OpenMap<Data> {
        let mut extra = Vec::new();
        let addresses = |given: &str| -> Vec<Data> {
            let parts = given.split(['\n', ',', ' ', '|', ';']).map(str::trim);
            // The name of a picture of Gravatar is made of the address of mail.
            let parts = parts.filter(|part| WebAddress::web(part).is_ok() && !is_of_mail(part));
            parts.map(|part| Data::Text(part.to_owned())).collect()
        };
        for field in [Field::Avatar, Field::Photos] {
            if let Some(given) = self.get(field)
                && addresses(given).is_empty()
                && !is_of_mail(given)
            {
                let given = brief(given);
                self.tell(format!("{field}: `{given}` is no address of the web; it is left out"));
            }
        }
        if let Some(avatar) =
            self.get(Field::Avatar).map(addresses).and_then(|all| all.into_iter().next())
            // Whoever is not named is not shown either.
            && is_named
        {
            extra.push(("avatar".to_owned(), avatar));
        }
        if let Some(photos) = self.get(Field::Photos).map(addresses).filter(|all| !all.is_empty()) {
            extra.push(("photos".to_owned(), Data::List(photos)));
        }
        OpenMap(extra)
    }
}

/// Whether the name of a picture is made of an address of mail, as with Gravatar.
fn is_of_mail(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["gravatar.com", "libravatar.org"].iter().any(|host| address.contains(host))
}

/// The id in an address such as `gid://shopify/Product/555`.
fn plain_id(id: &str) -> &str {
    if id.starts_with("gid://") { id.rsplit('/').next().unwrap_or(id) } else { id }
}
