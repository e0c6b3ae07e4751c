//! What people do to the files of a site, at random but always the same.

use std::fs;
use std::path::{Path, PathBuf};

use super::site::REPOSITORY;

/// Edits the files of one site.
pub struct Edits {
    folder: PathBuf,
    state: u64,
    made: usize,
}

/// What was done, in words, and which files or folders it touched, relative to the site.
pub type Edit = (String, Vec<String>);

impl Edits {
    /// For the site in a folder; the same number gives the same edits, and others with a number in
    /// `LAURELS_SEED`.
    pub fn new(folder: PathBuf, seed: u64) -> Self {
        let more = std::env::var("LAURELS_SEED").map_or(0, |text| text.parse().unwrap());
        Self { folder, state: seed.wrapping_add(more), made: 0 }
    }

    /// A number below another one.
    fn below(&mut self, limit: usize) -> usize {
        // Knuth's MMIX; its upper bits are good enough for that.
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % limit
    }

    /// Does something to the site.
    pub fn edit(&mut self) -> Edit {
        self.made += 1;
        match self.below(22) {
            0..=2 => self.text(),
            3..=6 => self.key(),
            7 | 20 => self.new_review(),
            8 => self.remove(),
            9 => self.rename(),
            10 => self.folder(),
            11 => self.items(),
            12 => self.settings(),
            13 | 14 => self.template(),
            15 => self.tokens(),
            16 => self.photo(),
            17 => self.page(),
            18 => self.list(),
            19 => self.address(),
            _ => self.fault(),
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The reviews that there are, in the order of their paths.
    fn reviews(&self) -> Vec<String> {
        let mut found: Vec<String> = walkdir::WalkDir::new(self.path("content/testimonials"))
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                entry.path().strip_prefix(&self.folder).unwrap().to_str().unwrap().to_owned()
            })
            .collect();
        found.sort();
        found
    }

    fn review(&mut self) -> String {
        let reviews = self.reviews();
        if reviews.is_empty() {
            return self.new_review().1.remove(0);
        }
        let at = self.below(reviews.len());
        reviews[at].clone()
    }

