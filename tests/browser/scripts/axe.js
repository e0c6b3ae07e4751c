// What axe says, each finding with its rule, its place and the reason.
async tags => {
  // Contrast matters in texts of one letter too.
  const { options } = axe._audit.checks["color-contrast"];
  axe.configure({ checks: [{ id: "color-contrast", options: { ...options, ignoreLength: true } }] });
  // What cannot be seen covers nothing, but axe gives up where something lies over a text.
  for (const element of document.querySelectorAll("input")) {
    const { opacity, appearance, backgroundColor, backgroundImage } = getComputedStyle(element);
    const clear = appearance === "none" && backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none";
    if (opacity === "0" || clear) element.style.pointerEvents = "none";
  }
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations", "incomplete"],
  });
  const list = results => results.flatMap(result => result.nodes.map(node => {
    const checks = [...node.any, ...node.all, ...node.none];
    return {
      rule: result.id,
      target: node.target.flat().join(" "),
      html: node.html.replace(/\s+/g, " ").slice(0, 200),
      why: checks.map(check => check.message).join("; "),
    };
  }));
  return { violations: list(found.violations), incomplete: list(found.incomplete), passes: found.passes.length };
}
