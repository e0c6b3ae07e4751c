// Where the elements that fit stand on the page, in whole pixels, with what they are called.
selector => [...document.querySelectorAll(selector)].filter(drawn).map(element => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const label = element.getAttribute("aria-label") ?? element.textContent.trim();
  const [x, y] = [Math.round(left + scrollX), Math.round(top + scrollY)];
  return { label, area: { x, y, width: Math.round(width), height: Math.round(height) } };
})
