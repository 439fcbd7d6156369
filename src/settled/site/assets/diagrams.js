/* Draws the Mermaid diagrams of a record in a frame that may load nothing and run nothing but Mermaid itself:
   records come from strangers. What it draws is shown as a picture, in which nothing runs either. */
(function () {
  "use strict";

  const bundle = new URL("mermaid.js", document.currentScript.src).href;
  const isDark = () => (document.body.dataset.mdColorScheme || "") === "slate";
  let drawer = null;

  // A frame of its own, with rules of its own: no address but that of the bundle, no handler, no foreign picture.
  function openDrawer() {
    return new Promise((resolve, reject) => {
      const frame = document.createElement("iframe");
      const source = bundle.startsWith("file:") ? "file:" : bundle;
      frame.setAttribute("aria-hidden", "true");
      frame.tabIndex = -1;
      frame.title = "Mermaid";
      frame.style.cssText = "position:fixed;left:-1300px;top:0;width:1200px;height:900px;border:0;visibility:hidden";
      frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none';` +
        ` script-src ${source}; style-src 'unsafe-inline'"><body><script src="${bundle}"></` + "script>";
      frame.addEventListener("load", () => {
        const mermaid = frame.contentWindow.mermaid;
        if (mermaid) resolve(mermaid); else reject(new Error("Mermaid could not be loaded"));
      });
      document.body.append(frame);
    });
  }

  async function draw(place, number) {
    const mermaid = await drawer;
    mermaid.initialize({
      startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, htmlLabels: false,
      flowchart: { htmlLabels: false }, theme: isDark() ? "dark" : "default",
      secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges",
        "htmlLabels", "theme", "themeCSS", "fontFamily", "altFontFamily", "dompurifyConfig"],
    });
    const { svg } = await mermaid.render(`settled-diagram-${number}`, place.source);
    const width = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+)/.exec(svg);
    place.image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    if (width) place.image.style.width = `${Math.ceil(width[1])}px`;
  }

  // Either the picture or, where the text is no diagram, the text.
  function show(place, isDrawn) {
    place.figure.hidden = !isDrawn;
    place.text.style.display = isDrawn ? "none" : "";
    place.text.dataset.drawn = isDrawn ? "yes" : "no";
  }

  function start() {
    const places = Array.from(document.querySelectorAll("pre.settled-diagram")).map((text) => {
      const figure = document.createElement("figure");
      const image = document.createElement("img");
      const source = text.textContent;
      image.alt = `Diagram: ${source.trim().split("\n")[0]}; its text: ${source.trim()}`;
      image.style.maxWidth = "100%";
      figure.className = "settled-drawn";
      figure.hidden = true;
      figure.append(image);
      text.before(figure);
      return { text, figure, image, source };
    });
    if (!places.length) return;
    async function drawAll() {
      for (const [number, place] of places.entries()) {
        try {
          await draw(place, number);
          show(place, true);
        } catch (error) {
          show(place, false);
        }
      }
    }
    drawer = openDrawer();
    let waiting = drawAll();
    new MutationObserver(() => { waiting = waiting.then(drawAll); })
      .observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
