//! Pages as they last could be drawn.
//!
//! When a template fails while a page is drawn, whoever looks at that page goes on seeing it, with
//! the overlay on top; nobody is sent to an empty page, and away from where they were reading.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many pages are kept: far more than somebody looks at while a template is broken, and no more
/// because the site is larger.
const MOST: usize = 64;

/// The pages that were shown last, the newest at the end.
#[derive(Debug, Default)]
pub(super) struct Last(Mutex<VecDeque<(String, Arc<[u8]>)>>);

impl Last {
    /// Keeps a page.
    pub(super) fn keep(&self, path: &str, html: &Arc<[u8]>) {
        let mut pages = self.lock();
        pages.retain(|(kept, _)| kept != path);
        if pages.len() == MOST {
            pages.pop_front();
        }
        pages.push_back((path.to_owned(), Arc::clone(html)));
    }

    /// Finds a page.
    pub(super) fn find(&self, path: &str) -> Option<Arc<[u8]>> {
        let pages = self.lock();
        pages.iter().find(|(kept, _)| kept == path).map(|(_, html)| Arc::clone(html))
    }

    /// A page that is missing after a panic is drawn again.
    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, Arc<[u8]>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept_and_no_more() {
        let last = Last::default();
        for at in 0..MOST + 10 {
            last.keep(&format!("/{at}"), &Arc::from(at.to_string().into_bytes()));
            last.keep("/", &Arc::from(*b"home"));
        }
        assert_eq!(last.lock().len(), MOST);
        assert_eq!(last.find("/").as_deref(), Some(&b"home"[..]));
        assert_eq!(last.find("/73").as_deref(), Some(&b"73"[..]));
        assert_eq!(last.find("/0"), None);
    }
}
