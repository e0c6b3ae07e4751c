//! `laurels withdraw`: what is gone afterwards, from the records to the last byte of a build.

use std::collections::BTreeSet;

use snapbox::str;

use crate::support::{Site, Tree, html, tree};

const NAME: &str = "Guinevere Xanadu";

/// Words of the review, by the key that they stand in.
const TEXT: &str = "The soup was cold and the *waiter* was nowhere to be seen,\n\
                    so we left before the fish came and ate at home.";
const TITLE: &str = "We left before they brought any of the fish that evening";
const PRO: &str = "A window with a view of the harbour and its boats";

/// A site with a review that shows all that a review can show, beside some others.
fn restaurant() -> Site {
    let picture = include_bytes!("../pictures/turned.jpg");
    let portrait = include_bytes!("../pictures/grey.jpg");
    Site::new()
        .bytes("content/media/dinner.jpg", picture)
        .bytes("content/media/people/gx.jpg", portrait)
        .bytes("content/media/gx.mp4", b"video-of-guinevere")
        .bytes("content/media/gx.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nguinevere speaks\n")
        .bytes("content/media/shared.png", include_bytes!("../pictures/clear.png"))
        .review(
            "guinevere-xanadu",
            &format!(
                "
                author:
                  name: {NAME}  # Ms Xanadu, table four
                  role: Harbour pilot
                  photo: media/people/gx.jpg
                rating: 2
                title: {TITLE}
                pros: [{PRO}]
                media:
                - {{kind: image, src: ./media/dinner.jpg, alt: Dinner}}
                - {{kind: image, src: media/shared.png, alt: Room}}
                - {{kind: video, src: media/gx.mp4, captions: media/gx.vtt, transcript: guinevere speaks}}
                "
            ),
            TEXT,
        )
        .review("bob", "author: Bob Young\nrating: 5\nmedia: [{kind: image, src: media/shared.png, alt: Room}]", "Good.")
        .review("cleo", "author: Cleo Quill\nrating: 4", "Fine.")
}

/// The words of a text, to be compared without its marks.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Fails where a name, or eight words in a row of what was said, is in any file.
#[track_caller]
fn assert_forgotten(files: &Tree) {
    let texts = [TEXT, TITLE, PRO].map(words);
    let rows: BTreeSet<&[String]> = texts.iter().flat_map(|text| text.windows(8)).collect();
    assert!(rows.len() > 15, "too little to look for");
    for (path, bytes) in &files.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in ["guinevere", "xanadu"] {
            assert!(!path.contains(secret) && !text.contains(secret), "`{secret}` is in {path}");
        }
        let words = words(&text);
        let found = words.windows(8).find(|row| rows.contains(row));
        assert!(found.is_none(), "{found:?} is in {path}");
    }
}

/// The pictures and videos among files, by their bytes.
fn pictures(files: &Tree) -> BTreeSet<&[u8]> {
    let is_picture = |path: &str| {
        [".jpg", ".png", ".mp4", ".vtt", ".webp"].iter().any(|end| path.ends_with(end))
    };
    let pictures = files.files.iter().filter(|(path, _)| is_picture(path));
    pictures.map(|(_, bytes)| bytes.as_slice()).collect()
}

#[test]
fn no_word_no_name_and_no_photo_is_left_after_the_next_build() {
    let site = restaurant();
    let built = site.run("build").ok();
    let old = built.output();
    // What the review had for itself: what is shown without it is everybody's.
    let without = restaurant().remove("content/testimonials/guinevere-xanadu.md");
    let others = without.run("build").ok().output();
    let own: Vec<&[u8]> = pictures(&old).difference(&pictures(&others)).copied().collect();
    assert!(own.len() > 3, "the review has too few pictures: {}", own.len());
    let kept = site.tree(".laurels");
    assert!(pictures(&kept).iter().any(|bytes| own.contains(bytes)), "none is kept");
    let listed = |files: &Tree| files.files.keys().any(|path| path.contains("guinevere"));
    assert!(listed(&old), "the review has no page");

    let _ = site.run("withdraw guinevere-xanadu").ok();
    assert_forgotten(&site.tree("content"));
    let _ = site.run("check").ok();
    let new = site.run("build").ok().output();
    let kept = site.tree(".laurels");
    for files in [&new, &kept, &site.tree("content")] {
        assert_forgotten(files);
        let left = pictures(files);
        assert!(own.iter().all(|bytes| !left.contains(bytes)), "a picture is left");
    }
    let photos =
        [&include_bytes!("../pictures/turned.jpg")[..], include_bytes!("../pictures/grey.jpg")];
    let all = site.tree("");
    let is_photo = |bytes: &Vec<u8>| photos.contains(&bytes.as_slice());
    assert!(!all.files.values().any(is_photo), "a photo is left");
    assert!(all.files.contains_key("content/media/shared.png"), "what others use stays");
}

