/**
 * Gives the iframes of widgets the height of what is in them, on pages of other people: published as
 * `embed.iframe.js`. On a page without it, they keep the height that their snippet says.
 *
 * Whoever has a window can send messages, so nothing is taken from one but a whole number: for the
 * iframe that it comes from, and only where that shows a page beside this script.
 */
const script = document.currentScript;
const LEAST = 40;
const MOST = 5000;

// An `<img name="currentScript">`, which a page may let strangers write, takes the place of the script.
if (script instanceof HTMLScriptElement) {
  const { href } = new URL(".", script.src);
  const frames = () =>
    [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(href));

  addEventListener("message", ({ source, data }) => {
    if (data?.message !== "height" || !Number.isInteger(data.value)) return;
    const frame = frames().find((one) => one.contentWindow === source);
    if (frame) frame.height = Math.min(Math.max(data.value, LEAST), MOST);
  });

  // Those that were faster than this script tell their height once more.
  for (const frame of frames()) frame.contentWindow.postMessage({ message: "ready" }, "*");
}
