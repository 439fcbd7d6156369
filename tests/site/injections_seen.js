// What the tests of injections do in a browser: look at a page, at many pages, and touch one.
({
  // What a browser has made of a page: whatever runs, loads or poses, told as a list.
  look(document) {
    const told = [];
    const addresses = ["href", "src", "xlink:href", "action", "formaction", "poster", "srcset", "data", "background", "ping"];
    const bad = /^(?:javascript|data|vbscript|blob|file|ftp):/i;
    const loads = new Set(["IMG", "SCRIPT", "LINK", "IFRAME", "OBJECT", "EMBED", "SOURCE", "VIDEO", "AUDIO", "INPUT", "USE", "IMAGE"]);
    const article = document.querySelector("article");
    const base = document.baseURI || location.href;
    const say = (what, element) => told.push(what + ": " + element.outerHTML.slice(0, 200));
    for (const element of document.querySelectorAll("*")) {
      const drawn = element.matches("figure.settled-drawn > img");
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) say("handler", element);
        if (!addresses.includes(name.toLowerCase()) || drawn) continue;
        const address = value.replace(/[\u0000-\u0020]/g, "");
        if (bad.test(address)) say("address", element);
        const isForeign = (() => { try { return new URL(value, base).host !== location.host; } catch { return false; } })();
        if (isForeign && loads.has(element.tagName.toUpperCase()) && element.rel !== "canonical") say("loads", element);
      }
      if (/url\(|expression|position/i.test(element.getAttribute("style") || "") && article && article.contains(element)) say("style", element);
    }
    if (article) {
      const never = "script, style, iframe:not([title=Mermaid]), object, embed, base, link, meta, video, audio, math, textarea, template, noscript,"
        + " [contenteditable], [popover], [accesskey], [srcset], [srcdoc], [data-md-component], [data-md-toggle], .mermaid, .md-search, .md-overlay,"
        + " .md-dialog, form:not(.st-filter), .st-text [class^='st-'], .st-text [class*=' st-'], .st-text [name]";
      for (const element of article.querySelectorAll(never)) say("never", element);
    }
    const foreignBase = (base) => new URL(base.href, location.href).host !== location.host;
    for (const element of document.querySelectorAll("base")) if (foreignBase(element)) say("page", element);
    for (const element of document.querySelectorAll("meta[http-equiv=refresh], iframe:not([title=Mermaid])")) say("page", element);
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) told.push("twice: " + id);
    if (document.getElementById("__config").tagName !== "SCRIPT") told.push("__config is not the theme's");
    for (const name of ["body", "documentElement", "getElementById", "location", "querySelector"]) {
      if (document[name] instanceof Element !== ["body", "documentElement"].includes(name)) told.push("clobbered: " + name);
    }
    return told;
  },

  // The same of pages that are parsed by the browser and not shown, which takes a hundredth of the time.
  async lookAtAll(pages) {
    const told = {};
    for (const page of pages) {
      const text = await (await fetch(page)).text();
      const found = this.look(new DOMParser().parseFromString(text, "text/html"));
      if (found.length) told[page] = found;
    }
    return told;
  },

  // Whatever a reader may do to a page without leaving it.
  touch() {
    document.addEventListener("click", (event) => { if (event.target.closest("a, button, label")) event.preventDefault(); });
    for (const element of document.querySelectorAll("article *, .md-nav--secondary *, .md-header *")) {
      for (const kind of ["mouseover", "focus", "toggle"]) {
        element.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
      }
      if (element.tagName === "DETAILS") element.open = !element.open;
      if (element.click && !element.closest("form, label, button")) element.click();
    }
  },
})
