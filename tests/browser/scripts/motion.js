// Everything that moves, or would if something changed.
() => {
  const running = document.getAnimations().map(one =>
    `runs: ${one.animationName ?? one.transitionProperty ?? one.id} of ${name(one.effect.target)}`);
  const long = text => text.split(",").some(time => parseFloat(time) > 0.01);
  const would = [...document.querySelectorAll("*")].flatMap(element => {
    const style = getComputedStyle(element);
    const wrong = [];
    if (long(style.transitionDuration)) wrong.push(`takes ${style.transitionDuration} to change: ${name(element)}`);
    if (style.scrollBehavior === "smooth") wrong.push(`scrolls smoothly: ${name(element)}`);
    return wrong;
  });
  return [...running, ...would];
}
