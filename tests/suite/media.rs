//! Photos, drawings and videos: what is made of them, what is left out, and what is kept.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use image::{DynamicImage, GenericImageView, ImageDecoder, Rgb, RgbImage};
use laurels::media::Making;
use laurels::pipeline::{self, Request, Snapshot};
use proptest::prelude::*;
use snapbox::str;
use xxhash_rust::xxh3::xxh3_64;

use crate::support::site::REPOSITORY;
use crate::support::{Site, Tree, tree};

/// Prints every picture of a review, a line each.
const PICTURES: &str = r#"
{% for medium in review.after.media -%}
{% set shown = medium.file -%}
{{ medium.alt }}: {{ shown.url }} {{ shown.kind }}
{%- if shown.width %} {{ shown.width }} x {{ shown.height }}{% endif %}
{%- if shown.srcset %} [{{ shown.srcset }}]{% endif %}
{% endfor -%}
"#;

fn picture(name: &str) -> Vec<u8> {
    fs::read(Path::new(REPOSITORY).join("tests/pictures").join(name)).unwrap()
}

/// A site whose only review shows these pictures of `tests/pictures/`.
fn showing(names: &[&str]) -> Site {
    let media = names.iter().map(|name| format!("  - {{src: media/{name}, alt: {name}}}\n"));
    let site =
        Site::new().review("ana", &format!("media:\n{}", media.collect::<String>()), "Good.");
    let put =
        |site: Site, name: &&str| site.bytes(&format!("content/media/{name}"), &picture(name));
    names.iter().fold(site, put).file("templates/review.html", PICTURES)
}

/// The published files that are pictures, by their paths.
fn published(output: &Tree) -> Vec<(&str, &[u8])> {
    // Those of the theme keep their names.
    let is_picture = |path: &str| {
        let name = path.strip_prefix("assets/").unwrap_or_default();
        name.len() > 16 && name.bytes().take(16).all(|byte| byte.is_ascii_hexdigit())
    };
    let files = output.files.iter().filter(|(path, _)| is_picture(path));
    files.map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect()
}

