// Goes through the page from top to bottom; gives what moved without being asked, and how far.
async () => {
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const moved = [];
  const watch = list => {
    for (const shift of list.getEntries()) {
      const nodes = shift.sources.map(source => source.node).filter(node => node instanceof Element);
      moved.push({ by: shift.value, what: nodes.map(name).join(", ") });
    }
  };
  const observer = new PerformanceObserver(watch);
  observer.observe({ type: "layout-shift", buffered: true });
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo({ top, behavior: "instant" });
    await frame();
  }
  await Promise.all([...document.images].map(image => {
    image.loading = "eager";
    return image.decode().catch(() => {});
  }));
  await frame();
  watch({ getEntries: () => observer.takeRecords() });
  return { known: PerformanceObserver.supportedEntryTypes.includes("layout-shift"), moved };
}
