// All words that can be seen, a line each. A search and its answer are left out: a script may add them.
() => {
  const added = "search, form, output, [role=search], [role=status], [aria-live]";
  for (const element of document.querySelectorAll(added)) element.style.display = "none";
  return document.body.innerText.split("\n").map(line => line.trim()).filter(line => line !== "");
}
