// What axe says of contrast and of the rules with these tags, each finding with its place and reason.
async tags => {
  const contrast = "color-contrast";
  const resultTypes = ["violations", "incomplete"];
  const rest = tags.length === 0 ? { violations: [], incomplete: [], passes: [] } : await axe.run(document, {
    runOnly: { type: "tag", values: tags }, rules: { [contrast]: { enabled: false } }, resultTypes,
  });
  // Contrast matters in texts of one letter too.
  const { options } = axe._audit.checks[contrast];
  axe.configure({ checks: [{ id: contrast, options: { ...options, ignoreLength: true } }] });
  // What cannot be seen covers nothing, but axe gives up where a control lies over a text.
  for (const element of document.querySelectorAll("input")) {
    const { opacity, appearance, backgroundColor, backgroundImage } = getComputedStyle(element);
    const clear = appearance === "none" && backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none";
    if (opacity === "0" || clear) element.style.visibility = "hidden";
  }
  const colours = await axe.run(document, { runOnly: [contrast], resultTypes });
  const list = results => results.flatMap(result => result.nodes.map(node => {
    const checks = [...node.any, ...node.all, ...node.none];
    return {
      rule: result.id,
      target: node.target.flat().join(" "),
      html: node.html.replace(/\s+/g, " ").slice(0, 200),
      why: checks.map(check => check.message).join("; "),
    };
  }));
  return {
    violations: list([...rest.violations, ...colours.violations]),
    incomplete: list([...rest.incomplete, ...colours.incomplete]),
    passes: rest.passes.length + colours.passes.length,
  };
}
