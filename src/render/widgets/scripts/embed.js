/**
 * The run-time of the widgets, which runs in pages of other people: published as `embed.js`, and at
 * the beginning of each `<id>.js`. It draws what `<id>.js` defines into every
 * `<laurels-widget name="<id>">` of the page; as `embed.js` it also fetches what is not there yet.
 *
 * It is a classic script, which needs neither CORS nor `connect-src`. It touches nothing but the
 * shadow roots of its own elements: the link inside of an element stays where it is, behind what is
 * drawn, and in sight for good when anything fails. No attribute is set, so that frameworks which own
 * the page find it as they left it.
 */
import { serve } from "./hooks.js";

const TAG = "laurels-widget";
/** All copies of the script in a page, whichever sites they are from, share what is kept here. */
const REGISTRY = Symbol.for("laurels.1");
/** How far from the window a widget is when `embed.js` fetches it. */
const NEAR = { rootMargin: "600px" };

const begin = () => {
  /** By name: what was defined. Without HTML: there is no such widget. `0`: it is on its way. */
  const contents = { __proto__: null };
  /** Elements whose content is not there yet, wherever in the page they are. */
  const waiting = new Set();
  let policy = { createHTML: (html) => html, createScriptURL: (address) => address };
  let refused, warned, observer;

  // Where a page enforces Trusted Types, it also says which policies there may be. If ours may not be,
  // nothing is drawn: there is no way around the policy.
  try {
    policy = globalThis.trustedTypes?.createPolicy("laurels", policy) ?? policy;
  } catch (error) {
    refused = error;
  }

  class Widget extends HTMLElement {
    static observedAttributes = ["name"];

    #internals = this.attachInternals();
    /** The content that was drawn, or could not be drawn. */
    #seen;

    attributeChangedCallback() {
      this.connectedCallback();
    }

    /** Draws what is to be drawn and is not yet; also called when there is news. */
    connectedCallback() {
      const { shadowRoot, states } = this.#internals;
      // One that is there before anything was drawn is from the HTML of the page, and stays.
      const declared = this.#seen ? this.#seen === shadowRoot : shadowRoot;
      const content = declared ? shadowRoot : (refused ?? contents[this.getAttribute("name")]);
      if (!this.isConnected || (content && content === this.#seen)) return;
      if (!content) {
        waiting.add(this);
        return observer?.observe(this);
      }
      waiting.delete(this);
      this.#seen = content;
      let state = "loaded";
      let event = "load";
      try {
        if (declared) serve(shadowRoot);
        else {
          if (!content.html) throw content;
          // Whatever can fail comes first: an element with a shadow root no longer shows its link.
          const template = document.createElement("template");
          template.innerHTML = policy.createHTML(content.html);
          serve(template.content);
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(content.css);
          const root = shadowRoot ?? this.attachShadow({ mode: "open" });
          root.adoptedStyleSheets = [sheet];
          root.replaceChildren(template.content);
        }
      } catch (error) {
        state = "failed";
        event = "error";
        if (!warned) console.warn("laurels: not drawn, the link stays", this, error);
        warned = true;
      }
      // Browsers of before May 2024 have no states, or only such with dashes.
      try {
        states.clear();
        states.add(state);
      } catch {}
      this.dispatchEvent(new Event("laurels:" + event, { bubbles: true, composed: true }));
    }
  }

  const update = () => {
    for (const element of waiting) element.connectedCallback();
  };

  const define = (name, css, html) => {
    // What comes again, since a script is in the page twice, changes nothing.
    if (contents[name]?.html) return;
    contents[name] = { css, html };
    update();
  };

  define.from = (folder, nonce) => {
    observer ??= new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        const name = target.getAttribute("name");
        if (!isIntersecting) continue;
        observer.unobserve(target);
        if (!name || name in contents || /[^a-z0-9-]/.test(name)) continue;
        contents[name] = 0;
        const script = document.createElement("script");
        // A page that answers every address with some HTML has no error to tell, but defines nothing.
        script.onload = script.onerror = () => define(name);
        script.nonce = nonce;
        script.src = policy.createScriptURL(folder + name + ".js");
        document.head.append(script);
      }
    }, NEAR);
    update();
  };

  if (!customElements.get(TAG)) customElements.define(TAG, Widget);
  return define;
};

const define = (globalThis[REGISTRY] ??= begin());

// An `<img name="currentScript">`, which a page may let strangers write, takes the place of the script.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const [folder] = /^[^?#]*\/(?=embed\.js\b)/.exec(script.src) ?? [];
  if (folder) define.from(folder, script.nonce);
}
