//! Pages of other people that embed widgets: the files of `hosts/`, on an origin of their own.
//!
//! A file is a host page. In its text `SITE` is the origin of the site whose widgets it shows, and
//! `<!-- snippet ID -->` what `laurels widget snippet ID` prints. Comments before its `<html>` say what
//! is special about it:
//!
//! - `<!-- policy: … -->` is the `Content-Security-Policy` with which it is sent;
//! - `<!-- says: … -->` is a part of what must be said in the console; nothing else may be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use super::places::published_at;
use super::server::{Answer, CONTENT_SECURITY_POLICY, Server};
use crate::support::Site;
use crate::support::site::REPOSITORY;

const FOLDER: &str = "tests/browser/hosts";

/// A host page.
#[derive(Clone, Debug)]
pub struct Host {
    /// The name of its file.
    pub name: String,
    /// Parts of what is said in the console.
    pub says: Vec<String>,
    policy: Option<String>,
    text: String,
}

/// A site with widgets, and the pages that show them.
pub struct Hosted {
    /// The origin of the site, without a slash at the end.
    pub site: String,
    /// The host pages, in the order of their names.
    pub hosts: Vec<Host>,
    others: Server,
    _own: Server,
    // The folder is removed with it. A site is no business of two threads.
    _source: Mutex<Site>,
}

impl Hosted {
    /// Builds a site for an address on this machine, and serves it and the host pages.
    #[track_caller]
    pub fn new(source: Site) -> Self {
        let own = Server::of(&source.path("dist"));
        let site = own.origin.clone();
        let source = published_at(&site, source);
        source.run("build").ok();
        let hosts = read(&source, &site);
        let pages: BTreeMap<_, _> =
            hosts.iter().map(|host| (format!("/{}", host.name), host.clone())).collect();
        let others = Server::that(move |address| {
            answer(address.split('?').next().and_then(|path| pages.get(path)))
        });
        Self { site, hosts, others, _own: own, _source: Mutex::new(source) }
    }

    /// The whole address of a host page.
    #[track_caller]
    pub fn address(&self, name: &str) -> String {
        assert!(self.hosts.iter().any(|host| host.name == name), "no `{FOLDER}/{name}`");
        format!("{}/{name}", self.others.origin)
    }

    /// Who may be asked for something: the site, and the host page itself.
    pub fn origins(&self) -> [&str; 2] {
        [&self.site, &self.others.origin]
    }
}

fn answer(host: Option<&Host>) -> Answer {
    let policy = host.and_then(|host| host.policy.clone());
    let headers = policy.map(|policy| (CONTENT_SECURITY_POLICY.to_owned(), policy));
    let (status, body) = host.map_or((404, ""), |host| (200, &host.text));
    Answer {
        status,
        kind: "text/html; charset=utf-8",
        headers: headers.into_iter().collect(),
        body: body.as_bytes().to_vec(),
    }
}

/// All host pages, filled in.
#[track_caller]
fn read(source: &Site, site: &str) -> Vec<Host> {
    let mut hosts = Vec::new();
    for entry in fs::read_dir(Path::new(REPOSITORY).join(FOLDER)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = with_snippets(&fs::read_to_string(&path).unwrap(), source);
        let text = text.replace("SITE", site);
        let policy = notes(&text, "policy").pop();
        hosts.push(Host { name, says: notes(&text, "says"), policy, text });
    }
    hosts.sort_by(|one, other| one.name.cmp(&other.name));
    hosts
}

/// What the comments of one kind say.
fn notes(text: &str, key: &str) -> Vec<String> {
    let start = format!("<!-- {key}: ");
    let lines = text.lines().filter_map(|line| line.strip_prefix(&start)?.strip_suffix(" -->"));
    lines.map(str::to_owned).collect()
}

/// With the texts that the program gives people to copy.
#[track_caller]
fn with_snippets(text: &str, source: &Site) -> String {
    let mut filled = String::new();
    for line in text.lines() {
        let arguments = line.trim().strip_prefix("<!-- snippet ");
        match arguments.and_then(|line| line.strip_suffix(" -->")) {
            Some(arguments) => {
                let done = source.command(&format!("widget snippet {arguments}")).output().unwrap();
                assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
                filled.push_str(&String::from_utf8(done.stdout).unwrap());
            }
            None => filled.push_str(line),
        }
        filled.push('\n');
    }
    filled
}
