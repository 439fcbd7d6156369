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
  const ZOOMS = [["out", "−", "Smaller"], ["in", "+", "Larger"], ["fit", "Fit", ""], ["full", "100 %", ""]];

  function setUpZoom(frame) {
    const picture = frame.querySelector("svg");
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
    const buttons = document.createElement("div");
    buttons.className = "st-map-zoom";
    buttons.setAttribute("role", "group");
    buttons.setAttribute("aria-label", `Size of the picture: ${frame.getAttribute("aria-label").split(",")[0]}`);
    for (const [name, sign, label] of ZOOMS) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      if (label) button.setAttribute("aria-label", label);
      button.addEventListener("click", () => show(wanted[name]()));
      buttons.append(button);
    }
    frame.before(buttons);
  }

  // The theme ends a word of what is typed at each hyphen, whatever the index says. In an id it is escaped, twice, since
  // the theme reads what is typed twice: `FLOW-0014` is looked for as one word then.
  function keepIdsWhole() {
    const escaped = (query) => query.replace(/(\w)-(?=\d)/g, "$1\\\\\\-").replace(/(\w)-+(?=\s|$)/g, "$1");
    const post = window.Worker && Worker.prototype.postMessage;
    if (!post) return;
    Worker.prototype.postMessage = function (message, ...rest) {
      const isQuery = message && typeof message.data === "string";
      const sent = isQuery ? { ...message, data: escaped(message.data) } : message;
      return post.call(this, sent, ...rest);
    };
  }
  keepIdsWhole();

  // The theme puts a landmark on each block of code, all without a name: each gets one of its own.
  function nameCodeLandmarks() {
    if (!document.querySelector("pre > code")) return;
    let named = 0;
    const name = () => document.querySelectorAll("nav.md-code__nav:not([aria-label])")
      .forEach((nav) => nav.setAttribute("aria-label", `Code ${(named += 1)}`));
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
    name();
  }

  function start() {
    nameCodeLandmarks();
    document.querySelectorAll(".st-zooms").forEach(setUpZoom);
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
