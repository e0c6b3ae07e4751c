//! What stands around every page: masthead, ways to leave a review, colophon.
//!
//! They differ only in the link that leads to the page itself, and most pages are in no
//! navigation. So each is drawn once for all pages that have the same one, as a card is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock};

use tera::{Context, Tera, TeraResult, Value};

use crate::views::{Frame, Html, Page, Site, html};

/// The frames of a site, drawn when they are needed.
#[derive(Debug)]
pub(super) struct Frames {
    /// The addresses that a navigation leads to.
    addresses: BTreeSet<String>,
    /// The keys of the links of the main navigation.
    keys: BTreeSet<String>,
    drawn: RwLock<BTreeMap<(String, String), Value>>,
}

impl Frames {
    pub(super) fn new(site: &Site) -> Self {
        let links = &site.links;
        let listed = links.menu.iter().chain(&links.archives);
        let addresses = listed.map(|link| link.url.clone()).chain([links.policy.clone()]);
        Self {
            addresses: addresses.collect(),
            keys: links.menu.iter().map(|link| link.key.clone()).collect(),
            drawn: RwLock::default(),
        }
    }

    /// The frame of a page: `current` and `menu` are empty where no link is marked for them.
    pub(super) fn of(&self, page: &Page, tera: &Tera) -> TeraResult<Value> {
        let known = |set: &BTreeSet<String>, one: &str| set.get(one).cloned().unwrap_or_default();
        let key = (known(&self.addresses, &page.url), known(&self.keys, &page.menu));
        if let Some(drawn) = self.drawn.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(drawn.clone());
        }
        let frame = Value::from_serializable(&draw(tera, &key.0, &key.1)?);
        let mut drawn = self.drawn.write().unwrap_or_else(PoisonError::into_inner);
        Ok(drawn.entry(key).or_insert(frame).clone())
    }
}

fn draw(tera: &Tera, current: &str, menu: &str) -> TeraResult<Frame> {
    let mut context = Context::new();
    let leave_review = component(tera, "leave_review", &context)?;
    context.insert_value("current", Value::from(current));
    let colophon = component(tera, "colophon", &context)?;
    context.insert_value("menu", Value::from(menu));
    let masthead = component(tera, "masthead", &context)?;
    Ok(Frame { masthead, leave_review, colophon })
}

fn component(tera: &Tera, name: &str, context: &Context) -> TeraResult<Html> {
    let mut buffer = Vec::new();
    tera.render_component_to(name, context, None, true, &mut buffer)?;
    // The engine writes UTF-8 only.
    Ok(html(str::from_utf8(&buffer).unwrap_or_default()))
}
