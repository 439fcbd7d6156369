/* Walks through a path of a flow, one step at a time: by two buttons, or by the arrow keys on them.
   Without it the whole path is there as it is. */
(function () {
  "use strict";

  function setUpWalk(section) {
    const steps = Array.from(section.querySelectorAll(".st-steps > g"));
    const rows = Array.from(section.querySelectorAll(".st-path-steps tbody tr"));
    const frame = section.querySelector(".st-map-frame");
    if (!frame || !steps.length || steps.length !== rows.length) return;
    // Behind the last step comes the whole path again.
    let current = steps.length;
    const bar = document.createElement("div");
    bar.className = "st-map-zoom st-path-walk";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Step by step");
    const said = document.createElement("output");
    said.setAttribute("aria-live", "polite");

    function show(next) {
      current = (next + steps.length + 1) % (steps.length + 1);
      const isWhole = current === steps.length;
      section.classList.toggle("st-is-walked", !isWhole);
      [steps, rows].forEach((parts) => parts.forEach((part, index) => {
        part.classList.toggle("st-is-current", index === current);
      }));
      said.textContent = isWhole ? "" : `Step ${current + 1} of ${steps.length}: ${rows[current].querySelector("th").textContent}`;
      if (isWhole) return;
      const [step, seen] = [steps[current].getBoundingClientRect(), frame.getBoundingClientRect()];
      frame.scrollBy(
        step.left < seen.left || step.right > seen.right ? step.left - seen.left - 20 : 0,
        step.top < seen.top || step.bottom > seen.bottom ? step.top - seen.top - 20 : 0,
      );
    }

    for (const [label, sign, by] of [["Previous step", "←", -1], ["Next step", "→", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => show(current + by));
      bar.append(button);
    }
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      show(current + by);
    });
    bar.append(said);
    frame.parentElement.prepend(bar);
  }

  function start() {
    document.querySelectorAll(".st-path-section").forEach(setUpWalk);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
