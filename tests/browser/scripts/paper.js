// What has no use on paper, and cards of a list that may be torn apart.
() => {
  const useless = "nav, form, search, button, input, select, video[controls], audio[controls], [href='#main']";
  const printed = [...document.querySelectorAll(useless)].filter(drawn);
  const torn = [...document.querySelectorAll(":not(main) > article")].filter(drawn)
    .filter(card => !["avoid", "avoid-page"].includes(getComputedStyle(card).breakInside));
  return [
    ...printed.map(element => `is printed: ${name(element)}`),
    ...torn.map(card => `may be torn apart: ${name(card)}`),
  ];
}
