/* Makes the route map zoom, folds a long introduction on a phone, opens what a link leads to.
   Without it every picture and text is there as it is. */
(function () {
  "use strict";

  // On a phone a long introduction would fill the screen before the figures: its beginning is enough there.
  function fold(text) {
    const more = document.createElement("button");
    more.type = "button";
    more.className = "st-read-on";
    more.textContent = "Read on";
    const show = () => { text.classList.remove("st-folded"); more.remove(); };
    more.addEventListener("click", show);
    text.addEventListener("focusin", show);
    text.classList.add("st-folded");
    text.after(more);
  }

  // A picture that scrolls is seen whole, at its own size, or in steps between; without this it is as wide as fits.
  function setUpZoom(buttons) {
    const frame = document.getElementById(buttons.dataset.for);
    const picture = frame && frame.querySelector("svg");
    if (!picture) return;
    const full = Number(picture.getAttribute("width"));
    const show = (width) => {
      const wanted = Math.min(Math.max(width, full * 0.2), full * 4);
      const [x, y] = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2];
      const ratio = wanted / picture.clientWidth;
      picture.style.width = `${wanted}px`;
      picture.style.minWidth = "0";
      picture.style.maxWidth = "none";
      // What was in the middle stays in the middle.
      frame.scrollTo(x * ratio - frame.clientWidth / 2, y * ratio - frame.clientHeight / 2);
    };
    const wanted = {
      in: () => picture.clientWidth * 1.25,
      out: () => picture.clientWidth / 1.25,
      fit: () => frame.clientWidth,
      full: () => full,
    };
    buttons.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) show(wanted[button.dataset.zoom]());
    });
    buttons.hidden = false;
  }

  function start() {
    document.querySelectorAll(".st-map-zoom").forEach(setUpZoom);
    const introduction = document.querySelector(".st-introduction");
    if (introduction && matchMedia("(max-width: 44.9375em)").matches && introduction.scrollHeight > 240) fold(introduction);
    openTarget();
    addEventListener("hashchange", openTarget);
  }

  // A link to what is folded opens it.
  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    const details = target && target.closest("details");
    if (!details || details.open) return;
    details.open = true;
    target.scrollIntoView();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
