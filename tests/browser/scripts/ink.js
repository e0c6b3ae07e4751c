// Whether the words of each widget are light or dark.
() => [...document.querySelectorAll("laurels-widget")].map(({ shadowRoot }) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  canvas.fillStyle = getComputedStyle(shadowRoot.querySelector(".laurels")).color;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return red + green + blue > 382 ? "light" : "dark";
})
