//! `laurels theme`: the layers of a site's theme, and a file of them as the site's own.

use std::collections::BTreeSet;

use snapbox::str;

use crate::support::{Site, tree};

/// A site with a theme, and one file of its own.
fn layered() -> Site {
    Site::new()
        .review("ana", "rating: 5\ndate: 2026-03-14", "Good work.")
        .config("theme: harbour")
        .file("themes/harbour/theme.yaml", "name: harbour\nversion: 1.2\n")
        .file("themes/harbour/tokens.yaml", "gap: 1rem\n")
        .file(
            "themes/harbour/components/day.html",
            "{% component day(day: map) %}{{ day.iso }}{% endcomponent day %}",
        )
        .file("themes/harbour/notes.md", "Not a part of the theme.")
        .file(
            "templates/components/day.html",
            "{% component day(day: map) %}{{ day.text }}{% endcomponent day %}",
        )
}

#[test]
fn layers_are_listed_with_their_files_and_which_of_them_is_used() {
    let site = layered();
    let listed = site.run("theme list").ok();
    let upper = listed.stdout.split_once("the built-in theme").unwrap().0.to_owned();
    listed.compare("the upper layers", &upper, str![[r#"
the site's own `templates/`
  components/day.html                hides themes/harbour/components/day.html, built-in themes/classic/components/day.html
the theme `harbour`, version 1.2
  components/day.html                hidden by templates/components/day.html
  theme.yaml                         value by value over built-in themes/classic/theme.yaml
  tokens.yaml                        value by value over built-in themes/classic/tokens.yaml

"#]]);
    assert!(listed.stdout.contains(
        "  components/day.html                hidden by templates/components/day.html\n"
    ));

    let result = site.run("theme list --format json").ok().json().pop().unwrap();
    assert_eq!(result["command"], "theme list");
    let layers = result["layers"].as_array().unwrap();
    let origins: Vec<&str> = layers.iter().map(|layer| layer["origin"].as_str().unwrap()).collect();
    assert_eq!(origins, ["site", "theme", "built-in"]);
    let day = &layers[0]["files"][0];
    assert_eq!((&day["name"], &day["state"]), (&"components/day.html".into(), &"used".into()));
    assert_eq!(
        day["hides"],
        serde_json::json!([
            "themes/harbour/components/day.html",
            "built-in themes/classic/components/day.html"
        ])
    );
    assert_eq!(layers[1]["files"].as_array().unwrap().len(), 3, "notes are no part of a theme");
    for format in ["short", "github"] {
        assert_eq!(site.run(&format!("theme list --format {format}")).ok().stdout, listed.stdout);
    }
}

#[test]
fn a_component_is_used_by_its_name_whatever_its_file_is_called() {
    let day = "{% component day(day: map) %}{{ day.text }}{% endcomponent day %}";
    let site = Site::fixture("small").file("templates/components/days.html", day);
    let result = site.run("theme list --format json").ok().json().pop().unwrap();
    let file = |layer: usize, name: &str| {
        let files = result["layers"][layer]["files"].as_array().unwrap();
        files.iter().find(|file| file["name"] == name).unwrap().clone()
    };
    let own = file(0, "components/days.html");
    assert_eq!(own["hides"], serde_json::json!(["built-in themes/classic/components/day.html"]));
    assert_eq!(file(1, "components/day.html")["state"], "hidden");
    let listed = site.run("theme list").ok();
    assert!(listed.stdout.contains("hidden by templates/components/days.html"), "{listed:?}");
}

#[test]
fn settings_are_listed_with_their_values_below_the_headings_of_their_themes() {
    let site = Site::fixture("small").config("theme: harbour\nsettings: {style: midnight}").file(
        "themes/harbour/theme.yaml",
        "settings:\n- {id: boats, type: number, label: Boats, group: Quay}\n\
             - {id: layout, type: select, default: grid}\n",
    );
    let listed = site.run("theme list").ok();
    let settings = &listed.stdout[listed.stdout.find("the `settings:`").unwrap()..];
    listed.compare(
        "the settings",
        settings,
        str![[r#"
the `settings:` of site.yaml
  Look
    style            midnight         Style (default, midnight, mono, paper)
    scheme           system           Light or dark (system, light, dark)
    accent           not set          Accent colour
  Wall
    layout           grid             Layout of the wall (columns, grid)
  Quay
    boats            not set          Boats

"#]],
    );
    let result = site.run("theme list --format json").ok().json().pop().unwrap();
    let boats = serde_json::json!({
        "id": "boats", "type": "number", "group": "Quay", "label": "Boats", "help": null,
        "options": [], "value": null,
    });
    let settings = result["settings"].as_array().unwrap();
    assert!(settings.contains(&boats), "{settings:?}");
}

#[test]
fn a_copied_file_changes_nothing_and_says_where_it_comes_from() {
    let site = Site::fixture("small")
        .config("theme: harbour\nsettings: {style: midnight, accent: \"#2443a8\"}")
        .file("themes/harbour/theme.yaml", "name: harbour\nversion: \"1.2\"\n")
        .file("themes/harbour/tokens.yaml", "gap: 1rem\nradius: 1px\n")
        .file("themes/harbour/static/extra.txt", "A file without comments.\n");
    let built = |site: &Site| {
        let mut output = site.run("build").ok().output();
        // The record of the output tells of its inputs.
        output.files.retain(|path, _| !path.starts_with('.'));
        output
    };
    let before = built(&site);
    let listed = site.run("theme list --format json").ok().json().pop().unwrap();
    let themes = &listed["layers"].as_array().unwrap()[1..];
    let files = themes.iter().flat_map(|layer| layer["files"].as_array().unwrap());
    let names: BTreeSet<&str> = files.map(|file| file["name"].as_str().unwrap()).collect();
    assert!(names.len() > 40, "{names:?}");
    for name in names.into_iter().filter(|name| *name != "theme.yaml") {
        site.run(&format!("theme eject {name}")).ok();
        let target = format!("templates/{}", name.strip_prefix("templates/").unwrap_or(name));
        let first = site.read(&target).lines().next().unwrap().to_owned();
        let origin = match name {
            "tokens.yaml" => {
                "Copied from `tokens.yaml` of the theme harbour, version 1.2.".to_owned()
            }
            "static/extra.txt" => "A file without comments.".to_owned(),
            _ => format!("Copied from `{name}` of the theme classic, version "),
        };
        assert!(first.contains(&origin), "{name}: {first}");
        if name.starts_with("static/") && first.contains("Copied from") {
            // A published file with another comment has another address.
            let own = site.read(&target).replacen(&format!("{first}\n"), "", 1);
            let target = site.path(&target);
            std::fs::write(target, own).unwrap();
        }
        tree::assert_same(&before, &built(&site), name);
    }
}

#[test]
fn a_file_is_found_by_a_short_name_and_never_overwritten() {
    let site = layered().file("themes/harbour/static/reply.css", "p {}\n");
    site.run("theme eject card")
        .ok()
        .prints(str![[r#"
wrote templates/components/card.html

"#]])
        .says(str![[r#"
it is used in place of the one of the theme `classic`

"#]]);
    let site = site.edit("templates/components/card.html", |text| text.to_owned() + "\n");
    let kept = site.read("templates/components/card.html");
    site.run("theme eject components/card.html").fails(2).says(str![[r#"
error[usage]: `templates/components/card.html` exists already
   = hint: change that file, or remove it first


"#]]);
    site.run("theme eject day").fails(2).says(str![[r#"
error[usage]: `templates/components/day.html` exists already
   = hint: change that file, or remove it first


"#]]);
    assert_eq!(site.read("templates/components/card.html"), kept);
    site.run("theme eject wall.html").ok().prints(str![[r#"
wrote templates/wall.html

"#]]);
    site.run("theme eject crad").fails(2).says(str![[r#"
error[usage]: no theme of this site has a file `crad`
   = hint: did you mean `card`? `laurels theme list` lists all files


"#]]);
    site.run("theme eject reply").fails(2).says(str![[r#"
error[usage]: several files are called `reply`
   = hint: one of `components/reply.html`, `static/reply.css`


"#]]);
    site.run("theme eject nothing-at-all").fails(2).says(str![[r#"
error[usage]: no theme of this site has a file `nothing-at-all`
   = hint: `laurels theme list` lists all files


"#]]);
    let broken = site.edit("themes/harbour/theme.yaml", |_| "parent: hrbour\n".to_owned());
    let refused = broken.run("theme eject bars").fails(1);
    assert!(refused.stderr.contains("error[unknown-theme]"), "{}", refused.stderr);
    assert!(!broken.path("templates/components/bars.html").exists());
    let site = broken.edit("themes/harbour/theme.yaml", |_| "version: 1.2\n".to_owned());
    site.run("theme eject theme.yaml").fails(2).says(str![[r#"
error[usage]: no theme of this site has a file `theme.yaml`
   = hint: `laurels theme list` lists all files


"#]]);
    let copied = site.run("theme eject tokens --format json").ok().json().pop().unwrap();
    assert_eq!(copied["path"], "templates/tokens.yaml");
    assert_eq!((&copied["theme"], &copied["version"]), (&"harbour".into(), &"1.2".into()));
}

/// Badges are the one template that is no HTML: it is copied, takes part, and its faults are told.
#[test]
fn the_template_of_badges_can_be_replaced() {
    let site = Site::fixture("small");
    site.run("theme eject badge.svg").ok();
    let copied = site.read("templates/badge.svg");
    assert!(copied.starts_with("{#- Copied from `templates/badge.svg`"), "{copied}");
    site.run("check --strict").ok();
    let site = site.file("templates/badge.svg", "<svg>{% if %}</svg>");
    let checked = site.run("check").fails(1);
    assert!(checked.stderr.contains("templates/badge.svg:1:"), "{checked:?}");
    let elsewhere = Site::fixture("small").file("templates/components/badge.svg", "<svg/>");
    let checked = elsewhere.run("check").ok();
    assert!(checked.stderr.contains("did you mean `badge.svg`?"), "{checked:?}");
}