#[test]
fn the_last_photo_of_a_site_is_not_kept_either() {
    let site = Site::new()
        .bytes("content/media/a.jpg", include_bytes!("../pictures/turned.jpg"))
        .review("a", "author: {name: Ana López, photo: media/a.jpg}\nrating: 5", "Good.");
    let _ = site.run("build").ok();
    assert!(site.tree(".laurels").files.keys().any(|path| path.ends_with(".jpg")));
    let _ = site.run("withdraw a").ok();
    let _ = site.run("build").ok();
    let kept = site.tree(".laurels").list();
    assert!(!kept.contains(".jpg") && !kept.contains("avatar"), "{kept}");
}

#[test]
fn the_numbers_of_the_site_do_not_move_unless_the_rating_goes() {
    let numbers = |site: &Site| {
        let page = site.run("build").ok().page("index.html");
        let summary = html::text(html::select(&page, ".summary")[0]);
        // How many of the reviews are shown is said behind the figures.
        summary.split(" 1 of them").next().unwrap().to_owned()
    };
    let (kept, dropped) = (restaurant(), restaurant());
    let before = numbers(&kept);
    assert!(before.contains("3.7"), "{before}");
    let _ = kept.run("withdraw guinevere-xanadu").ok();
    assert_eq!(before, numbers(&kept));
    let _ = dropped.run("withdraw guinevere-xanadu --drop-rating").ok();
    let after = numbers(&dropped);
    assert!(after.contains("4.5") && before != after, "{after}");
    // The rating can go later, too.
    let _ = kept.run("withdraw guinevere-xanadu --drop-rating").ok();
    assert_eq!(after, numbers(&kept));
}