    /// Writes a file as one of several editors does.
    fn save(&mut self, path: &str, text: &str) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        match self.below(3) {
            // In place.
            0 => fs::write(place, text).unwrap(),
            // Into a new file that is renamed.
            1 => {
                let beside = place.with_file_name(".saving~");
                fs::write(&beside, text).unwrap();
                fs::rename(beside, place).unwrap();
            }
            // The old one is moved away and removed, as Vim does.
            _ => {
                let backup = place.with_file_name("_backup");
                let was_there = fs::rename(&place, &backup).is_ok();
                fs::write(&place, text).unwrap();
                if was_there {
                    fs::remove_file(backup).unwrap();
                }
            }
        }
    }

    fn change(&mut self, path: &str, change: impl FnOnce(&str) -> String) {
        let old = fs::read_to_string(self.path(path)).unwrap_or_default();
        self.save(path, &change(&old));
    }

    fn text(&mut self) -> Edit {
        let path = self.review();
        let made = self.made;
        // Below, or above all keys, so that they stand elsewhere.
        let is_above = self.below(3) == 0;
        self.change(&path, |text| match text.strip_prefix("---\n") {
            Some(rest) if is_above => format!("---\n# Note {made}.\n{rest}"),
            _ => format!("{text}\nOne more word: {made}.\n"),
        });
        (format!("words of {path}"), vec![path])
    }

    /// One key of a review, and nothing else.
    fn key(&mut self) -> Edit {
        let path = self.review();
        let number = self.below(5) + 1;
        let (key, value) = [
            ("rating", format!("{number}")),
            ("date", format!("2026-0{number}-12")),
            ("featured", ["true", "false"][number % 2].to_owned()),
            ("tags", ["[Coffee]", "[Cake, Coffee]", "[]"][number % 3].to_owned()),
            ("item", ["espresso-class", "house-blend"][number % 2].to_owned()),
            ("status", ["approved", "pending"][number % 2].to_owned()),
            ("reply", ["{text: Thank you., date: 2026-07-01}", "null"][number % 2].to_owned()),
            ("source", ["form", "letter"][number % 2].to_owned()),
            ("language", ["de", "en"][number % 2].to_owned()),
        ][self.below(9)]
        .clone();
        self.change(&path, |text| {
            let lines = text.lines().filter(|line| !line.starts_with(&format!("{key}:")));
            let text: Vec<&str> = lines.collect();
            text.join("\n").replacen("---\n", &format!("---\n{key}: {value}\n"), 1) + "\n"
        });
        (format!("{key} of {path}: {value}"), vec![path])
    }

    fn new_review(&mut self) -> Edit {
        let (made, month, stars) = (self.made, self.below(9) + 1, self.below(5) + 1);
        let folder = ["", "early/", "late/"][self.below(3)];
        let status = ["approved", "approved", "pending"][self.below(3)];
        let item = ["", "item: espresso-class\n", "item: house-blend\n"][self.below(3)];
        let tag = ["Coffee", "Learning", "Cake"][self.below(3)];
        let photo = ["", "media: [{src: media/photo.png, alt: A cup}]\n"][self.below(2)];
        let path = format!("content/testimonials/{folder}new-{made}.md");
        let text = format!(
            "---\nauthor: Nova {made}\nstatus: {status}\ndate: 2026-0{month}-11\nsource: form\n\
             rating: {stars}\n{item}tags: [{tag}]\n{photo}---\nReview number {made}.\n"
        );
        self.save(&path, &text);
        (format!("new review {path}"), vec![path])
    }

    fn remove(&mut self) -> Edit {
        let path = self.review();
        fs::remove_file(self.path(&path)).unwrap();
        (format!("removed {path}"), vec![path])
    }

    fn rename(&mut self) -> Edit {
        let path = self.review();
        let new = format!("content/testimonials/renamed-{}.md", self.made);
        fs::rename(self.path(&path), self.path(&new)).unwrap();
        (format!("renamed {path}"), vec![path, new])
    }

    fn folder(&mut self) -> Edit {
        let name = |name: &str| format!("content/testimonials/{name}");
        let (from, to) = ["early", "late"].map(name).into();
        let (from, to) = if self.path(&from).exists() { (from, to) } else { (to, from) };
        if !self.path(&from).exists() {
            return self.new_review();
        }
        if self.path(&to).exists() {
            fs::remove_dir_all(self.path(&to)).unwrap();
        }
        fs::rename(self.path(&from), self.path(&to)).unwrap();
        (format!("folder {from} is {to}"), vec![from, to])
    }

    fn items(&mut self) -> Edit {
        let path = "content/items.yaml";
        let made = self.made;
        let new = format!("\n- id: item-{made}\n  name: Item {made}\n");
        let kind = self.below(3);
        self.change(path, |text| match kind {
            0 => text.replace("name: House blend", &format!("name: House blend {made}")),
            1 => new + text,
            _ => text.replace("- id: house-blend", "- id: house-blend-2"),
        });
        (format!("items, {kind}"), vec![path.to_owned()])
    }

    fn settings(&mut self) -> Edit {
        let (made, kind) = (self.made, self.below(7));
        self.change("site.yaml", |text| {
            let without = |key: &str| {
                let lines = text.lines().filter(|line| !line.starts_with(key));
                lines.fold(String::new(), |all, line| all + line + "\n")
            };
            match kind {
                0 => without("title:") + &format!("title: Café {made}\n"),
                1 => without("page_size:") + &format!("page_size: {}\n", made % 4 + 2),
                2 => without("language:") + ["language: de\n", "language: en\n"][made % 2],
                3 => without("display:") + ["display: {author: initials}\n", ""][made % 2],
                4 => {
                    let order = ["featured", "highest", "oldest", "newest"][made % 4];
                    without("selection:") + &format!("selection: {{order: {order}}}\n")
                }
                5 => without("archives:") + ["archives: [items, tags]\n", ""][made % 2],
                _ => without("base_url:") + ["base_url: https://example.com/sub/\n", ""][made % 2],
            }
        });
        (format!("settings, {kind}"), vec!["site.yaml".to_owned()])
    }

    fn template(&mut self) -> Edit {
        let (made, kind) = (self.made, self.below(4));
        let path =
            ["templates/404.html", "templates/i18n/en.yaml", "templates/components/who.html"];
        let path = path[kind % 3];
        let place = self.path(path);
        if place.exists() && kind == 3 {
            fs::remove_file(place).unwrap();
            return (format!("no {path} any more"), vec![path.to_owned()]);
        }
        let text = match kind % 3 {
            0 => format!("{{% extends \"builtin/404.html\" %}}{{# {made} #}}"),
            1 => format!("menu-reviews: Opinions {made}\n"),
            _ => format!(
                "{{% component who(author: map, source: map) %}}{{{{ author.name }}}} {made}\
                 {{% endcomponent who %}}"
            ),
        };
        self.save(path, &text);
        (format!("template {path}"), vec![path.to_owned()])
    }

    fn tokens(&mut self) -> Edit {
        let path = "templates/static/extra.css";
        let text = format!("p {{ margin: {}px }}\n", self.made);
        self.save(path, &text);
        ("style".to_owned(), vec![path.to_owned()])
    }

    fn photo(&mut self) -> Edit {
        let path = "content/media/photo.png".to_owned();
        let kind = self.below(5);
        if kind == 2 && self.path(&path).exists() {
            fs::remove_file(self.path(&path)).unwrap();
            return ("no photo any more".to_owned(), vec![path]);
        }
        if kind == 3 {
            fs::write(self.path(&path), "no picture at all").unwrap();
            return ("a damaged photo".to_owned(), vec![path]);
        }
        let name = ["clear.png", "dot.png"][kind % 2];
        let from = Path::new(REPOSITORY).join("tests/pictures").join(name);
        fs::copy(from, self.path(&path)).unwrap();
        (format!("photo {name}"), vec![path])
    }

    fn page(&mut self) -> Edit {
        let path = format!("content/pages/page-{}.md", self.below(3));
        if self.path(&path).exists() && self.below(2) == 0 {
            fs::remove_file(self.path(&path)).unwrap();
            return (format!("no {path} any more"), vec![path]);
        }
        let text = format!("---\ntitle: Page {}\nmenu: true\n---\n[Home](/)\n", self.made);
        self.save(&path, &text);
        (format!("page {path}"), vec![path])
    }

    /// A page at an address that the site may want itself, or with a link that may lead nowhere.
    fn address(&mut self) -> Edit {
        let name = ["tags", "Reviews", "reviews/ana-lopez", "assets"][self.below(4)];
        let path = format!("content/pages/{name}.md");
        if self.path(&path).exists() {
            fs::remove_file(self.path(&path)).unwrap();
            return (format!("no {path} any more"), vec![path]);
        }
        let review = self.review();
        let id = Path::new(&review).file_stem().unwrap().to_str().unwrap();
        let text = format!("---\ntitle: Page\n---\n[A review](/reviews/{id}/), [none](/none/)\n");
        self.save(&path, &text);
        (format!("page {path}"), vec![path])
    }

    fn list(&mut self) -> Edit {
        let path = "content/reviews/elsewhere.yaml";
        let made = self.made;
        self.change(path, |text| {
            format!(
                "- id: listed-{made}\n  author: Lia\n  status: approved\n  date: 2026-02-03\n  \
                 source: form\n  rating: 5\n  body: Listed.\n{text}"
            )
        });
        ("list".to_owned(), vec![path.to_owned()])
    }

    /// Something that is wrong, or right again.
    fn fault(&mut self) -> Edit {
        let kind = self.below(4);
        let (path, text) = [
            ("content/testimonials/wrong.md", "---\nrating: 9\nauthor: W\n---\nNo.\n"),
            ("content/testimonials/bento.md", "---\nauthor: Other\nid: ana-lopez\n---\nTwice.\n"),
            ("templates/page.html", "{% extends \"builtin/page.html\" %}{% block x %}"),
            ("templates/policy.html", "{{ nothing.at.all }}"),
        ][kind];
        if kind != 1 && self.path(path).exists() {
            fs::remove_file(self.path(path)).unwrap();
            return (format!("{path} is no longer wrong"), vec![path.to_owned()]);
        }
        self.save(path, text);
        (format!("{path} is wrong"), vec![path.to_owned()])
    }
}
