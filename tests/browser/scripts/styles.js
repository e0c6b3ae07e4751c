// How everything inside of the widgets looks, but for the typeface, which is the page's own.
() => {
  const styles = [];
  for (const { shadowRoot } of document.querySelectorAll("laurels-widget")) {
    for (const element of shadowRoot.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const list = [...style].filter(property => property !== "font-family")
        .map(property => [property, style.getPropertyValue(property)]);
      styles.push([name(element), Object.fromEntries(list)]);
    }
  }
  return styles;
}
