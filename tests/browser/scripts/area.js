// Where the elements that fit stand on the page, with their names.
selector => [...document.querySelectorAll(selector)].filter(drawn).map(element => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const label = element.getAttribute("aria-label") ?? element.textContent.trim();
  return { label, area: { x: left + scrollX, y: top + scrollY, width, height } };
})
