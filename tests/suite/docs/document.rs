//! A document in Markdown: its examples, commands, headings and links.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::support::Site;
use crate::support::site::{POLICY, REPOSITORY};

/// A document with its path in the repository.
pub struct Document {
    /// Path in the repository, with `/` on every system.
    pub path: String,
    /// The text, with line feeds.
    pub text: String,
}

/// A command of a document, how it must end, and what is shown of its output.
pub struct Step {
    /// The command line.
    pub line: String,
    /// The status that it must end with.
    pub status: i32,
    /// What is shown of its output; empty where nothing is.
    pub output: String,
}

/// All documents of the repository, in the order of their paths.
pub fn documents() -> Vec<Document> {
    let repository = Path::new(REPOSITORY);
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["", "docs"] {
        let found = fs::read_dir(repository.join(folder)).unwrap();
        let found = found.map(|entry| Path::new(folder).join(entry.unwrap().file_name()));
        paths.extend(found.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    paths.sort();
    let slashes = |path: PathBuf| path.to_str().unwrap().replace('\\', "/");
    paths.into_iter().map(|path| document(&slashes(path))).collect()
}

/// One document.
pub fn document(path: &str) -> Document {
    let text = fs::read_to_string(Path::new(REPOSITORY).join(path)).unwrap();
    Document { path: path.to_owned(), text: text.replace("\r\n", "\n") }
}

impl Document {
    fn events(&self) -> impl Iterator<Item = Event<'_>> {
        Parser::new_ext(&self.text, Options::empty())
    }

    /// The fenced blocks: what stands behind the fence, and the text.
    fn fences(&self) -> Vec<(String, String)> {
        let mut fences: Vec<(String, String)> = Vec::new();
        let mut inside = false;
        for event in self.events() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    inside = true;
                    fences.push((info.to_string(), String::new()));
                }
                Event::End(TagEnd::CodeBlock) => inside = false,
                Event::Text(text) if inside => fences.last_mut().unwrap().1.push_str(&text),
                _ => {}
            }
        }
        fences
    }

    /// The site that the titled fences make; `None` where there are none.
    pub fn site(&self) -> Option<Site> {
        let mut files = self.fences().into_iter().filter_map(|(info, text)| {
            let (_, title) = info.split_once("title=\"")?;
            Some((title.trim_end_matches('"').to_owned(), text))
        });
        let (path, text) = files.next()?;
        let site = Site::empty().bytes(&path, text.as_bytes());
        let site = files.fold(site, |site, (path, text)| site.bytes(&path, text.as_bytes()));
        // An example of something else need not answer all questions.
        let is_open =
            site.path("site.yaml").exists() && !site.read("site.yaml").contains("policy:");
        Some(if is_open { site.config(POLICY) } else { site })
    }

    /// The commands of the `console` fences; `status=1` behind the fence is how they must end.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for (info, text) in self.fences() {
            let Some(rest) = info.strip_prefix("console") else { continue };
            let status =
                rest.trim().strip_prefix("status=").map_or(0, |code| code.parse().unwrap());
            for line in text.lines() {
                match line.strip_prefix("$ ") {
                    Some(command) => steps.push(Step {
                        line: command.split(" #").next().unwrap_or_default().trim().to_owned(),
                        status,
                        output: String::new(),
                    }),
                    None => steps.last_mut().unwrap().output.extend([line, "\n"]),
                }
            }
        }
        steps
    }

    /// The text below each heading, up to the next one, by the heading's words.
    pub fn sections(&self) -> BTreeMap<String, String> {
        let mut sections: BTreeMap<String, String> = BTreeMap::new();
        let mut name = String::new();
        let mut fenced = false;
        for line in self.text.lines() {
            fenced ^= line.starts_with("```");
            match line.strip_prefix('#').filter(|_| !fenced) {
                Some(heading) => name = heading.trim_start_matches('#').trim().replace('`', ""),
                None => sections.entry(name.clone()).or_default().extend([line, "\n"]),
            }
        }
        sections
    }

    /// The fragments that lead to headings, as GitHub makes them.
    pub fn anchors(&self) -> BTreeSet<String> {
        let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let anchor = |heading: &String| {
            let words = heading.to_lowercase().chars().filter(|c| kept(*c)).collect::<String>();
            words.replace(' ', "-")
        };
        self.sections().keys().map(anchor).collect()
    }

    /// Links and pictures that are not on the web.
    pub fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for event in self.events() {
            if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
                links.extend((!dest_url.contains(':')).then(|| dest_url.to_string()));
            }
        }
        links
    }

    /// The path in the repository that a path beside this document means.
    pub fn beside(&self, path: &str) -> String {
        let mut parts: Vec<&str> = self.path.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                ".." => drop(parts.pop()),
                "." | "" => {}
                name => parts.push(name),
            }
        }
        parts.join("/")
    }
}
