// Presses buttons of a row of cards, one after the other; gives how far it has moved after each.
async ([selector, ...steps]) => {
  const { shadowRoot } = document.querySelector(selector);
  const track = shadowRoot.querySelector("[data-l-track]");
  const places = [];
  for (const step of steps) {
    const button = shadowRoot.querySelector(`[data-l-step="${step}"]`);
    if (!drawn(button)) return `the button ${step} cannot be seen`;
    const still = new Promise(done => track.addEventListener("scrollend", done, { once: true }));
    // What stands in a button is hit first.
    (button.firstElementChild ?? button).dispatchEvent(new MouseEvent("click", { bubbles: true }));
    await still;
    places.push(Math.round(track.scrollLeft));
  }
  return { places, most: Math.round(track.clientWidth * 0.9) };
}
