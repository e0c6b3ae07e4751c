// Builds the page up again bit by bit, as it comes over a slow line; gives what moves meanwhile.
() => {
  const NOTICED = 3; // pixels: what browsers begin to count
  const whole = document.body.cloneNode(true);
  const seen = new Map();
  const moved = new Map();
  const start = element => {
    if (!drawn(element)) return null;
    const [box] = element.getClientRects();
    return { x: getComputedStyle(element).direction === "rtl" ? box.right : box.left, y: box.top };
  };
  const inside = ({ y }) => y < innerHeight;
  const look = newest => {
    for (const [element, before] of seen) {
      const now = start(element);
      seen.set(element, now);
      if (!before || !now || !(inside(before) || inside(now)) || moved.has(element)) continue;
      const [x, y] = [Math.round(now.x - before.x), Math.round(now.y - before.y)];
      if (Math.max(Math.abs(x), Math.abs(y)) >= NOTICED) moved.set(element, { x, y, newest });
    }
  };
  // What stands in something that moves, moves with it.
  const top = () => [...moved].filter(([element]) => !moved.has(element.parentElement));
  const full = () => document.body.getBoundingClientRect().height > 2 * innerHeight;
  // What is not whole yet has no place of its own.
  const add = (from, to) => {
    for (const node of from.childNodes) {
      if (full()) return;
      const copy = to.appendChild(node.cloneNode(node instanceof SVGElement));
      if (!(copy instanceof Element)) continue;
      if (!copy.hasChildNodes()) add(node, copy);
      seen.set(copy, null);
      look(copy);
    }
  };
  document.body.replaceChildren();
  add(whole, document.body);
  const told = top().map(([element, { x, y, newest }]) => [name(element), `by ${x}, ${y} when ${name(newest)} comes`]);
  document.body.replaceWith(whole);
  return told;
}
