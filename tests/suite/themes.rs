//! Settings, tokens and styles of themes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::Site;
use crate::support::site::REPOSITORY;

/// A site with one review.
fn site() -> Site {
    Site::new().review("ana", "rating: 5\ndate: 2026-03-14", "Good work.")
}

/// The one style sheet that a site publishes.
fn style(site: &Site) -> String {
    let output = site.run("build").ok().output();
    let sheets: Vec<(&str, &str)> = output.texts(".css").collect();
    assert_eq!(sheets.len(), 1, "one style sheet is published");
    sheets[0].1.to_owned()
}

/// The tokens of a style sheet, each with its value in light and dark.
fn tokens(style: &str) -> BTreeMap<String, [String; 2]> {
    let (_, rest) = style.split_once("@layer tokens{:root{").expect("the tokens stand in front");
    let (rules, _) = rest.split_once("}}").unwrap();
    let token = |rule: &str| {
        let (name, value) = rule.split_once(':').unwrap();
        let both = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
        let [light, dark] = both.map_or([value; 2], |both| both.split_once(',').unwrap().into());
        let name = name.strip_prefix("--l-").unwrap();
        (name.to_owned(), [light.to_owned(), dark.to_owned()])
    };
    rules.split_terminator(';').map(token).collect()
}

/// The contrast of two colours, read off the formula of WCAG 2.2.
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| {
        let light = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * light(1) + 0.7152 * light(3) + 0.0722 * light(5) + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

#[test]
fn a_child_theme_of_ten_lines_changes_colours_and_one_component() {
    let site = site()
        .config("theme: harbour")
        .file("themes/harbour/theme.yaml", "name: harbour\nversion: 1.2\n")
        .file(
            "themes/harbour/tokens.yaml",
            "accent: {light: \"#0b4f6c\", dark: \"#9bd3e8\"}\nradius: 0\n",
        )
        .file(
            "themes/harbour/components/day.html",
            "{% component day(day: map) -%}\n<time class=\"mine\">{{ day.iso }}</time>\n{%- endcomponent day %}\n",
        );
    let seen = site.run("build").ok();
    assert!(seen.text("index.html").contains("<time class=\"mine\">2026-03-14</time>"));
    let own = tokens(&style(&site));
    let plain = tokens(&style(&self::site()));
    assert_eq!(own["accent"], ["#0b4f6c", "#9bd3e8"]);
    assert_eq!(own["radius"], ["0", "0"]);
    let others = plain.iter().filter(|(name, _)| !["accent", "radius"].contains(&name.as_str()));
    assert!(others.clone().count() > 10);
    for (name, value) in others {
        assert_eq!(&own[name], value, "{name}");
    }
}

#[test]
fn a_setting_arrives_in_templates_with_its_type_or_its_default() {
    let declared = "
settings:
  - {id: tint, type: color}
  - {id: size, type: select, options: [s, m]}
  - {id: flag, type: bool, default: true}
  - {id: off, type: bool}
  - {id: few, type: number, default: 3}
  - {id: share, type: number}
  - {id: greeting, type: text, default: Hello}
  - {id: silent, type: text}
  - {id: sign, type: image}
  - {id: none, type: image}
";
    let template = r#"{% extends "builtin/404.html" %}{% block main %}<pre>
{%- set it = site.settings -%}
{{ it.tint }}|{{ it.size }}|{{ it.flag is bool }}{{ it.flag }}|{{ it.off is bool }}{{ it.off }}
{{ it.few is integer }}{{ it.few + 1 }}|{{ it.share is float }}{{ it.share }}|{{ it.greeting }}
{{ it.silent is string }}({{ it.silent }})|{{ it.none is none }}
{{ it.sign.url }}|{{ it.sign.kind }}</pre>{% endblock main %}"#;
    let site = site()
        .config("settings: {tint: \"#0B4\", share: 0.5, greeting: \"<b> &\", sign: media/sign.svg}")
        .bytes("content/media/sign.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("templates/theme.yaml", declared)
        .file("templates/404.html", template);
    let seen = site.run("build").ok();
    let page = seen.text("404.html");
    let printed = page.split("<pre>").nth(1).unwrap().split("</pre>").next().unwrap().to_owned();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "#00bb44|s|truetrue|truefalse");
    assert_eq!(lines[1], "true4|true0.5|&lt;b&gt; &amp;");
    assert_eq!(lines[2], "true()|true");
    let (url, kind) = lines[3].split_once('|').unwrap();
    assert_eq!(kind, "image/svg+xml");
    assert!(seen.output().files.contains_key(url.trim_start_matches('/')), "{url}");
}

#[test]
fn a_child_changes_a_setting_of_its_parent_and_keeps_the_rest_of_it() {
    let site = site()
        .config("theme: child")
        .file("themes/child/theme.yaml", "parent: mother\nsettings: [{id: size, default: m}]")
        .file(
            "themes/mother/theme.yaml",
            "settings: [{id: size, type: select, options: [s, m], default: s}]",
        )
        .file("templates/404.html", "({{ site.settings.size }} {{ site.settings.layout }})");
    assert_eq!(site.run("build").ok().text("404.html"), "(m columns)");
}

#[test]
fn one_colour_is_enough_for_light_and_dark() {
    // Dark, light, without any hue, and one that no text of its own can stand on.
    for colour in ["#0b4f6c", "#ffd400", "#777777", "#000000", "#ffffff", "#c2185b"] {
        for style_name in ["default", "midnight", "mono", "paper"] {
            let site =
                site().config(&format!("settings: {{accent: \"{colour}\", style: {style_name}}}"));
            let tokens = tokens(&style(&site));
            let [light, dark] = &tokens["accent"];
            assert_eq!(light, colour);
            for ground in ["paper", "card"] {
                let ratio = contrast(dark, &tokens[ground][1]);
                assert!(ratio >= 4.5, "{style_name}: {colour} became {dark}, {ratio} on {ground}");
            }
            for (scheme, accent) in [light, dark].into_iter().enumerate() {
                let ratio = contrast(&tokens["on-accent"][scheme], accent);
                assert!(ratio >= 4.5, "{style_name}: the text on {accent} has {ratio}");
            }
        }
    }
}

#[test]
fn a_colour_that_a_warning_names_would_do() {
    for colour in ["#e8590c", "#ff9900", "#ffff00", "#9bd3ff", "#ffffff"] {
        let with = |colour: &str| site().config(&format!("settings: {{accent: \"{colour}\"}}"));
        let told = with(colour).run("check").ok().stderr.clone();
        let hint = told.split("hint: `\"").nth(1).unwrap_or_else(|| panic!("{told}"));
        with(hint.split('"').next().unwrap()).run("check --strict").ok();
        let tokens =
            |value: &str| site().file("templates/tokens.yaml", &format!("star: {value}\n"));
        let told = tokens(&format!("\"{colour}\"")).run("check").ok().stderr.clone();
        let Some((_, hint)) = told.split_once("hint: `") else { continue };
        tokens(hint.split('`').next().unwrap()).run("check --strict").ok();
    }
}

#[test]
fn the_order_in_which_settings_are_declared_does_not_matter() {
    let ground = "#303030";
    let site = site()
        .config(&format!("settings: {{accent: \"#0b4f6c\", ground: \"{ground}\"}}"))
        .file("templates/theme.yaml", "settings: [{id: ground, type: color, token: paper}]\n");
    let tokens = tokens(&style(&site));
    assert_eq!(tokens["paper"], [ground, ground]);
    let ratio = contrast(&tokens["accent"][1], ground);
    assert!(ratio >= 4.5, "{} on {ground} has {ratio}", tokens["accent"][1]);
}

#[test]
fn options_of_a_child_have_a_first_one_where_the_default_is_none_of_them() {
    let site = site()
        .config("theme: child")
        .file(
            "themes/child/theme.yaml",
            "settings: [{id: style, options: [mono, paper]}, {id: layout, options: [grid]}]",
        )
        .file("templates/404.html", "({{ site.settings.style }} {{ site.settings.layout }})");
    assert_eq!(site.run("build").ok().text("404.html"), "(mono grid)");
}

#[test]
fn every_style_of_the_built_in_theme_can_be_read_in_light_and_dark() {
    let theme = std::fs::read_to_string(Path::new(REPOSITORY).join("themes/classic/theme.yaml"));
    let theme: serde_json::Value = serde_yaml::from_str(&theme.unwrap()).unwrap();
    let pairs = theme["contrast"].as_array().unwrap();
    assert!(pairs.len() >= 10, "{pairs:?}");
    for name in ["default", "midnight", "mono", "paper"] {
        let site = site().config(&format!("settings: {{style: {name}}}"));
        site.run("check --strict").ok();
        let tokens = tokens(&style(&site));
        for pair in pairs {
            let [text, on] = ["text", "on"].map(|key| &tokens[pair[key].as_str().unwrap()]);
            let at_least = pair["at_least"].as_f64().unwrap_or(4.5);
            for scheme in 0..2 {
                let ratio = contrast(&text[scheme], &on[scheme]);
                assert!(ratio >= at_least, "{name}: {pair} has {ratio}");
            }
        }
    }
}

#[test]
fn every_setting_of_the_built_in_theme_is_in_the_documents() {
    let read = |path: &str| std::fs::read_to_string(Path::new(REPOSITORY).join(path)).unwrap();
    let theme: serde_json::Value =
        serde_yaml::from_str(&read("themes/classic/theme.yaml")).unwrap();
    let docs = read("docs/content.md").replace("\r\n", "\n");
    let section = docs.split("\n### `settings`\n").nth(1).unwrap();
    let section = section.split("\n### ").next().unwrap();
    let settings = theme["settings"].as_array().unwrap();
    for setting in settings {
        for key in ["id", "label", "help", "group"] {
            assert!(setting[key].is_string(), "{setting} has no {key}");
        }
        let row = format!("\n| `{}` |", setting["id"].as_str().unwrap());
        let row = section.split(&row).nth(1).unwrap_or_else(|| panic!("no row {row}"));
        for option in setting["options"].as_array().into_iter().flatten() {
            let option = format!("`{}`", option.as_str().unwrap());
            assert!(row.lines().next().unwrap().contains(&option), "{option} of {setting}");
        }
    }
    assert_eq!(section.matches("\n| `").count(), settings.len());
    let styles = std::fs::read_dir(Path::new(REPOSITORY).join("themes/classic/styles")).unwrap();
    for style in styles {
        let style = style.unwrap().file_name().into_string().unwrap();
        assert!(section.contains(&format!("`{}`", style.trim_end_matches(".yaml"))), "{style}");
    }
}

#[test]
fn every_custom_property_of_the_style_sheet_is_a_token_or_its_own() {
    let path = Path::new(REPOSITORY).join("themes/classic/static/style.css");
    let sheet = std::fs::read_to_string(path).unwrap();
    let known = tokens(&style(&site()));
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let names = |mark: &str| -> BTreeSet<String> {
        let after = sheet.match_indices(mark).map(|(at, _)| &sheet[at + mark.len()..]);
        after.map(|rest| rest.chars().take_while(|letter| is_part(*letter)).collect()).collect()
    };
    let defined: BTreeSet<String> = names("\n").into_iter().chain(names("  --l-")).collect();
    let unknown: Vec<String> = names("var(--l-")
        .into_iter()
        .filter(|name| !known.contains_key(name) && !defined.contains(name))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn layers_merge_token_by_token_styles_stand_above_them_and_settings_above_all() {
    let site = site()
        .config("theme: harbour\nsettings: {style: sea, corners: 3px}")
        .file("themes/harbour/theme.yaml", "settings: [{id: corners, type: text, token: radius}]")
        .file("themes/harbour/tokens.yaml", "gap: 1rem\nwidth: 1rem\nmeasure: 1rem\nradius: 1px\n")
        .file("themes/harbour/styles/sea.yaml", "measure: 4rem\nradius: 4px\nfont: serif\n")
        .file("templates/tokens.yaml", "width: 2rem\nmeasure: 2rem\nradius: 2px\n")
        .file("templates/styles/sea.yaml", "font: monospace\n");
    let tokens = tokens(&style(&site));
    let value = |name: &str| tokens[name][0].clone();
    assert_eq!(["gap", "width", "measure", "radius"].map(value), ["1rem", "2rem", "4rem", "3px"]);
    assert_eq!(value("font"), "monospace");
    assert_eq!(value("accent"), "#1b5e55", "the built-in value");
}

#[test]
fn the_tokens_stand_behind_what_must_stand_first_and_move_the_address() {
    let own = |accent: &str| {
        site()
            .config(&format!("settings: {{accent: \"{accent}\"}}"))
            .file("templates/static/style.css", "@charset \"utf-8\";\n@import \"a.css\";\nbody{}\n")
    };
    let sheet = style(&own("#0b4f6c"));
    assert!(
        sheet.starts_with("@charset \"utf-8\";\n@import \"a.css\";\n@layer tokens{"),
        "{sheet}"
    );
    assert!(sheet.ends_with("}}\n\nbody{}\n"), "{sheet}");
    let address = |site: Site| {
        let page = site.run("build").ok().text("index.html");
        page.split("stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_ne!(address(own("#0b4f6c")), address(own("#0b4f6d")));
}

#[test]
fn a_scheme_and_a_layout_are_forced_by_settings() {
    let root = |settings: &str| {
        let page = site().config(settings).run("build").ok().text("index.html");
        page.lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(root("settings: {}"), "<html lang=\"en\" dir=\"ltr\">");
    assert!(root("settings: {scheme: dark}").contains(" data-scheme=\"dark\""));
    let walls = |settings: &str| {
        let page = site().config(settings).run("build").ok().page("index.html");
        crate::support::html::select(&page, ".wall.grid").len()
    };
    assert_eq!((walls("settings: {}"), walls("settings: {layout: grid}")), (0, 1));
}

#[test]
fn a_warning_of_contrast_can_be_switched_off() {
    let site = site().config("settings: {accent: \"#ffd400\"}");
    let told = site.run("check").ok().stderr.clone();
    assert!(told.contains("warning[low-contrast]"), "{told}");
    site.config("checks: {low-contrast: off}").run("check --strict").ok();
}
