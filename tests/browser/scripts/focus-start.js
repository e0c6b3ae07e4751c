// Remembers how everything looks that is not focused; gives what must be reached, in order.
() => {
  const look = element => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor, textDecoration } =
      getComputedStyle(element);
    return JSON.stringify([outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor, textDecoration]);
  };
  const all = reachable();
  window.keyboard = { all, look, before: new Map(all.map(element => [element, look(element)])), reached: new Set(), last: null };
  return all.length;
}
