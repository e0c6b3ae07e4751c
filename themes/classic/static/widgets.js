/*
 * On the page that offers the widgets: copies a text, and puts the height that a widget has in this
 * browser into the texts, in place of an estimate. Everything else works without this script.
 */
const offers = [...document.querySelectorAll(".offer")];
const number = new Intl.NumberFormat(document.documentElement.lang);

/** Into the clipboard, where a page may write there; else the old way, from what is selected. */
const copy = async (code) => {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }
};

for (const line of document.querySelectorAll(".copying")) {
  const status = line.querySelector("[role=status]");
  line.hidden = false;
  line.querySelector("button").addEventListener("click", async () => {
    for (const other of document.querySelectorAll(".copying [role=status]")) other.textContent = "";
    if (await copy(line.parentElement.querySelector("code"))) status.textContent = status.dataset.words;
  });
}

/** How wide a frame has to be for its height to be that on most pages, in pixels. */
const WIDE = 600;

/** The texts with a height in place of the one before. */
const texts = (offer, height) => {
  // A toast lies over the page, which keeps no more than room for its link.
  const element = offer.dataset.type !== "toast";
  // What is higher than the estimate would scroll: the widget has to know that it has the room.
  const more = height > offer.dataset.estimate;
  for (const code of offer.querySelectorAll(".way code")) {
    let text = code.textContent.replace(/(<iframe [^>]*height=")\d+/, `$1${height}`);
    if (element) {
      text = text
        .replace(/min-block-size:\d+px(;--l-height:\d+px)?/, `min-block-size:${height}px${more ? `;--l-height:${height}px` : ""}`)
        .replace(/minBlockSize: \d+(, "--l-height": "\d+px")?/, `minBlockSize: ${height}${more ? `, "--l-height": "${height}px"` : ""}`);
    }
    if (text !== code.textContent) code.textContent = text;
  }
};

const frames = offers.flatMap((offer) => [...offer.querySelectorAll("iframe")].map((frame) => [frame, offer]));

const inSight = new Set();

addEventListener("message", ({ source, data }) => {
  if (data?.message !== "height" || !Number.isInteger(data.value)) return;
  const [frame, offer] = frames.find(([one]) => one.contentWindow === source) ?? [];
  // A height that somebody chose is shown as it will be.
  if (!offer?.dataset.estimate || !inSight.has(frame)) return;
  const height = Math.min(Math.max(data.value, 1), 5000);
  frame.height = height;
  // What is kept for a narrow page would be empty on a wide one. Where it is too little, it scrolls.
  if (frame.clientWidth < WIDE || !offer.querySelector("[value=full]:checked")) return;
  texts(offer, height);
  const line = offer.querySelector(".measured");
  line.textContent = line.dataset.words
    .replace("{height}", number.format(height))
    .replace("{width}", number.format(frame.clientWidth));
  line.hidden = false;
});

// A frame that is not in sight may not have its width yet. One that comes there tells its height again,
// and so do those that were faster than this script.
const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) {
      inSight.add(target);
      target.contentWindow?.postMessage({ message: "ready" }, "*");
    } else inSight.delete(target);
  }
});
for (const [frame] of frames) observer.observe(frame);
