// What the other scripts of this folder can use.

// A short name of an element, for a message.
const name = element => {
  const one = part => {
    const id = part.id ? `#${part.id}` : "";
    const classes = [...part.classList].map(word => `.${word}`).join("");
    return part.localName + id + classes;
  };
  const parts = [];
  for (let part = element; part && part.localName !== "body"; part = part.parentElement) {
    parts.unshift(one(part));
    if (part.id || parts.length === 3) break;
  }
  return parts.join(" > ") || element.localName;
};

// Whether an element is drawn, and not only for those who listen.
const drawn = element => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
};

// Whatever can be reached with the Tab key.
const reachable = () => {
  const kinds = "a[href], button, input, select, textarea, summary, video[controls], audio[controls], [tabindex]";
  const fits = element =>
    element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") &&
    element.checkVisibility({ visibilityProperty: true });
  // Of the buttons of a group one is reached, the others from there.
  const first = element =>
    element.type !== "radio" || element.checked ||
    (!document.querySelector(`input[name="${element.name}"]:checked`) &&
      element === document.querySelector(`input[name="${element.name}"]`));
  return [...document.querySelectorAll(kinds)].filter(fits).filter(first);
};