#[test]
fn it_tells_what_was_done_what_is_left_and_what_it_cannot_reach() {
    let site = restaurant()
        .file(
            "content/pages/about.md",
            "
            ---
            title: About
            ---
            We thank guinevere XANADU: the soup was cold and the
            waiter was nowhere. See media/dinner.jpg.
            ",
        )
        .file(
            "content/reviews/cards.yaml",
            "
            # asked by Guinevere Xanadu
            - {author: Dora Zorn, rating: 3, date: 2026-01-01} # by phone
            - {author: Eve Moon, rating: 3, date: 2026-01-01}
            ",
        );
    site.run("withdraw guinevere-xanadu cards-1").ok().prints(str![[r#"
withdrawn `guinevere-xanadu` in content/testimonials/guinevere-xanadu.md, which is content/testimonials/r2c51d434fc.md from now on
withdrawn `cards-1` in content/reviews/cards.yaml
kept content/media/dinner.jpg: it is named in content/pages/about.md
removed content/media/gx.mp4
removed content/media/gx.vtt
removed content/media/people/gx.jpg
kept content/media/shared.png: it is named in content/testimonials/bob.md

"#]]).says(str![[r#"
still in other texts of the site; edit them by hand:
  content/pages/about.md:4: the name
  content/reviews/cards.yaml:1: the name
  content/pages/about.md:4: words of the text
next: `laurels build`, and publish; until then the site shows what it showed
not reached: other output folders, until they are built again; the history of a repository; its clones and forks; caches, also those of hosts and browsers; search engines and archives of the web; snippets that were pasted elsewhere; feeds that were read
to take it out of the history of a Git repository as well: commit and push the withdrawal, then
  git clone ADDRESS fresh && cd fresh
  git filter-repo --invert-paths --path 'content/testimonials/guinevere-xanadu.md' --path 'content/media/gx.mp4' --path 'content/media/gx.vtt' --path 'content/media/people/gx.jpg'
  git filter-repo --replace-text words.txt
  git remote add origin ADDRESS
  git push --force --all && git push --force --tags
words.txt has what must go, as it stands in the files, a line each, such as `Ana López==>[withdrawn]`; a short name goes wherever it stands
last, ask everyone with a clone to clone again, and the host to clear its caches

"#]]);
    assert!(site.tree("content").files.contains_key("media/dinner.jpg"));
    // Who asks by the old name gets an answer.
    site.run("withdraw guinevere-xanadu cards-1")
        .ok()
        .prints(str![[r#"
`r2c51d434fc` is withdrawn already
`cards-1` is withdrawn already

"#]])
        .says(str![]);
    let json = site.run("withdraw cleo --format json").ok().json();
    assert_eq!(json.len(), 1);
    let keys: Vec<&String> = json[0].as_object().unwrap().keys().collect();
    let wanted =
        ["command", "dry_run", "history", "left", "media", "not_reached", "ok", "reviews", "type"];
    assert_eq!(
        keys.into_iter().collect::<BTreeSet<_>>(),
        wanted.map(str::to_owned).iter().collect()
    );
}

#[test]
fn what_was_interrupted_is_finished_by_the_same_command() {
    let whole = restaurant();
    let _ = whole.run("withdraw guinevere-xanadu").ok();
    let wanted = whole.tree("content");
    // Killed when the media were gone: the record still names them.
    let site =
        restaurant().remove("content/media/dinner.jpg").remove("content/media/people/gx.jpg");
    let _ = site.run("withdraw guinevere-xanadu").ok();
    tree::assert_same(&wanted, &site.tree("content"), "killed before the record was replaced");
    // Killed before the file got its new name.
    let renamed = wanted.files.keys().find(|path| path.starts_with("testimonials/r")).unwrap();
    let site = restaurant();
    for path in ["dinner.jpg", "people/gx.jpg", "gx.mp4", "gx.vtt"] {
        std::fs::remove_file(site.path(&format!("content/media/{path}"))).unwrap();
    }
    let site = site.bytes("content/testimonials/guinevere-xanadu.md", &wanted.files[renamed]);
    let _ = site.run("withdraw guinevere-xanadu").ok();
    tree::assert_same(&wanted, &site.tree("content"), "killed before the file was renamed");
}

#[test]
#[cfg(unix)]
fn a_link_gets_its_new_name_and_what_it_leads_to_its_new_text() {
    use std::fs;
    use std::os::unix::fs::symlink;

    let site = restaurant();
    for (path, target) in
        [("testimonials/guinevere-xanadu.md", "linked.md"), ("media/dinner.jpg", "linked.jpg")]
    {
        let (file, target) = (site.path("content").join(path), site.path("..").join(target));
        fs::rename(&file, &target).unwrap();
        symlink(&target, &file).unwrap();
    }
    let seen = site.run("withdraw guinevere-xanadu").ok();
    let told = "removed content/media/dinner.jpg, a link: what it leads to is not touched\n";
    assert!(seen.stdout.contains(told), "{}", seen.stdout);
    let link = site.path("content/testimonials/r2c51d434fc.md");
    assert_eq!(fs::read_link(&link).unwrap(), site.path("../linked.md"));
    let text = site.read("../linked.md");
    assert!(text.starts_with("---\nid: r2c51d434fc\nstatus: withdrawn\n"), "{text}");
    assert_forgotten(&site.tree("content"));
    assert!(site.path("../linked.jpg").exists());
}

#[test]
fn media_that_others_name_in_any_way_are_kept() {
    let photo = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let names = ["by item", "by review", "by template", "by page", "by nobody"];
    let media = names.map(|name| format!("{{kind: image, src: media/{name}.svg, alt: x}}"));
    let site = names
        .iter()
        .fold(Site::new(), |site, name| site.file(&format!("content/media/{name}.svg"), photo));
    let site = site
        .review("it", &format!("rating: 5\nmedia: [{}]", media.join(", ")), "Good.")
        .review(
            "other",
            "media: [{kind: image, src: \"media/by\\u0020review.svg\", alt: x}]",
            "Good.",
        )
        .file("content/items.yaml", "- {id: a, name: A, image: media/by item.svg}")
        .file("content/pages/about.md", "---\ntitle: A\n---\n[photo](../Media/by%20page.svg)")
        .file("templates/components/extra.html", "<img src=\"media/by template.svg\">");
    let seen = site.run("withdraw it").ok();
    let removed: Vec<&str> =
        seen.stdout.lines().filter_map(|line| line.strip_prefix("removed ")).collect();
    assert_eq!(removed, ["content/media/by nobody.svg"]);
    assert!(!site.path("content/media/by nobody.svg").exists());
    assert_eq!(site.tree("content/media").files.len(), 4);
}

#[test]
fn no_path_leads_out_of_the_folder_of_media() {
    let site = Site::new().file("secret.jpg", "kept").file("content/media/own.svg", "<svg/>").file(
        "content/reviews/cards.yaml",
        "
        - id: it
          author: {name: Ana, photo: ../secret.jpg}
          rating: 3
          media:
          - {kind: image, src: media/../../secret.jpg, alt: a}
          - {kind: image, src: /etc/hostname, alt: a}
          - {kind: image, src: media/own.svg, alt: a}
          - {kind: image, src: media, alt: a}
        ",
    );
    let _ = site.run("withdraw it").ok();
    assert_eq!(site.read("secret.jpg"), "kept");
    let files: Vec<String> = site.tree("content").files.into_keys().collect();
    assert_eq!(files, ["reviews/cards.yaml"]);
}

#[test]
fn an_id_without_a_name_stays_and_a_chosen_one_too() {
    let site = Site::new()
        .review("dinner-17", "author: Ana López", "Good.")
        .review("ana-lopez", "id: dinner-18\nauthor: Ana López", "Good.")
        .file(
            "content/reviews/lopez.yaml",
            "
            - {author: Ana López, rating: 5, source: {platform: form, id: 7}}
            - {author: Ana López, rating: 5}
            - {author: Eve Moon, rating: 5}
            ",
        );
    let ids = "dinner-17 dinner-18 form-7 lopez-2 lopez-3";
    site.run(&format!("withdraw {ids}")).ok().says(str![[r#"
no other text of the site has the whole name, or eight words in a row of the text
next: `laurels build`, and publish; until then the site shows what it showed
not reached: other output folders, until they are built again; the history of a repository; its clones and forks; caches, also those of hosts and browsers; search engines and archives of the web; snippets that were pasted elsewhere; feeds that were read
to take it out of the history of a Git repository as well: commit and push the withdrawal, then
  git clone ADDRESS fresh && cd fresh
  git filter-repo --invert-paths --path 'content/testimonials/dinner-17.md' --path 'content/testimonials/ana-lopez.md'
  git filter-repo --replace-text words.txt
  git remote add origin ADDRESS
  git push --force --all && git push --force --tags
words.txt has what must go, as it stands in the files, a line each, such as `Ana López==>[withdrawn]`; a short name goes wherever it stands
keep a copy of content/testimonials/dinner-17.md before and put it back afterwards: the tombstone goes with it
last, ask everyone with a clone to clone again, and the host to clear its caches

"#]]);
    let files: Vec<String> = site.tree("content").files.into_keys().collect();
    let wanted = ["reviews/lopez.yaml", "testimonials/dinner-17.md", "testimonials/dinner-18.md"];
    assert_eq!(files, wanted);
    let list = site.read("content/reviews/lopez.yaml");
    snapbox::assert_data_eq!(
        list,
        str![[r#"
- {status: withdrawn, withdrawn: 2026-11-21, source: {platform: form, id: "7"}, rating: 5}
- {id: rcdef74f219, status: withdrawn, withdrawn: 2026-11-21, rating: 5}
- {id: lopez-3, status: withdrawn, withdrawn: 2026-11-21, rating: 5}

"#]]
    );
    let _ = site.run("check").ok();
}

#[test]
fn one_that_comes_back_is_told_and_can_be_taken_back_again() {
    let site = Site::new().review("ana-lopez", "author: Ana López\nrating: 2", "Cold coffee.");
    let path = "content/testimonials/ana-lopez.md";
    let text = site.read(path);
    site.run("withdraw ana-lopez").ok();
    site.run("build").ok();
    let site = site.bytes(path, text.as_bytes());
    let told = site.run("build").fails(1);
    assert!(told.stderr.contains("error[id-withdrawn]"), "{}", told.stderr);
    site.run("withdraw ana-lopez").ok();
    assert!(!site.path(path).exists());
    site.run("build").ok();
}

#[test]
fn what_a_killed_run_left_behind_is_removed_by_the_next() {
    let site = Site::new()
        .review("ana-lopez", "author: Ana López\nrating: 2", "Cold coffee.")
        .file("content/testimonials/.tmpA1b2C3", "words of others")
        .file("content/testimonials/.tmp-notes", "somebody's own");
    site.run("withdraw ana-lopez").ok();
    assert!(!site.path("content/testimonials/.tmpA1b2C3").exists());
    assert!(site.path("content/testimonials/.tmp-notes").exists());
}
