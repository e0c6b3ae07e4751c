//! Which id a review has, where that comes from, and what of it may be an address.

use super::check::Check;
use super::origin::Origin;
use super::slug;
use crate::config::NameDisplay;
use crate::content::raw;
use crate::diag::Finding;
use crate::diag::text::brief;
use crate::path;
use crate::yaml::Text;

/// The id of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id {
    /// The id; `None` where there is none that can be used.
    pub word: Option<String>,
    /// Where it comes from.
    pub from: IdFrom,
}

/// Where an id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFrom {
    /// Its key.
    Key,
    /// The platform and the id that the review has there.
    Platform,
    /// The name of the file and the position in its list.
    Position,
    /// The name of the file.
    File,
}

impl Id {
    /// Finds the id of a record by its keys, its file and its position there.
    pub fn of(keys: &raw::Review, file: &str, entry: Option<u32>) -> Self {
        let source = keys.source.as_ref().map(|source| &source.0);
        let platform = source.and_then(|source| Check::line(source.platform.clone()));
        let mut origin = Origin::new(platform.as_deref().unwrap_or(raw::DEFAULT_PLATFORM));
        origin.external_id = source.and_then(|source| Check::line(source.id.clone()));
        Self::find(Check::text(keys.id.clone()), &origin, file, entry)
    }

    fn find(given: Option<String>, origin: &Origin, file: &str, entry: Option<u32>) -> Self {
        if let Some(id) = given {
            let word = slug::fault(&id).is_none().then_some(id);
            return Self { word, from: IdFrom::Key };
        }
        let stem = stem(file);
        let (word, from) = match (entry, &origin.external_id) {
            (None, _) => (slug::slug(stem), IdFrom::File),
            (Some(_), Some(external)) => {
                (slug::slug(&format!("{}-{external}", origin.platform)), IdFrom::Platform)
            }
            (Some(entry), None) => (slug::slug(&format!("{stem}-{}", entry + 1)), IdFrom::Position),
        };
        Self { word: Some(word).filter(|word| !word.is_empty()), from }
    }

    /// Finds the id of a record, and tells what is wrong with it.
    pub(super) fn choose(
        given: Option<Text>,
        origin: &Origin,
        file: &str,
        check: &mut Check<'_>,
    ) -> Self {
        let given = Check::text(given);
        if given.is_none() && check.is_faulty("id") {
            return Self { word: None, from: IdFrom::Key };
        }
        let id = Self::find(given.clone(), origin, file, check.source.entry);
        match (id.from, &id.word) {
            (IdFrom::Key, None) => {
                let given = given.unwrap_or_default();
                let label = slug::fault(&given).unwrap_or_default();
                let finding = check.error("id", format!("the id cannot be `{}`", brief(&given)));
                check.report(finding.value(path!["id"]).label(label).hint(slug::hint(&given)));
            }
            (IdFrom::File, None) => {
                let finding = check.error("file-name", "no id can be made of this file's name");
                check.report(finding.hint("rename the file, or add a line `id: …`"));
            }
            (IdFrom::Position, word) => {
                let word = word.as_deref().unwrap_or_default();
                let message =
                    "this review has no `id`: its address depends on its position in the file";
                let finding = Finding::warning(check.source, "id-missing", message);
                let hint = format!("add a line `id: {word}`; later edits keep it then");
                check.report(finding.hint(hint));
            }
            (IdFrom::Key | IdFrom::Platform | IdFrom::File, _) => {}
        }
        id
    }

    /// The last part of the address. Where the shown name is reduced it must not give the name
    /// away: an id made of a file's name, or one with a part of the name in it, becomes a hash.
    /// The hash is that of the id alone, so that no later edit moves the address.
    pub(super) fn address(&self, display: NameDisplay, name: Option<&str>) -> String {
        let word = self.word.as_deref().unwrap_or_default();
        if display == NameDisplay::Full {
            return word.to_owned();
        }
        // An id that the owner chose, or the platform, holds a name only by accident.
        let is_chosen = self.from != IdFrom::File;
        if is_chosen && !name.is_some_and(|name| slug::holds_name(word, name)) {
            return word.to_owned();
        }
        slug::anonymous(word)
    }
}

/// The name of a file without its ending.
pub fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
