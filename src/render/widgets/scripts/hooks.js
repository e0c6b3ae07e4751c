/**
 * What a reader can do inside a widget once a script is there. The run-time serves it in a shadow
 * root, the page for iframes in its document; both from here.
 *
 * A button is `hidden` until it can do something, so nobody meets one that does nothing.
 */
export const serve = (root) => {
  for (const button of root.querySelectorAll("[data-l-step],[data-l-dismiss]")) {
    button.hidden = false;
    button.onclick = () => {
      const step = button.dataset.lStep;
      if (!step) return button.closest("[data-l-toast]").remove();
      const track = button.closest("[data-l-carousel]").querySelector("[data-l-track]");
      // Most of what can be seen, so that a part of it stays in sight; in a text that reads from the
      // right, forward is to the left. Whether the way is smooth is a matter of the style sheet,
      // which knows who wants nothing to move.
      const most = getComputedStyle(track).direction === "rtl" ? -0.9 : 0.9;
      track.scrollBy(step * most * track.clientWidth, 0);
    };
  }
};
