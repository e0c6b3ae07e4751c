//! The theme stack: which file wins, and what a fault in it says.

use snapbox::str;

use crate::support::{Site, tree};

/// A site with one review.
fn site() -> Site {
    Site::new().review("ana", "rating: 5", "Good work.")
}

#[test]
fn a_site_replaces_one_template_and_keeps_the_others() {
    let site = site().file(
        "templates/404.html",
        r#"{% extends "base.html" %}{% block main %}<h1>Lost in {{ site.title }}</h1>{% endblock %}"#,
    );
    let seen = site.run("build").ok();
    assert!(seen.text("404.html").contains("<h1>Lost in Café Sol</h1>"));
    assert!(seen.text("404.html").contains("<!doctype html>"), "the built-in frame is gone");
    assert!(seen.text("index.html").contains("Good work."));
}

#[test]
fn a_site_wraps_what_it_replaces() {
    let site = site().file(
        "templates/wall.html",
        r#"{% extends "builtin/wall.html" %}{% block main %}<p id="mine">Hello</p>{{ super() }}{% endblock %}"#,
    );
    let seen = site.run("build").ok();
    let page = seen.text("index.html");
    assert!(page.contains(r#"<p id="mine">Hello</p>"#) && page.contains("Good work."));
}

#[test]
fn a_site_replaces_one_component_everywhere() {
    let card = r#"{% component card(review: map, @site) %}<p class="mine">{{ review.text.html }} in {{ site.title }}</p>{% endcomponent card %}"#;
    let site = site().config("archives: [ratings]").file("templates/components/card.html", card);
    let seen = site.run("build").ok();
    for page in ["index.html", "ratings/5/index.html"] {
        let text = seen.text(page);
        assert!(text.contains(r#"<p class="mine"><p>Good work.</p>"#), "{page}: {text}");
        assert!(text.contains("in Café Sol"));
    }
}

#[test]
fn a_site_replaces_a_static_file_and_its_address_follows() {
    let before = site();
    let _ = before.run("build").ok();
    let after = site().file("templates/static/style.css", "body { color: red }\n");
    let _ = after.run("build").ok();
    let style = |site: &Site| {
        let tree = site.tree("dist");
        let path = tree.files.keys().find(|path| path.ends_with(".css")).unwrap().clone();
        assert!(tree.text("index.html").contains(&path), "the page does not name {path}");
        path
    };
    assert_ne!(style(&before), style(&after), "the name must change with the content");
}

#[test]
fn a_theme_changes_its_parent_which_changes_the_built_in_one() {
    let site = site()
        .config("theme: child")
        .file("themes/child/theme.yaml", "name: child\nparent: mother\n")
        .file(
            "themes/child/templates/404.html",
            r#"{% extends "base.html" %}{% block main %}<h1>child</h1>{% endblock %}"#,
        )
        .file("themes/mother/theme.yaml", "name: mother\n")
        .file(
            "themes/mother/templates/404.html",
            r#"{% extends "base.html" %}{% block main %}<h1>mother</h1>{% endblock %}"#,
        )
        .file(
            "themes/mother/components/card.html",
            "{% component card(review: map, @site) %}<p>mother's card</p>{% endcomponent card %}",
        );
    let seen = site.run("build").ok();
    assert!(seen.text("404.html").contains("<h1>child</h1>"));
    assert!(seen.text("index.html").contains("<p>mother's card</p>"));
    assert!(seen.text("how-we-collect-reviews/index.html").contains("How we collect reviews"));
}

#[test]
fn faults_of_several_templates_come_in_one_run_with_place_layer_and_what_was_drawn() {
    let site = site()
        .file(
            "templates/wall.html",
            r#"{% extends "base.html" %}{% block main %}<h1>{{ page.titel }}</h1>{% endblock %}"#,
        )
        .file(
            "templates/components/card.html",
            "{% component card(review: map, @site) %}<p>{{ review.nope }}</p>{% endcomponent card %}",
        );
    site.run("check").fails(1).says(str![[r#"
error[template]: there is no field `nope` (in the site's own `templates/`)
  --> templates/components/card.html:1:54
   |
 1 | {% component card(review: map, @site) %}<p>{{ review.nope }}</p>{% endcomponent card %}
   |                                                      ^^^^ while drawing the card of `ana`
   = hint: available: `after`, `author`, `dates`, `disclosures`, `extra`, `facts`, `rating`, `slug`, `source`, `text`, `title`, `url`

error[template]: there is no field `titel` (in the site's own `templates/`)
  --> templates/wall.html:1:54
   |
 1 | {% extends "base.html" %}{% block main %}<h1>{{ page.titel }}</h1>{% endblock %}
   |                                                      ^^^^^ while drawing the page `/`
   = hint: did you mean `title`? available: `canonical`, `description`, `heading`, `image`, `kind`, `kind_for_sharing`, `menu`, `noindex`, `structured_data`, `title`, `trail`, `url`

2 errors in 2 files; the site cannot be published

"#]]);
}

#[test]
fn every_syntax_fault_comes_in_one_run() {
    let site = site()
        .file("templates/404.html", "{% if %}")
        .file("themes/mine/theme.yaml", "name: mine\n")
        .file("themes/mine/templates/page.html", "{{ page.title }")
        .config("theme: mine");
    let told = site.run("check --format short").fails(1).stderr.clone();
    let places: Vec<&str> = told.lines().filter_map(|line| line.split(": error").next()).collect();
    assert_eq!(
        places[..2],
        ["templates/404.html:1:7", "themes/mine/templates/page.html:1:15"],
        "{told}"
    );
}

#[test]
fn unknown_filters_and_components_are_found_in_templates_that_nobody_uses() {
    let site = site().file("templates/unused.html", "{{ page.title | shout }}{{<nothing />}}");
    site.run("check --format short").fails(1).says(str![[r#"
templates/unused.html:1:17: error[template]: there is no filter `shout` (in the site's own `templates/`)
templates/unused.html:1:27: error[template]: there is no component `nothing` (in the site's own `templates/`)
2 errors in 1 file; the site cannot be published

"#]]);
}

#[test]
fn nothing_becomes_safe_by_saying_so() {
    let site = site().file("templates/404.html", "{{ page.title | safe }}");
    site.run("check --format short").fails(1).says(str![[r#"
templates/404.html:1:17: error[template]: there is no filter `safe`: fields that hold HTML are printed as they are, all else is text (in the site's own `templates/`)
1 error in 1 file; the site cannot be published

"#]]);
}

#[test]
fn a_template_that_extends_itself_is_told_how_to_reach_the_layer_below() {
    let site = site().file(
        "templates/wall.html",
        r#"{% extends "wall.html" %}{% block main %}{{ super() }}{% endblock %}"#,
    );
    let told = site.run("check").fails(1).stderr.clone();
    assert!(told.contains("this template extends itself"), "{told}");
    assert!(told.contains(r#"{% extends "builtin/wall.html" %}"#), "{told}");
}

#[test]
fn a_theme_that_is_not_there_is_named_with_those_that_are() {
    let site = site().config("theme: clasic");
    site.run("check").fails(1).says(str![[r#"
error[unknown-theme]: there is no theme `clasic`
  --> site.yaml:4:8
   |
 4 | theme: clasic
   |        ^^^^^^
   = hint: did you mean `classic`?

1 error in 1 file; the site cannot be published

"#]]);
}

#[test]
fn a_circle_of_templates_is_told_of_the_one_that_closes_it() {
    let site = site().file("templates/base.html", "{# mine #}\n{% extends \"wall.html\" %}\n");
    site.run("check").fails(1).says(str![[r#"
error[template]: this template extends itself, by way of `wall.html` (in the site's own `templates/`)
  --> templates/base.html:2:12
   |
 2 | {% extends "wall.html" %}
   |            ^^^^^^^^^^^
   = hint: name the layer to extend what this file replaces, such as `{% extends "builtin/base.html" %}`

1 error in 1 file; the site cannot be published

"#]]);
}

#[test]
fn a_component_without_end_is_named() {
    let call =
        r#"{% extends "builtin/404.html" %}{% block main %}{{<tree at={1} />}}{% endblock %}"#;
    let tree = "{% component tree(at: number) %}\n{{<leaf at={at} />}}{% endcomponent %}\n";
    let site = site()
        .file("templates/404.html", call)
        .file("templates/components/tree.html", tree)
        .file("templates/components/leaf.html", &tree.replace("tree", "leaf"));
    site.run("check").fails(1).says(str![[r#"
error[template]: the component `leaf` calls itself, more than 20 levels deep (in the site's own `templates/`)
  --> templates/components/leaf.html:2:4
   |
 2 | {{<leaf at={at} />}}{% endcomponent %}
   |    ^^^^ while drawing the page `/404.html`
   = hint: say with `{% if %}` when that ends, or repeat with `{% for %}`

1 error in 1 file; the site cannot be published

"#]]);
    let leaf = "{% component leaf(at: number) %}\n{{ <tree at={at} /> }}{% endcomponent %}\n";
    let site = site.file("templates/components/leaf.html", leaf);
    site.run("check --format short").fails(1).says(str![[r#"
templates/components/leaf.html:2:5: error[template]: one of the components `leaf`, `tree` calls itself, more than 20 levels deep (in the site's own `templates/`)
1 error in 1 file; the site cannot be published

"#]]);
}

#[test]
fn a_built_in_file_is_not_one_of_the_site() {
    let call =
        r#"{% extends "builtin/404.html" %}{% block main %}{{<day day={page} />}}{% endblock %}"#;
    let site = site()
        .file("inner/templates/404.html", call)
        .file("inner/content/testimonials/ana.md", "---\nauthor: Ana\n---\nGood.\n")
        .file("inner/site.yaml", "title: Sol\nbase_url: https://example.com/\n");
    site.run("check --site inner --format short").fails(1).says(str![[r#"
built-in themes/classic/components/day.html:3:24: error[template]: there is no field `iso` (built in)
inner/site.yaml:1:1: warning[policy-incomplete]: `policy` does not answer `who_may_review`, `invited`, `verification`, `moderation`, `incentives`, `contact`
1 error and 1 warning in 2 files; the site cannot be published
1 pending review is left out; `laurels list --status pending` lists it

"#]]);
    site.run("check --site inner --format github").fails(1).says(str![[r#"
::error title=template::there is no field `iso` (built in) (built-in themes/classic/components/day.html, line 3) (it is called by `templates/404.html`, line 1, in the site's own `templates/`)
::warning file=inner/site.yaml,line=1,endLine=2,title=policy-incomplete::`policy` does not answer `who_may_review`, `invited`, `verification`, `moderation`, `incentives`, `contact` (`we do not check` is an answer too; readers see all of them on one page)
1 error and 1 warning in 2 files; the site cannot be published
1 pending review is left out; `laurels list --status pending` lists it

"#]]);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_by_its_path_and_not_waited_for() {
    let site =
        site().folder("templates/components").folder("content/media").folder("content/reviews");
    for pipe in ["content/media/a.png", "content/reviews/a.yaml", "templates/wall.html"] {
        let made = std::process::Command::new("mkfifo").arg(site.path(pipe)).status().unwrap();
        assert!(made.success());
    }
    std::os::unix::fs::symlink("..", site.path("templates/components/again")).unwrap();
    std::os::unix::fs::symlink("nowhere", site.path("templates/gone.html")).unwrap();
    site.run("check --format short").fails(1).says(str![[r#"
content/media/a.png: error[unreadable]: this is no regular file, so it is not read
content/reviews/a.yaml: error[unreadable]: this is no regular file, so it is not read
templates/components/again: error[link-loop]: this link leads back to a folder that holds it
templates/gone.html: error[unreadable]: cannot be read: entity not found
templates/wall.html: error[unreadable]: this is no regular file, so it is not read
5 errors in 5 files; the site cannot be published

"#]]);
}

#[test]
fn a_loop_of_parents_ends() {
    let site = site()
        .config("theme: a")
        .file("themes/a/theme.yaml", "name: a\nparent: b\n")
        .file("themes/b/theme.yaml", "name: b\nparent: a\n");
    site.run("check --format short").fails(1).says(str![[r#"
themes/b/theme.yaml:2:9: error[theme-loop]: the theme `a` is its own parent
1 error in 1 file; the site cannot be published

"#]]);
}

#[test]
fn a_template_fault_leaves_the_last_good_output() {
    let good = site();
    let _ = good.run("build").ok();
    let before = good.tree("dist");
    let broken = good.file("templates/404.html", "{{ nothing.at.all }}");
    let _ = broken.run("build").fails(1);
    tree::assert_same(&before, &broken.tree("dist"), "the output after a template fault");
}
