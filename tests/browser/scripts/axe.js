// What axe says, each finding with its rule, its place and the reason.
async tags => {
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
