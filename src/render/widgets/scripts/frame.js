/**
 * The script of the page that a widget is in an `<iframe>`, where it stands inline. It speaks the
 * protocol that WordPress has for such pages: the address that it frames ends in `#?secret=…`, and
 * every message carries that. Without a secret, the same messages are for `embed.iframe.js`.
 *
 * The height is told to whoever frames the page: it is no secret, and in a sandbox nobody has a name
 * by which they could be chosen. What is heard is believed only of the page around this one.
 */
import { serve } from "./hooks.js";

serve(document);

const secret = new URLSearchParams(location.hash.slice(2)).get("secret");
const root = document.documentElement;

const say = (message, value) => parent.postMessage({ message, value, secret }, "*");
const sayHeight = () => say("height", Math.ceil(root.getBoundingClientRect().height));

// The page around may have begun to listen only after the first height was told. Where there is no
// secret, one side has `null` and the other nothing.
addEventListener("message", ({ source, data }) => {
  if (source === parent && data?.message === "ready" && data.secret == secret) sayHeight();
});

// WordPress lets no window open from the frame, but follows links to where the frame is from.
addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!secret || !link || link.host !== location.host) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  say("link", link.href);
});

// A frame that is hidden until it is heard of, as WordPress hides it, may not be observed at all.
sayHeight();
addEventListener("load", sayHeight);
new ResizeObserver(sayHeight).observe(root);
