//! Routes by their paths.

use std::borrow::Cow;

use xxhash_rust::xxh3::xxh3_64;

use super::Route;

/// Where routes stand, by the hashes of their names as disks see them that ignore case.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(Vec<(u64, u32)>);

impl Index {
    pub(super) fn new(routes: &[Route]) -> Self {
        let hashes = routes.iter().map(|route| hash(&route.path));
        let mut sorted: Vec<(u64, u32)> = hashes.zip(0..).collect();
        sorted.sort_unstable();
        Self(sorted)
    }

    /// Whether two routes may have one name.
    pub(super) fn has_twins(&self) -> bool {
        self.0.windows(2).any(|pair| pair[0].0 == pair[1].0)
    }

    /// Finds the route of a path, in whatever case its letters are; of two, the one that is the same.
    pub(super) fn find<'a>(&self, path: &str, routes: &'a [Route]) -> Option<&'a Route> {
        let wanted = hash(path);
        let first = self.0.partition_point(|(hash, _)| *hash < wanted);
        let same = self.0[first..].iter().take_while(|(hash, _)| *hash == wanted);
        let found = same.filter_map(|(_, at)| routes.get(*at as usize));
        let mut found = found.filter(|route| folded(&route.path) == folded(path));
        let any = found.next()?;
        Some(found.find(|route| route.path == path).filter(|_| any.path != path).unwrap_or(any))
    }
}

fn hash(path: &str) -> u64 {
    xxh3_64(folded(path).as_bytes())
}

/// The name of a file as disks see it that ignore case.
pub(super) fn folded(path: &str) -> Cow<'_, str> {
    let same = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if same { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}