fn opened(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

/// A photo of noise, which does not get small.
pub fn noise(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let pixels = RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = state.to_be_bytes();
        Rgb([red, green, blue])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[test]
fn every_kind_of_picture_is_shown_with_its_size() {
    let names = [
        "avif.avif",
        "clear.png",
        "colours-16.png",
        "dot.png",
        "drawing.png",
        "drawing.svg",
        "grey-16.png",
        "grey.jpg",
        "layers.jpg",
        "line.png",
        "moving.gif",
        "moving.webp",
        "no-size.svg",
        "opaque.webp",
        "print.jpg",
        "really-a.png.jpg",
        "turned.jpg",
        "turned.png",
        "turned.webp",
        "usual-colours.jpg",
        "wide-colours.jpg",
        "wide.jpg",
    ];
    let site = showing(&names);
    let seen = site.run("build").ok();
    seen.file("reviews/ana/index.html", str![[r#"
avif.avif: /assets/[HASH].avif image/avif 40 x 30
clear.png: /assets/[HASH]-32.png image/png 32 x 32
colours-16.png: /assets/[HASH]-20.png image/png 20 x 10
dot.png: /assets/[HASH]-1.png image/png 1 x 1
drawing.png: /assets/[HASH]-20.png image/png 20 x 10
drawing.svg: /assets/[HASH].svg image/svg+xml 30 x 20
grey-16.png: /assets/[HASH]-20.png image/png 20 x 10
grey.jpg: /assets/[HASH]-40.jpg image/jpeg 40 x 30
layers.jpg: /assets/[HASH]-40.jpg image/jpeg 40 x 30
line.png: /assets/[HASH]-1.png image/png 1 x 3840
moving.gif: /assets/[HASH].gif image/gif 16 x 12
moving.webp: /assets/[HASH]-16.jpg image/jpeg 16 x 12
no-size.svg: /assets/[HASH].svg image/svg+xml
opaque.webp: /assets/[HASH]-20.jpg image/jpeg 20 x 20
print.jpg: /assets/[HASH]-40.jpg image/jpeg 40 x 30
really-a.png.jpg: /assets/[HASH]-12.png image/png 12 x 12
turned.jpg: /assets/[HASH]-12.jpg image/jpeg 12 x 24
turned.png: /assets/[HASH]-12.png image/png 12 x 24
turned.webp: /assets/[HASH]-12.jpg image/jpeg 12 x 24
usual-colours.jpg: /assets/[HASH]-40.jpg image/jpeg 40 x 30
wide-colours.jpg: /assets/[HASH]-40.jpg image/jpeg 40 x 30
wide.jpg: /assets/[HASH]-480.jpg image/jpeg 960 x 19 [/assets/[HASH]-480.jpg 480w, /assets/[HASH]-960.jpg 960w]

"#]]);
    let output = seen.output();
    for (path, bytes) in published(&output) {
        let is_copied = [".svg", ".gif", ".avif"].iter().any(|end| path.ends_with(end));
        let hash = path.trim_start_matches("assets/").split(['-', '.']).next().unwrap();
        assert_eq!(hash, format!("{:016x}", xxh3_64(bytes)), "{path} is not named by its content");
        if !is_copied {
            let width = path.rsplit_once('-').unwrap().1.split('.').next().unwrap();
            assert_eq!(width, opened(bytes).width().to_string(), "{path}");
        }
    }
}

#[test]
fn a_face_is_a_square_from_the_middle_and_a_logo_is_whole() {
    let thirds = RgbImage::from_fn(300, 100, |x, _| {
        Rgb(if (100..200).contains(&x) { [20, 200, 20] } else { [200, 20, 20] })
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    thirds.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let site = Site::new()
        .config("business: {name: Sol, logo: media/logo.png}")
        .bytes("content/media/ana.png", bytes.get_ref())
        .bytes("content/media/logo.png", &noise(1000, 500, 1))
        .review("ana", "author: {name: Ana, photo: media/ana.png}", "Good.");
    let output = site.run("build").ok().output();
    let mut sizes = Vec::new();
    for (path, bytes) in published(&output) {
        let shown = opened(bytes);
        sizes.push((shown.dimensions(), path.rsplit_once('.').unwrap().1));
        if shown.width() == shown.height() {
            for (x, y) in [(1, 1), (shown.width() - 2, 1), (1, shown.height() - 2)] {
                let [red, green, ..] = shown.get_pixel(x, y).0;
                assert!(green > 150 && red < 80, "{path} is not cut from the middle");
            }
        }
    }
    sizes.sort_unstable();
    let expected = [((64, 64), "png"), ((96, 48), "jpg"), ((100, 100), "png"), ((192, 96), "jpg")];
    assert_eq!(sizes, expected);
}

#[test]
fn what_a_camera_wrote_is_gone_and_the_picture_is_upright() {
    let names = ["turned.jpg", "turned.png", "turned.webp"];
    for name in names {
        let bytes = picture(name);
        assert!(memchr::memmem::find(&bytes, b"secret").is_some(), "{name} has nothing to hide");
    }
    let output = showing(&names).run("build").ok().output();
    let shown = published(&output);
    assert_eq!(shown.len(), names.len());
    for (path, bytes) in shown {
        for word in ["secret", "Exif", "GPS", "xmp", "Comment"] {
            let found = memchr::memmem::find(bytes, word.as_bytes());
            assert!(found.is_none(), "{path} says `{word}`");
        }
        // As it is stored, red is on the left; the camera was held upright.
        let shown = opened(bytes);
        assert_eq!(shown.dimensions(), (12, 24), "{path}");
        let ([above, ..], [below, ..]) = (shown.get_pixel(6, 3).0, shown.get_pixel(6, 20).0);
        assert!(above > 180 && below < 80, "{path} is upside down");
    }
}

#[test]
fn colours_stay_what_they_are() {
    let profile = |bytes: &[u8]| {
        let reader = image::ImageReader::new(std::io::Cursor::new(bytes));
        let mut decoder = reader.with_guessed_format().unwrap().into_decoder().unwrap();
        decoder.icc_profile().unwrap()
    };
    let shown = |name: &str| {
        let output = showing(&[name]).run("build").ok().output();
        published(&output)[0].1.to_vec()
    };
    let wide = profile(&picture("wide-colours.jpg"));
    assert!(wide.is_some() && profile(&shown("wide-colours.jpg")) == wide);
    assert!(profile(&picture("usual-colours.jpg")).is_some());
    assert_eq!(profile(&shown("usual-colours.jpg")), None, "browsers take sRGB for granted");
    for name in ["print.jpg", "grey.jpg", "colours-16.png", "clear.png", "opaque.webp"] {
        let (before, after) = (opened(&picture(name)).to_rgba8(), opened(&shown(name)).to_rgba8());
        assert_eq!(before.dimensions(), after.dimensions(), "{name}");
        let far = before.pixels().zip(after.pixels()).filter(|(before, after)| {
            let pairs = before.0.iter().zip(after.0);
            before.0[3] > 0 && pairs.into_iter().any(|(before, after)| before.abs_diff(after) > 24)
        });
        assert!(far.count() * 50 < (before.width() * before.height()) as usize, "{name}");
    }
}

#[test]
fn nobody_sees_the_photo_that_the_owner_saved() {
    let photo = noise(1100, 700, 3);
    let site = showing(&[]).bytes("content/media/ana.jpg", &photo).review(
        "ana",
        "author: {name: Ana, photo: media/ana.jpg}\nmedia: [{src: media/ana.jpg, alt: Ana}]",
        "Good.",
    );
    let output = site.run("build").ok().output();
    assert!(!output.files.values().any(|bytes| *bytes == photo));
    let sizes: BTreeSet<_> =
        published(&output).iter().map(|(_, bytes)| opened(bytes).dimensions()).collect();
    assert_eq!(sizes, BTreeSet::from([(64, 64), (128, 128), (480, 305), (960, 611)]));
}

#[test]
fn a_shared_page_has_its_own_picture_or_that_of_its_site() {
    let shared = "{% if page.image %}{{ page.image.url }} {{ page.image.width }} x \
                  {{ page.image.height }}{% endif %}\n";
    let site = Site::new()
        .config("business: {name: Sol, logo: media/logo.png}\narchives: [items]")
        .bytes("content/media/logo.png", &noise(300, 50, 1))
        .bytes("content/media/item.jpg", &noise(20, 30, 2))
        .bytes("content/media/photo.jpg", &noise(40, 30, 3))
        .bytes("content/media/drawing.svg", &picture("drawing.svg"))
        .file("content/items.yaml", "- {id: mug, name: Mug, image: media/item.jpg}\n")
        .review("own", "item: mug\nmedia: [{src: media/photo.jpg, alt: A}]", "Good.")
        .review("item", "item: mug\nmedia: [{src: media/drawing.svg, alt: A}]", "Good.")
        .review("none", "", "Good.")
        .file("templates/review.html", shared)
        .file("templates/archive.html", shared);
    let seen = site.run("build").ok();
    for (page, size) in [
        ("reviews/own/", "40 x 30"),
        ("reviews/item/", "20 x 30"),
        ("reviews/none/", "300 x 50"),
        ("items/mug/", "20 x 30"),
    ] {
        let text = seen.text(&format!("{page}index.html"));
        let (url, shown) = text.trim().split_once(' ').unwrap();
        assert_eq!(shown, size, "{page}");
        let path = url.strip_prefix("https://reviews.example.com/").unwrap();
        assert!(seen.output().files.contains_key(path), "{url}");
    }
}

/// Understands a site in this process, so that it can be asked what it did.
fn understood(site: &Site, making: Making) -> Snapshot {
    let (path, today) = (site.path(""), "2026-11-21".parse().unwrap());
    let request = Request {
        site: path,
        today,
        drafts: false,
        base_url: None,
        names: false,
        media: making,
        local: false,
    };
    pipeline::understand(pipeline::read(&request).unwrap(), &request)
}

/// A site with so many photos, none like another.
pub fn gallery(photos: u32) -> Site {
    (0..photos).fold(Site::new(), |site, number| {
        let keys = format!("author: {{name: Ana, photo: media/{number}.jpg}}");
        site.bytes(&format!("content/media/{number}.jpg"), &noise(150, 140, number)).review(
            &format!("r{number}"),
            &keys,
            "Good.",
        )
    })
}

#[test]
fn a_photo_is_opened_once() {
    let site = gallery(200);
    assert_eq!(understood(&site, Making::Trial).plan.media.opened(), 200, "nothing is kept yet");
    let _ = site.run("build").ok();
    let before = site.tree("dist");
    for making in [Making::Trial, Making::Files] {
        assert_eq!(understood(&site, making).plan.media.opened(), 0);
    }
    let site = site
        .edit("content/testimonials/r7.md", |text| text.replace("Good.", "Very good."))
        .bytes("content/media/7.jpg", &noise(150, 140, 7777));
    assert_eq!(understood(&site, Making::Files).plan.media.opened(), 1);
    let site = site
        .edit("content/testimonials/r7.md", |text| text.replace("Very good.", "Good."))
        .bytes("content/media/7.jpg", &noise(150, 140, 7));
    let _ = site.run("build").ok();
    tree::assert_same(&before, &site.tree("dist"), "after a change and back");
}

#[test]
fn what_is_kept_goes_with_the_photo() {
    let site = gallery(3);
    let _ = site.run("build").ok();
    let kept = site.tree(".laurels/media");
    // As a version of Laurels with other sizes would have left it.
    let records = kept.files.keys().filter(|name| name.ends_with(".json"));
    let put = |site: Site, record: &String| {
        site.bytes(&format!(".laurels/media/{}", record.replace(".json", "-77.jpg")), b"stale")
    };
    let site = records
        .fold(site, put)
        .bytes(".laurels/media/.tmpA1b2C3", b"a build was killed here")
        .bytes(".laurels/media/notes.txt", b"not ours")
        .remove("content/testimonials/r1.md")
        .remove("content/media/1.jpg");
    let _ = site.run("check").ok();
    assert!(site.tree(".laurels/media").files.len() > kept.files.len(), "`check` writes nothing");
    let _ = site.run("build").ok();
    let left = site.tree(".laurels/media");
    assert_eq!(left.files.len(), 1 + 2 * 3, "{}", left.list());
    assert!(left.files.keys().all(|path| kept.files.contains_key(path)), "{}", left.list());
    assert_eq!(understood(&site, Making::Files).plan.media.opened(), 0);
}

/// What happens to the bytes of a file.
type Damage = fn(&[u8]) -> Vec<u8>;

#[test]
fn what_is_damaged_in_the_cache_is_made_again() {
    let site = gallery(1);
    let _ = site.run("build").ok();
    let (output, kept) = (site.tree("dist"), site.tree(".laurels/media"));
    let damages: [Damage; 4] = [
        |_| Vec::new(),
        |bytes| bytes[..bytes.len() / 2].to_vec(),
        |bytes| bytes.iter().map(|byte| if *byte == b'8' { b'9' } else { *byte }).collect(),
        |bytes| bytes.iter().map(|byte| byte ^ 1).collect(),
    ];
    for (name, bytes) in kept.files.iter().filter(|(name, _)| *name != "lock") {
        for damage in damages {
            let damaged = damage(bytes);
            if damaged == *bytes {
                continue;
            }
            let path = format!(".laurels/media/{name}");
            fs::write(site.path(&path), &damaged).unwrap();
            fs::remove_dir_all(site.path("dist")).unwrap();
            let _ = site.run("build").ok();
            tree::assert_same(&output, &site.tree("dist"), &path);
            tree::assert_same(&kept, &site.tree(".laurels/media"), &path);
        }
    }
}

#[test]
fn a_build_works_where_nothing_can_be_kept() {
    let site = gallery(2);
    let _ = site.run("build").ok();
    let output = site.tree("dist");
    // A file stands where the folder has to be.
    let site = site.remove("dist").remove(".laurels/media").file(".laurels/media", "in the way\n");
    let _ = site.run("build").ok();
    tree::assert_same(&output, &site.tree("dist"), "without a cache");
    assert_eq!(site.read(".laurels/media"), "in the way\n");
}

#[test]
fn check_writes_nothing() {
    let site = gallery(2);
    let before = site.tree("");
    let _ = site.run("check").ok();
    tree::assert_same(&before, &site.tree(""), "after `check`");
    let _ = site.run("list").ok();
    tree::assert_same(&before, &site.tree(""), "after `list`");
}

#[test]
fn several_builds_of_a_site_share_what_is_kept() {
    let site = gallery(12);
    let _ = site.run("build").ok();
    let expected = site.tree("dist");
    let outs = ["one", "two", "three", "four"];
    let site = site.remove(".laurels");
    std::thread::scope(|scope| {
        for out in outs {
            let site = &site;
            let mut command = site.command(&format!("build --out {out}"));
            scope.spawn(move || assert!(command.output().unwrap().status.success(), "{out}"));
        }
    });
    for out in outs {
        tree::assert_same(&expected, &site.tree(out), out);
    }
}

/// A picture that says of itself that it has nearly as many pixels as it may have takes a while
/// without optimisation.
const LONGEST: Duration = Duration::from_mins(1);

/// Pictures that a mutation starts from.
const SEEDS: [&str; 12] = [
    "avif.avif",
    "clear.png",
    "colours-16.png",
    "drawing.svg",
    "grey.jpg",
    "layers.jpg",
    "moving.gif",
    "moving.webp",
    "opaque.webp",
    "print.jpg",
    "turned.jpg",
    "wide-colours.jpg",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_picture_stops_the_program_or_keeps_it_waiting(
        seed in 0..SEEDS.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        end in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = picture(SEEDS[seed]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        let site = Site::new()
            .bytes("content/media/a.png", &bytes)
            .review("a", "author: {name: Ana, photo: media/a.png}\nmedia: [{src: media/a.png, alt: A}]", "");
        let started = Instant::now();
        let snapshot = understood(&site, Making::Trial);
        prop_assert!(started.elapsed() < LONGEST);
        let problems = snapshot.diagnostics.as_slice().iter();
        let told = problems.filter(|problem| problem.code.starts_with("picture-")).count();
        let shown = snapshot.plan.media.files().len();
        prop_assert!(told == 2 && shown == 0 || told == 0 && shown > 0, "{told} told, {shown} shown");
    }
}
