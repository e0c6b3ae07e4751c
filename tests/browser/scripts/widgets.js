// What is wrong with the widgets of a page: those that are to be drawn are, and of all others the link is there.
() => {
  const wrong = [];
  for (const widget of document.querySelectorAll("laurels-widget")) {
    const { shadowRoot: root, classList } = widget;
    const add = what => wrong.push(`${widget.cloneNode().outerHTML}: ${what}`);
    const state = classList.contains("left") ? null : classList.contains("failed") ? "failed" : "loaded";
    for (const one of ["loaded", "failed"]) {
      if (widget.matches(`:state(${one})`) !== (one === state)) add(`is ${one}, or should be`);
    }
    const link = widget.querySelector("a");
    if (!link) add("has lost its link");
    else if (drawn(link) !== (state !== "loaded")) add("shows the link and the widget, or neither");
    for (const { name } of widget.attributes) {
      if (!["name", "class", "style", "theme", "id", "lang", "dir"].includes(name)) add(`has got the attribute ${name}`);
    }
    if (state !== "loaded") {
      if (root) add("has a shadow root");
      continue;
    }
    const section = root.querySelector(".laurels");
    const box = section?.getBoundingClientRect();
    if (!section || !drawn(section) || !section.innerText.trim()) add("shows nothing");
    if (root.adoptedStyleSheets.length !== (classList.contains("declared") ? 0 : 1)) add("has no style sheet");
    if (!classList.contains("declared") && root.querySelector("[style], script, style, link")) add("brings scripts or styles");
    if (box?.right > innerWidth + 1 || box?.left < -1) add("reaches out of the window");
    if (section?.scrollWidth > section?.clientWidth + 1) add("is wider than its place");
  }
  return wrong;
}
