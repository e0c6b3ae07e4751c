// What has the focus after a key: where it stands in the document, and what is wrong with it.
async () => {
  const ends = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(ends.map(one => one.finished));
  const { all, look, before, reached } = window.keyboard;
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const wrong = [];
  reached.add(element);
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const inside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  const on = inside ? document.elementFromPoint(x, y) : null;
  const related = other => other && (element.contains(other) || other.contains(element));
  if (box.width <= 1 || box.height <= 1) wrong.push("has the focus and is not drawn");
  else if (!inside) wrong.push("has the focus outside the window");
  else if (!related(on) && ![...(element.labels ?? [])].some(label => label.contains(on))) {
    wrong.push(`is covered by ${on ? name(on) : "something"}`);
  }
  // The browser draws the focus inside the controls of a video itself.
  const own = !element.matches("video, audio") && before.has(element);
  if (own && look(element) === before.get(element)) wrong.push("looks the same with the focus");
  // On in the document, or else further down: what CSS has put elsewhere is reached where it is seen.
  const at = all.indexOf(element);
  const { last } = window.keyboard;
  const back = last && at >= 0 && at < last.at && box.y + scrollY < last.bottom - 1;
  if (at >= 0) window.keyboard.last = { at, bottom: box.bottom + scrollY };
  return { at, name: name(element), wrong, back: Boolean(back) };
}
