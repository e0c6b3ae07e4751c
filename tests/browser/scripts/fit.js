// What is wider than the window, and what is cut off at its own edge.
() => {
  const page = document.documentElement;
  const width = page.clientWidth;
  const wrong = [];
  const clips = element => getComputedStyle(element).overflowX !== "visible";
  const within = element => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (clips(up)) return true;
    }
    return false;
  };
  if (page.scrollWidth > width) wrong.push(["the page is wider than the window", "html"]);
  for (const element of document.body.querySelectorAll("*")) {
    if (!drawn(element) || element.ownerSVGElement) continue;
    const box = element.getBoundingClientRect();
    const outside = box.right > width + 1 || box.left < -1;
    if (outside && !within(element)) wrong.push(["stands outside the window", name(element)]);
    const hides = ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
    const cut = hides && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    if (cut && element.localName !== "svg") wrong.push(["its content is cut off", name(element)]);
  }
  return wrong;
}
