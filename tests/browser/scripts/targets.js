// Controls that are too small to be hit: less than 24 pixels wide or high.
//
// Links in lines of text are left to axe, which allows them to be lower where nothing else is near.
() => {
  const small = box => box.width < 23.9 || box.height < 23.9;
  const area = element => {
    const boxes = [element, ...(element.labels ?? [])].map(one => one.getBoundingClientRect());
    return boxes.find(box => !small(box)) ?? boxes[0];
  };
  const control = element => getComputedStyle(element).display !== "inline" || element.localName !== "a";
  return reachable().filter(drawn).filter(element => control(element) && small(area(element))).map(element => {
    const { width, height } = area(element);
    return `${name(element)}: ${Math.round(width)} × ${Math.round(height)}`;
  });
}
