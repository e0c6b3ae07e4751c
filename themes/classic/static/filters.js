/*
 * Search among the cards of this page, and how many are left. The filters themselves are CSS: this
 * script only adds what CSS cannot do, and everything works without it.
 */
const form = document.querySelector(".filters form");
const search = form?.querySelector("input[type=search]");
const output = form?.querySelector("output");
const entries = [...document.querySelectorAll(".entry")];

/** Lower case without accents, so that "cafe" finds "Café". */
const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
const texts = new Map();
const textOf = (entry) => {
  if (!texts.has(entry)) texts.set(entry, plain(entry.textContent));
  return texts.get(entry);
};

const update = () => {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  for (const entry of entries) entry.hidden = !words.every((word) => textOf(entry).includes(word));
  const chosen = form.elements.show.value;
  const matches = (entry) => !entry.hidden && (!chosen || entry.classList.contains(chosen));
  const shown = entries.filter(matches).length;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const some = output.dataset.some
    .replace("{shown}", number.format(shown))
    .replace("{total}", number.format(entries.length));
  output.textContent = shown ? some : output.dataset.none;
};

if (form) {
  form.querySelector(".search").hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser may have kept what was chosen before, and gives it back once the page is there.
  addEventListener("pageshow", () => {
    if (search.value || form.elements.show.value) update();
  });
}
