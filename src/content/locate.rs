//! From "the rating of the third entry" to line and column, only for files that need it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::inputs::Kind;
use super::{Sources, front_matter};
use crate::diag::{Aim, Diagnostic, Diagnostics, Finding, LineIndex, Place, Segment, SourceRef};
use crate::fsx;
use crate::yaml::{self, Node};

/// Places findings by parsing their files again, and adds them to the diagnostics.
///
/// A file that cannot be read any more still gets its findings, without a line.
pub fn locate(
    site: &Path,
    sources: &Sources,
    findings: Vec<Finding>,
    diagnostics: &mut Diagnostics,
) {
    let mut by_file: BTreeMap<u32, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        by_file.entry(finding.source.file).or_default().push(finding);
    }
    for (file, findings) in by_file {
        let Some(source) = sources.get(file) else { continue };
        let bytes = fsx::read(&site.join(&source.path)).ok();
        diagnostics.extend(located(source.kind, &source.path, bytes.as_deref(), findings));
    }
}

/// Places findings of one file by parsing its bytes again.
pub fn located(
    kind: Kind,
    path: &str,
    bytes: Option<&[u8]>,
    findings: Vec<Finding>,
) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new();
    }
    let tree = bytes.and_then(|bytes| str::from_utf8(bytes).ok()).map(|text| Tree::new(text, kind));
    let place = |finding: &Finding| match &tree {
        Some(tree) => tree.place(path, finding),
        None => Place::file(path),
    };
    findings.into_iter().map(|finding| diagnostic(place(&finding), finding)).collect()
}

fn diagnostic(place: Place, finding: Finding) -> Diagnostic {
    Diagnostic {
        severity: finding.severity,
        code: finding.code.into(),
        message: finding.message,
        place: Some(place),
        label: finding.label,
        hint: finding.hint,
    }
}

/// A file, parsed again for its places.
struct Tree<'text> {
    index: LineIndex<'text>,
    root: Option<Node>,
    /// Where the YAML starts in the file.
    base: usize,
    /// Where the body starts in the file.
    body: usize,
}

impl<'text> Tree<'text> {
    fn new(text: &'text str, kind: Kind) -> Self {
        let index = LineIndex::new(text);
        let (yaml, body) = match kind {
            Kind::Testimonial | Kind::Page => match front_matter::split(text) {
                Ok(parts) => (parts.yaml, parts.body.start),
                Err(_) => (0..0, 0),
            },
            _ => {
                let bom = crate::diag::text::BOM;
                let start = if text.starts_with(bom) { bom.len_utf8() } else { 0 };
                (start..text.len(), 0)
            }
        };
        let root = Node::load(&text[yaml.clone()]).0;
        Self { index, root, base: yaml.start, body }
    }

    fn place(&self, path: &str, finding: &Finding) -> Place {
        let range = match &finding.aim {
            Aim::Body(range) if finding.source.entry.is_none() => {
                Some(range.start + self.body..range.end + self.body)
            }
            aim => self.field(finding.source, aim),
        };
        range.map_or_else(|| Place::file(path), |range| Place::range(path, &self.index, range))
    }

    fn field(&self, source: SourceRef, aim: &Aim) -> Option<Range<usize>> {
        let root = self.root.as_ref()?;
        let record = match source.entry {
            None => root,
            Some(entry) => Self::entry(root, entry)?,
        };
        let start = record.start();
        let found = match aim {
            Aim::Record => None,
            Aim::Key(path) => Self::find(root, record, path, true),
            Aim::Value(path) => Self::find(root, record, path, false),
            Aim::Body(_) => Self::find(root, record, &[Segment::from("body")], false),
        };
        let range = found.unwrap_or(start);
        Some(range.start + self.base..range.end + self.base)
    }

    fn entry(root: &Node, entry: u32) -> Option<&Node> {
        let at = Segment::Index(entry as usize);
        let list = root.pair("reviews").or_else(|| root.pair("answers"));
        let list = list.map_or(root, |(_, list)| list);
        list.child(&at)
    }

    /// The field of the record, or of the file's defaults, or the nearest one around it.
    fn find(root: &Node, record: &Node, path: &[Segment], key: bool) -> Option<Range<usize>> {
        let defaults = root.pair("defaults").map(|(_, defaults)| defaults);
        for length in (1..=path.len()).rev() {
            let whole = length == path.len();
            for tree in [Some(record), defaults].into_iter().flatten() {
                if let Some(range) = yaml::find(tree, &path[..length], key || !whole) {
                    if !range.is_empty() {
                        return Some(range);
                    }
                    return yaml::find(tree, &path[..length], true);
                }
            }
        }
        None
    }
}
