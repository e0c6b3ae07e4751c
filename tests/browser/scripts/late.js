// Does to widgets what frameworks do to a page; gives what came of each step: what is drawn, or the link.
async () => {
  const [here, there] = ["here", "there"].map(id => document.getElementById(id));
  const heard = [];
  for (const type of ["laurels:load", "laurels:error"]) addEventListener(type, event => heard.push(event.type));
  const loaded = () => new Promise(done => addEventListener("laurels:load", done, { once: true }));
  const make = name => {
    const widget = document.createElement("laurels-widget");
    if (name) widget.setAttribute("name", name);
    widget.append(Object.assign(document.createElement("a"), { href: "/", textContent: "Reviews" }));
    return widget;
  };
  const look = widget => {
    if (drawn(widget.querySelector("a"))) return "link";
    const section = widget.shadowRoot.querySelector(".laurels");
    return drawn(section) ? section.className.match(/laurels-(\w+)/)[1] : "nothing";
  };
  const steps = [];
  const step = async (name, act, event = true) => {
    const news = event && loaded();
    const widget = act();
    await news;
    steps.push(`${name}: ${look(widget)}`);
    return widget;
  };
  const one = await step("inserted", () => here.appendChild(make("one")));
  const content = one.shadowRoot.firstElementChild;
  await step("moved", () => there.appendChild(one), false);
  await step("taken away", () => (one.remove(), here.appendChild(one)), false);
  if (one.shadowRoot.firstElementChild !== content) steps.push("drawn anew without need");
  await step("copied", () => there.appendChild(one.cloneNode(true)));
  await step("written anew", () => ((here.innerHTML = one.outerHTML), here.firstElementChild));
  const blank = await step("without a name", () => here.appendChild(make()), false);
  await step("with a name at last", () => (blank.setAttribute("name", "badge"), blank));
  await step("with another name", () => (blank.setAttribute("name", "one"), blank));
  const outer = here.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
  await step("in a shadow root", () => outer.appendChild(make("badge")));
  const early = make("figures");
  here.append(early);
  early.remove();
  await step("taken away before it came", () => here.appendChild(early));
  return { steps, heard };
}
