// What is too small to be hit: less than 24 pixels wide or high. Links in running text may be.
() => {
  const small = box => box.width < 23.9 || box.height < 23.9;
  const area = element => {
    const label = element.labels?.[0];
    const boxes = [element, label].filter(Boolean).map(one => one.getBoundingClientRect());
    return boxes.find(box => !small(box)) ?? boxes[0];
  };
  const inText = element => {
    const around = element.closest("p, li, dd, dt, td, th, h1, h2, h3, h4, summary, figcaption, address, div");
    const display = getComputedStyle(element).display;
    return display === "inline" && around && around.textContent.trim() !== element.textContent.trim();
  };
  return reachable().filter(drawn).filter(element => !inText(element) && small(area(element))).map(element => {
    const { width, height } = area(element);
    return [`${Math.round(width * 10) / 10} × ${Math.round(height * 10) / 10}`, name(element)];
  });
}
