/* Makes a register narrow and sort, counts what each choice would leave, and keeps all of it in the address.
   Without it the tables are whole and the form stays hidden. */
(function () {
  "use strict";

  const MOST_OPEN = 100;
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const wordsOf = (element) => element.textContent.replace(/\s+/g, " ").toLowerCase();
  const phone = matchMedia("(max-width: 44.9375em)");
  const wide = matchMedia("(min-width: 100em)");

  // `0;2 5;` is, for each facet, the places of a row's values among those of the facet.
  const codesOf = (element) => (element.dataset.facets || "").split(";")
    .map((places) => (places ? places.split(" ").map(Number) : []));

  // What a filter shows and hides: the rows, or the lines of a row that holds several things.
  function entriesOf(row, index) {
    const lines = Array.from(row.querySelectorAll(".st-line[data-facets]"));
    const entry = (element) => ({ element, row, index, codes: codesOf(element), isShown: true, words: null });
    return lines.length ? lines.map(entry) : [entry(row)];
  }

  // The words of a page are read when somebody looks for some, and then once.
  function textOf(entry) {
    if (entry.words === null) {
      const others = entry.element === entry.row ? [] :
        Array.from(entry.row.cells).filter((cell) => !cell.contains(entry.element));
      entry.words = [entry.element, ...others].map(wordsOf).join(" ");
    }
    return entry.words;
  }

  // What is folded around the entries: a filter opens what it finds something in.
  function foldsAround(entries) {
    const found = new Map();
    for (const entry of entries) {
      let details = entry.element.closest("details");
      for (; details; details = details.parentElement.closest("details")) {
        if (!found.has(details)) found.set(details, { wasOpen: details.open, entries: [] });
        found.get(details).entries.push(entry);
      }
    }
    return found;
  }

  // A facet with a box for each of its values, and a place for the number that each would leave.
  function facetOf(details) {
    const boxes = Array.from(details.querySelectorAll("input"));
    const counts = boxes.map((box) => {
      const count = document.createElement("b");
      box.parentElement.append(" ", count);
      return count;
    });
    const place = Number(details.dataset.place);
    const chosen = () => boxes.flatMap((box, value) => (box.checked ? [value] : []));
    return { details, boxes, counts, place, chosen, label: details.querySelector(".st-chosen"), name: boxes[0].name };
  }

  function setUp(form, tables) {
    const bodies = tables.flatMap((table) => Array.from(table.tBodies));
    const groups = bodies.map((body) => ({ body, head: body.querySelector("tr.st-group") }));
    const rows = bodies.flatMap((body) => Array.from(body.rows)).filter((row) => !row.classList.contains("st-group"));
    const homes = new Map(rows.map((row) => [row, row.parentElement]));
    const entries = rows.flatMap(entriesOf);
    const folds = foldsAround(entries);
    const drawn = Array.from(document.querySelectorAll("svg [data-drawn]"));
    const facets = Array.from(form.querySelectorAll(".st-facet"), facetOf);
    // Not `q`: the theme would open its search with it.
    const text = form.elements.namedItem("find");
    const output = form.querySelector("output");
    const clear = form.querySelector("button[type=reset]");
    const opener = form.querySelector(".st-filter-open");
    const heads = Array.from(tables[0].tHead.rows[0].cells);
    // A column is named by its words, so that an address still holds when another column comes before it; one whose
    // words changed keeps the name that addresses know.
    const names = heads.map((head) => head.dataset.key || head.textContent.trim().toLowerCase().replace(/\s+/g, "-"));
    const sorting = { column: -1, descending: false };
    let sorted = "";

    function apply() {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = facets.map((facet) => new Set(facet.chosen()));
      const counts = facets.map((facet) => new Uint32Array(facet.boxes.length));
      const count = (entry, at) => { for (const value of entry.codes[facets[at].place] || []) counts[at][value] += 1; };
      const rowsShown = new Set();
      let shown = 0;
      for (const entry of entries) {
        const isFound = words.every((word) => textOf(entry).includes(word));
        let misses = 0;
        let missed = -1;
        for (let at = 0; isFound && at < facets.length && misses < 2; at += 1) {
          if (!wanted[at].size || (entry.codes[facets[at].place] || []).some((value) => wanted[at].has(value))) continue;
          misses += 1;
          missed = at;
        }
        const fits = isFound && !misses;
        // Of a row that one facet alone keeps away, that facet says what choosing its value would bring.
        if (fits) facets.forEach((_, at) => count(entry, at));
        else if (isFound && misses === 1) count(entry, missed);
        if (fits) { shown += 1; rowsShown.add(entry.row); }
        if (fits !== entry.isShown && entry.element !== entry.row) entry.element.hidden = !fits;
        entry.isShown = fits;
      }
      for (const row of rows) if (row.hidden === rowsShown.has(row)) row.hidden = !rowsShown.has(row);
      showGroups(rowsShown);
      showFolds(shown !== entries.length);
      showDrawn(rowsShown, shown !== entries.length);
      facets.forEach((facet, at) => showFacet(facet, counts[at]));
      showState(shown, words.length > 0);
    }

    // In a picture of the rows, what the table leaves out steps back.
    function showDrawn(rowsShown, isNarrowed) {
      const names = new Set(Array.from(rowsShown, (row) => row.dataset.drawn));
      for (const part of drawn) part.classList.toggle("st-is-out", isNarrowed && !names.has(part.dataset.drawn));
    }

    function showGroups(rowsShown) {
      const found = new Map();
      for (const row of rowsShown) found.set(homes.get(row), (found.get(homes.get(row)) || 0) + 1);
      for (const { body, head } of groups) {
        if (!head) continue;
        head.hidden = sorting.column >= 0 || !found.get(body);
        const count = head.querySelector(".st-count");
        if (count) count.textContent = found.get(body) || 0;
      }
    }

    function showFolds(isNarrowed) {
      let opened = 0;
      for (const [details, { wasOpen, entries: inside }] of folds) {
        const found = inside.filter((entry) => entry.isShown).length;
        const count = details.querySelector(":scope > summary .st-count");
        if (count) count.textContent = found < inside.length ? `${found} of ${inside.length}` : `${found}`;
        // Thousands of lines at once would make every key slow: the first months stand open, the others wait.
        const fits = !count || !opened || opened + found <= MOST_OPEN;
        if (count) opened += found;
        details.hidden = !found;
        details.open = isNarrowed ? found > 0 && fits : wasOpen;
      }
    }

    function showFacet(facet, counts) {
      facet.boxes.forEach((box, value) => {
        facet.counts[value].textContent = counts[value];
        // What leads to nothing cannot be chosen; what is chosen can always be given up.
        box.disabled = !counts[value] && !box.checked;
      });
      const names = facet.boxes.filter((box) => box.checked).map((box) => box.value);
      facet.label.textContent = names.length > 1 ? `: ${names[0]} +${names.length - 1}` : names.map((name) => `: ${name}`).join("");
      facet.details.classList.toggle("st-is-set", names.length > 0);
    }

    function showState(shown, hasWords) {
      const set = facets.filter((facet) => facet.chosen().length).length + (hasWords ? 1 : 0);
      text.classList.toggle("st-is-set", hasWords);
      clear.hidden = !set;
      opener.querySelector("b").textContent = set || "";
      const all = entries.length === 1 ? form.dataset.noun : form.dataset.plural;
      output.textContent = shown === entries.length ? `${shown} ${all}` : `${shown} of ${entries.length} ${all}`;
    }

    // What a cell is sorted by: what it says it is, its place in the order of its column, or its words.
    function keysOf(column) {
      const { sort: kind, order } = heads[column].dataset;
      const ranks = order && order.split(" ");
      return new Map(rows.map((row) => {
        const cell = row.cells[column];
        const value = cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim();
        const isEmpty = value === "" || value === "–";
        if (ranks) return [row, { isEmpty, value: ranks.findIndex((word) => value.endsWith(word)) }];
        return [row, { isEmpty, value: kind === "number" ? Number(value) : value }];
      }));
    }

    function sort() {
      const { column, descending } = sorting;
      const wanted = `${column}${descending}`;
      if (wanted === sorted || (!sorted && column < 0)) return;
      sorted = wanted;
      if (column < 0) {
        for (const { body } of groups) body.append(...rows.filter((row) => homes.get(row) === body));
      } else {
        const keys = keysOf(column);
        const index = new Map(rows.map((row, at) => [row, at]));
        const ordered = rows.slice().sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          // An empty cell has nothing to compare: it stays at the end either way.
          if (x.isEmpty !== y.isEmpty) return x.isEmpty ? 1 : -1;
          const order = typeof x.value === "number" ? x.value - y.value : collator.compare(x.value, y.value);
          return (descending ? -order : order) || index.get(a) - index.get(b);
        });
        // Across groups: who sorts by a date wants the earliest of all.
        bodies[0].append(...ordered);
      }
      tables[0].classList.toggle("st-is-flat", column >= 0);
      heads.forEach((head, at) => {
        if (!head.dataset.sort) return;
        head.setAttribute("aria-sort", at !== column ? "none" : descending ? "descending" : "ascending");
      });
    }

    function remember(isStep) {
      const query = new URLSearchParams();
      if (text.value) query.set("find", text.value);
      for (const facet of facets) for (const at of facet.chosen()) query.append(facet.name, facet.boxes[at].value);
      if (sorting.column >= 0) query.set("sort", (sorting.descending ? "-" : "") + names[sorting.column]);
      const wanted = query.toString() ? `?${query}` : "";
      if (wanted === location.search) return;
      const address = location.pathname + wanted + location.hash;
      // A browser may refuse to change the address of a page that was opened from a disk.
      try { history[isStep ? "pushState" : "replaceState"](null, "", address); } catch (refused) { /* it works all the same */ }
    }

    function recall() {
      const query = new URLSearchParams(location.search);
      text.value = query.get("find") || "";
      for (const facet of facets) {
        const values = new Set(query.getAll(facet.name));
        for (const box of facet.boxes) box.checked = values.has(box.value);
      }
      const [, sign, name] = /^(-?)(.*)$/.exec(query.get("sort") || "");
      const column = /^\d+$/.test(name) ? Number(name) : names.indexOf(name);
      const isKnown = heads[column] && heads[column].dataset.sort;
      Object.assign(sorting, { column: isKnown ? column : -1, descending: Boolean(isKnown && sign) });
      sort();
      apply();
    }

    function addSorting(head, index) {
      if (!head.dataset.sort) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        // First up, then down, then as it was.
        if (sorting.column !== index) Object.assign(sorting, { column: index, descending: false });
        else if (!sorting.descending) sorting.descending = true;
        else Object.assign(sorting, { column: -1, descending: false });
        sort();
        apply();
        remember(true);
      });
    }

    heads.forEach(addSorting);
    setUpFolding(form, facets, opener);
    let waiting = 0;
    form.addEventListener("input", (event) => {
      if (event.target !== text) { apply(); remember(true); return; }
      // One look at the rows for each picture on the screen, however fast somebody types.
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => { apply(); remember(!location.search.includes("find=")); });
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      text.value = "";
      for (const facet of facets) for (const box of facet.boxes) box.checked = false;
      apply();
      remember(true);
      text.focus();
    });
    addEventListener("popstate", recall);
    // A browser that comes back to the page fills in what it remembers: the address knows better.
    addEventListener("pageshow", (event) => { if (event.persisted) recall(); });
    form.hidden = false;
    recall();
  }

  // On a wide screen the facets stand open beside the table, else each opens over it; on a phone all wait behind a button.
  function setUpFolding(form, facets, opener) {
    const close = (but) => { for (const { details } of facets) if (details !== but) details.open = false; };
    const lay = () => {
      form.parentElement.classList.toggle("st-beside", wide.matches);
      for (const { details } of facets) details.open = wide.matches;
    };
    for (const { details } of facets) {
      details.addEventListener("toggle", () => {
        if (!details.open || wide.matches || phone.matches) return;
        close(details);
        // It hangs under its own name; to the left of it only where it would leave the window.
        details.classList.remove("st-from-right");
        const right = details.querySelector(".st-values").getBoundingClientRect().right;
        details.classList.toggle("st-from-right", right > document.documentElement.clientWidth - 8);
      });
    }
    form.addEventListener("keydown", (event) => {
      const details = event.key === "Escape" && event.target.closest(".st-facet");
      if (!details || !details.open || wide.matches) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => { if (!wide.matches && !phone.matches && !event.target.closest(".st-facet")) close(); });
    form.addEventListener("focusout", (event) => {
      if (!wide.matches && !phone.matches && event.relatedTarget && !event.relatedTarget.closest(".st-facet")) close();
    });
    opener.addEventListener("click", () => {
      opener.setAttribute("aria-expanded", String(form.classList.toggle("st-is-open")));
    });
    wide.addEventListener("change", lay);
    lay();
  }

  function start() {
    const form = document.querySelector("form.st-filter");
    const tables = Array.from(document.querySelectorAll("table.st-filtered"))
      .filter((table) => table.tHead && table.tBodies.length);
    if (form && tables.length) setUp(form, tables);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
