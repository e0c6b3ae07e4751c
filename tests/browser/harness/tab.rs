//! A tab of the browser, in a context that shares no cookie and no cache with another.

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::browser::Browser;
use super::look::Look;
use super::protocol::{Connection, Event};

/// What all scripts of this folder can use.
const COMMON: &str = include_str!("../scripts/common.js");

/// A tab. The browser closes it when it is dropped, since the connection ends.
#[derive(Debug)]
pub struct Tab {
    connection: Connection,
    /// Whether scripts of pages run; without them a page answers, and promises stay open.
    scripts: bool,
}

impl Tab {
    /// Opens an empty tab.
    pub fn open(browser: &Browser) -> Self {
        let mut connection = Connection::open(&browser.address);
        let context =
            connection.call("Target.createBrowserContext", json!({"disposeOnDetach": true}));
        let target = connection.call(
            "Target.createTarget",
            json!({"url": "about:blank", "browserContextId": context["browserContextId"]}),
        );
        let session = connection.call(
            "Target.attachToTarget",
            json!({"targetId": target["targetId"], "flatten": true}),
        );
        connection.attach(session["sessionId"].as_str().unwrap());
        let mut tab = Self { connection, scripts: true };
        for domain in ["Page", "Runtime", "Log", "Network", "Inspector", "Audits"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        tab.call("Page.setLifecycleEventsEnabled", json!({"enabled": true}));
        // Every visit is a first visit.
        tab.call("Network.setCacheDisabled", json!({"cacheDisabled": true}));
        tab.call("Emulation.setFocusEmulationEnabled", json!({"enabled": true}));
        tab.call("Emulation.setScrollbarsHidden", json!({"hidden": true}));
        tab
    }

    /// Takes on a visitor's window and preferences.
    pub fn look(&mut self, look: &Look) {
        let (width, height) = look.window;
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
        let feature = |name: &str, value: &str| json!({"name": name, "value": value});
        let features = [
            feature("prefers-color-scheme", if look.dark { "dark" } else { "light" }),
            feature("forced-colors", if look.forced { "active" } else { "none" }),
            feature("prefers-reduced-motion", if look.calm { "reduce" } else { "no-preference" }),
        ];
        let media = if look.print { "print" } else { "" };
        self.call("Emulation.setEmulatedMedia", json!({"media": media, "features": features}));
        self.scripts = look.script;
        self.call("Emulation.setScriptExecutionDisabled", json!({"value": !look.script}));
    }

    /// Goes to an address and waits until everything that the page names is there.
    #[track_caller]
    pub fn go(&mut self, address: &str) {
        let loader = self.set_off(address);
        self.arrive(&loader);
    }

    /// The same, but first shows the page as it is before any picture has come.
    #[track_caller]
    pub fn go_on_a_slow_line(&mut self, address: &str) {
        let late = ["Image", "Media", "Font"];
        let patterns = late.map(|kind| json!({"resourceType": kind}));
        self.call("Fetch.enable", json!({"patterns": patterns}));
        let loader = self.set_off(address);
        self.until(&loader, "DOMContentLoaded");
        self.paint();
        // What waits goes on, and nothing that is asked for later has to wait.
        self.call("Fetch.disable", json!({}));
        self.arrive(&loader);
    }

    /// Starts on the way to an address; gives the name of the new page's loader.
    #[track_caller]
    fn set_off(&mut self, address: &str) -> String {
        self.connection.forget();
        let begun = self.call("Page.navigate", json!({"url": address}));
        assert!(begun.get("errorText").is_none(), "{address}: {}", begun["errorText"]);
        begun["loaderId"].as_str().unwrap_or_else(|| panic!("{address} is this page")).to_owned()
    }

    #[track_caller]
    fn arrive(&mut self, loader: &str) {
        self.until(loader, "load");
        if self.scripts {
            self.ask("document.fonts.ready.then(() => 0)");
            self.paint();
        }
    }

    #[track_caller]
    fn until(&mut self, loader: &str, name: &str) {
        let fits = |event: &Value| event["loaderId"] == *loader && event["name"] == *name;
        self.connection.wait_for("Page.lifecycleEvent", fits);
    }

    /// Waits until the page has been drawn once more.
    pub fn paint(&mut self) {
        self.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
    }

    /// Does something that makes the page load again by itself, and waits for it.
    #[track_caller]
    pub fn renewed_by(&mut self, act: impl FnOnce()) {
        self.renewed_by_page(|_| act());
    }

    /// Does something in the page that makes it load again, and waits for it.
    #[track_caller]
    pub fn renewed_by_page(&mut self, act: impl FnOnce(&mut Self)) {
        self.connection.forget();
        act(self);
        self.arrive_anew();
    }

    /// Waits for the page that comes next; gives its address.
    #[track_caller]
    fn arrive_anew(&mut self) -> String {
        let arrived = |event: &Value| event["frame"].get("parentId").is_none();
        let page = self.connection.wait_for("Page.frameNavigated", arrived);
        let loader = page["frame"]["loaderId"].as_str().unwrap().to_owned();
        self.arrive(&loader);
        page["frame"]["url"].as_str().unwrap().to_owned()
    }

    /// Follows a link by a click and waits for the page behind it; gives its address.
    #[track_caller]
    pub fn follow(&mut self, selector: &str) -> String {
        self.connection.forget();
        self.click(selector);
        self.arrive_anew()
    }

    /// Clicks into the middle of the first element that a selector finds.
    #[track_caller]
    pub fn click(&mut self, selector: &str) {
        let place = self.run(include_str!("../scripts/place.js"), &json!(selector));
        assert!(place.is_object(), "nothing to click: `{selector}`");
        self.click_at(&place);
    }

    /// Clicks into an element, so far from its upper left corner.
    pub fn click_inside(&mut self, selector: &str, (right, down): (f64, f64)) {
        let place = self.ask(&format!(
            "{{ const one = document.querySelector({selector:?}); \
             one.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const box = one.getBoundingClientRect(); \
             ({{ x: box.x + {right}, y: box.y + {down} }}) }}"
        ));
        self.click_at(&place);
    }

    fn click_at(&mut self, place: &Value) {
        for kind in ["mousePressed", "mouseReleased"] {
            let (x, y) = (&place["x"], &place["y"]);
            self.call(
                "Input.dispatchMouseEvent",
                json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}),
            );
        }
    }

    /// Presses a key, such as `Tab`, `Enter` or `Space`.
    pub fn press(&mut self, key: &str) {
        let (key, code, number, text) = match key {
            "Tab" => ("Tab", "Tab", 9, ""),
            "Enter" => ("Enter", "Enter", 13, "\r"),
            "Space" => (" ", "Space", 32, " "),
            other => panic!("the key `{other}` has no number here"),
        };
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        for kind in [down, "keyUp"] {
            let mut event = json!({
                "type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number,
            });
            if kind == "keyDown" {
                event["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Opens everything that is folded.
    pub fn unfold(&mut self) {
        self.ask("for (const one of document.querySelectorAll('details')) one.open = true; 0");
    }

    /// Types text into what has the focus.
    pub fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    /// Runs a function of `scripts/` in the page with one argument; gives what it returns.
    #[track_caller]
    pub fn run(&mut self, function: &str, argument: &Value) -> Value {
        self.ask(&format!("{{\n{COMMON}\n({function})({argument})\n}}"))
    }

    /// Evaluates an expression, waiting where it is a promise.
    #[track_caller]
    pub fn ask(&mut self, expression: &str) -> Value {
        let question =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.call("Runtime.evaluate", question);
        if let Some(error) = answer.get("exceptionDetails") {
            panic!("a question to the page failed: {error}");
        }
        answer["result"]["value"].take()
    }

    /// The whole page, as PNG.
    pub fn picture(&mut self) -> Vec<u8> {
        self.capture(json!({"format": "png", "captureBeyondViewport": true}))
    }

    /// The whole page, a tenth as large.
    pub fn small_picture(&mut self) -> Vec<u8> {
        let size = self.call("Page.getLayoutMetrics", json!({}))["cssContentSize"].take();
        let area = json!({
            "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 0.1,
        });
        self.capture(json!({"format": "png", "captureBeyondViewport": true, "clip": area}))
    }

    /// The page on paper, as PDF.
    #[track_caller]
    pub fn printed(&mut self) -> Vec<u8> {
        let printed =
            self.call("Page.printToPDF", json!({"paperWidth": 8.27, "paperHeight": 11.69}));
        BASE64.decode(printed["data"].as_str().unwrap().as_bytes()).unwrap()
    }

    fn capture(&mut self, how: Value) -> Vec<u8> {
        let picture = self.call("Page.captureScreenshot", how);
        BASE64.decode(picture["data"].as_str().unwrap().as_bytes()).unwrap()
    }

    /// Asks for something of the protocol; a refusal fails the test.
    #[track_caller]
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.connection.call(method, params)
    }

    /// What happened since the tab set off to this page.
    pub fn events(&self) -> &[Event] {
        self.connection.events()
    }
}
