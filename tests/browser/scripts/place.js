// Brings the first element that fits into the window; gives where its middle is.
selector => {
  const element = [...document.querySelectorAll(selector)].find(drawn);
  if (!element) return null;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const box = element.getClientRects()[0];
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
