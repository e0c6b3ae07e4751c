/*
 * Keeps a page in step with the files of its site. `laurels serve` adds this script to the pages
 * that it shows; no build contains it.
 *
 * The page names its address and listens. Each time it is told what stands at that address: when
 * the words are others than its own, it loads again; when only style sheets are others, they are
 * swapped; what is wrong in the files is shown on top. It is told the same when it connects again,
 * so a page that slept through a change notices when it wakes.
 */
{
  const { words, styles } = document.currentScript.dataset;
  const page = { words, styles: JSON.parse(styles) };
  /** The server says at least this often that it is there, in milliseconds; with some to spare. */
  const SILENCE = 40_000;
  let source;
  let watch;

  // A browser that is told to keep nothing has no such store, and says so with an error.
  const store = {
    get(key) {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return null;
      }
    },
    /** Keeps a text, or removes it; tells whether that was possible. */
    set(key, text) {
      try {
        if (text === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, text);
        return true;
      } catch {
        return false;
      }
    },
  };

  // Browsers go back to where a page was scrolled to as well, but some of them in a smooth motion
  // from its start, and before all of it is there.
  const KEEP = "laurels-place";
  const reload = () => {
    const kept = store.set(KEEP, JSON.stringify([location.href, scrollX, scrollY]));
    if (kept) history.scrollRestoration = "manual";
    location.reload();
  };
  const restore = () => {
    const kept = store.get(KEEP);
    if (!kept) return;
    store.set(KEEP, null);
    history.scrollRestoration = "auto";
    const [href, left, top] = JSON.parse(kept);
    if (href !== location.href) return;
    // Scripts and pictures of the page may yet move what is above, and a browser moves the page with
    // them: not before all is as it was, or somebody takes over.
    const root = document.documentElement;
    root.style.overflowAnchor = "none";
    const over = new AbortController();
    const { signal } = over;
    signal.addEventListener("abort", () => root.style.removeProperty("overflow-anchor"));
    const scroll = () => signal.aborted || scrollTo({ left, top, behavior: "instant" });
    const settle = () => {
      scroll();
      requestAnimationFrame(() => requestAnimationFrame(() => (scroll(), over.abort())));
    };
    scroll();
    document.addEventListener("DOMContentLoaded", scroll, { signal });
    addEventListener("load", settle, { signal });
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(kind, () => over.abort(), { signal, passive: true });
    }
  };

  /** The style sheets that each one replaces: the one before it may not have come yet. */
  const replaced = new WeakMap();
  const swap = (from, to) => {
    const links = [...document.querySelectorAll("link[rel~=stylesheet i]")];
    const old = links.findLast((link) => link.getAttribute("href") === from);
    if (!old) return reload();
    const fresh = old.cloneNode();
    fresh.href = to;
    const olds = [old, ...(replaced.get(old) ?? [])];
    replaced.set(fresh, olds);
    // Without the old one for a moment, the page would be seen without any style.
    fresh.onload = fresh.onerror = () => olds.forEach((link) => link.remove());
    old.after(fresh);
  };

  // Whoever folds what is wrong has read it: on each page it stays so, until something else is wrong.
  const FOLDED = "laurels-folded";
  const fold = (shown) => {
    const details = shown?.shadowRoot?.querySelector("details");
    if (!details) return;
    const said = details.querySelector("ol").textContent;
    details.open = store.get(FOLDED) !== said;
    details.addEventListener("toggle", () => store.set(FOLDED, details.open ? null : said));
  };

  const show = (problems) => {
    const old = document.querySelector("laurels-problems");
    if (old?.dataset.id === problems?.id) return;
    old?.remove();
    if (!problems) return;
    const fresh = document.createElement("laurels-problems");
    fresh.dataset.id = problems.id;
    fresh.attachShadow({ mode: "open" }).innerHTML = problems.inside;
    document.body.append(fresh);
    fold(fresh);
  };

  const hear = ({ data }) => {
    const told = JSON.parse(data);
    if (told.words !== page.words || told.styles.length !== page.styles.length) {
      return reload();
    }
    told.styles.forEach((to, at) => to !== page.styles[at] && swap(page.styles[at], to));
    page.styles = told.styles;
    show(told.problems);
  };

  const hush = () => {
    clearTimeout(watch);
    source?.close();
    source = undefined;
  };

  const listen = () => {
    hush();
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(listen, SILENCE);
    };
    const address = encodeURIComponent(location.pathname);
    source = new EventSource(`/__laurels/events?page=${address}`);
    source.addEventListener("page", hear);
    for (const kind of ["open", "page", "beat"]) source.addEventListener(kind, alive);
    source.addEventListener("error", () => {
      // Most browsers try again by themselves; some give up when nobody answers.
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(watch);
      watch = setTimeout(listen, 1_000);
    });
    alive();
  };

  // A browser has six connections to a server, for all its windows: those that nobody sees go without.
  const look = () => (document.hidden ? hush() : source || listen());
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
  addEventListener("pagehide", hush);
  fold(document.querySelector("laurels-problems"));
  restore();
  look();
}
