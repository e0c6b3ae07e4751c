// Goes from widget to widget until each that will be drawn, or will fail, has said so.
() => new Promise(done => {
  const look = () => {
    const open = [...document.querySelectorAll("laurels-widget:not(.left)")]
      .find(widget => !widget.matches(":state(loaded), :state(failed)"));
    // One that is not near may not be asked for.
    if (open) return open.scrollIntoView({ behavior: "instant" });
    removeEventListener("laurels:load", look);
    removeEventListener("laurels:error", look);
    scrollTo({ top: 0, behavior: "instant" });
    // What comes in slowly is there at once; what moves for good cannot end.
    const roots = [...document.querySelectorAll("laurels-widget")].map(({ shadowRoot }) => shadowRoot);
    for (const animation of roots.flatMap(root => root?.getAnimations() ?? [])) {
      if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
    }
    done(0);
  };
  addEventListener("laurels:load", look);
  addEventListener("laurels:error", look);
  look();
})
