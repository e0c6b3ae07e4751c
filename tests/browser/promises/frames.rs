//! A frame has the height of the widget in it, whoever else sends messages.

use serde_json::json;

use crate::harness::look::Look;
use crate::harness::stage::Stage;
use crate::harness::tab::Tab;

/// Frames of widgets.
const FRAME: &str = "iframe[src*='/widgets/']";

/// Notes who has told a height.
const WITNESS: &str = "window.told = new Set(); addEventListener('message', ({ source, data }) => \
                       { if (data?.message === 'height') told.add(source) })";

#[test]
fn wordpress_shows_a_widget_in_place_of_its_address() {
    let stage = Stage::get();
    let mut tab = open(&stage, "wordpress.html");
    let frames = "[...document.querySelectorAll('iframe')]";
    until(&mut tab, &format!("{frames}.every(frame => frame.height !== '338')"));
    // WordPress itself allows 200 to 1000 pixels.
    assert_eq!(height(&mut tab, "#home"), 1000);
    assert_eq!(height(&mut tab, "#badge"), 200);
    let seen = "[...document.querySelectorAll('blockquote, iframe')]\
                .map(one => one.checkVisibility({ visibilityProperty: true }))";
    assert_eq!(tab.ask(seen), json!([false, true, false, true]));
    // The whole badge is a link to the site. Its frame may open no window, so WordPress follows it.
    tab.click_inside("#badge", (40.0, 20.0));
    until(&mut tab, "followed.length > 0");
    assert_eq!(tab.ask("followed"), json!([format!("{}/", stage.hosted().site)]));
}

#[test]
fn a_frame_grows_and_shrinks_with_its_widget() {
    let stage = Stage::get();
    let mut tab = open(&stage, "frames.html");
    let wide = settled(&mut tab);
    assert!(wide.iter().all(|height| (40..=5000).contains(height)), "{wide:?}");
    let wall = format!("document.querySelector({FRAME:?}).height");
    tab.look(&Look::narrow());
    until(&mut tab, &format!("{wall} > {}", wide[0]));
    tab.look(&Look::wide());
    until(&mut tab, &format!("{wall} == {}", wide[0]));
}

#[test]
fn a_frame_believes_nobody_else() {
    let stage = Stage::get();
    let mut tab = open(&stage, "liars.html");
    let [true_height] = settled(&mut tab)[..] else { panic!("one frame of a widget") };
    // The other frame has its say once more, so that everything is heard for certain.
    tab.ask(
        "window.lies = 0; addEventListener('message', event => { lies += event.source === liar.contentWindow }); \
         liar.src += '?again'; 0",
    );
    until(&mut tab, "lies === 5");
    assert_eq!(height(&mut tab, "#liar"), 111);
    assert_eq!(settled(&mut tab), [true_height]);
    // So does the page itself, and then somebody who has got into the right frame.
    for (source, value, expected) in [
        ("window", "700", true_height),
        ("null", "700", true_height),
        ("frame.contentWindow", "NaN", true_height),
        ("frame.contentWindow", "Infinity", true_height),
        ("frame.contentWindow", "'700'", true_height),
        ("frame.contentWindow", "700.5", true_height),
        ("frame.contentWindow", "{ valueOf: () => 700 }", true_height),
        ("frame.contentWindow", "null", true_height),
        ("frame.contentWindow", "1e9", 5000),
        ("frame.contentWindow", "-1e9", 40),
        ("frame.contentWindow", "700", 700),
    ] {
        tab.ask(&format!(
            "{{ const frame = document.querySelector({FRAME:?}); \
             const data = {{ message: 'height', value: {value} }}; \
             dispatchEvent(new MessageEvent('message', {{ data, source: {source} }})) }} 0"
        ));
        assert_eq!(height(&mut tab, FRAME), expected, "{value} from {source}");
    }
    for data in [
        "null",
        "7",
        "'height'",
        "{ message: 'height' }",
        "{ message: 'link', value: 'https://evil.example/' }",
    ] {
        tab.ask(&format!(
            "dispatchEvent(new MessageEvent('message', {{ data: {data}, source: document.querySelector({FRAME:?}).contentWindow }})); 0"
        ));
        assert_eq!(height(&mut tab, FRAME), 700, "{data}");
    }
}

fn open(stage: &Stage, name: &str) -> Tab {
    let mut tab = Tab::open(&stage.browser);
    tab.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WITNESS }));
    tab.look(&Look::wide());
    tab.go(&stage.hosted().address(name));
    tab
}

/// Waits until something is true, which may change with every message.
fn until(tab: &mut Tab, condition: &str) {
    tab.ask(&format!(
        "new Promise(done => {{ \
           const look = () => {{ \
             if (!({condition})) return; \
             removeEventListener('message', later); \
             done(0); \
           }}; \
           const later = () => setTimeout(look); \
           addEventListener('message', later); \
           look(); \
         }})"
    ));
}

/// The heights of all frames of widgets, once they have told them.
fn settled(tab: &mut Tab) -> Vec<u64> {
    let frames = format!("[...document.querySelectorAll({FRAME:?})]");
    // They load when they come near.
    tab.ask(&format!("{frames}.forEach(frame => frame.loading = 'eager'); 0"));
    until(tab, &format!("{frames}.every(frame => told.has(frame.contentWindow))"));
    let heights = tab.ask(&format!("{frames}.map(frame => Number(frame.height))"));
    serde_json::from_value(heights).unwrap()
}

fn height(tab: &mut Tab, selector: &str) -> u64 {
    let height = tab.ask(&format!("Number(document.querySelector({selector:?}).height)"));
    height.as_u64().unwrap()
}
