/* Makes the tables filter and sort, and keeps both in the address; makes the route map zoom.
   Without it every table and picture is there as it is. */
(function () {
  "use strict";

  const MOST_OPEN = 100;
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  function facetsOf(row) {
    const found = new Map();
    for (const line of (row.dataset.facets || "").split("\n")) {
      const cut = line.indexOf("=");
      if (cut < 1 || cut === line.length - 1) continue;
      const key = line.slice(0, cut);
      if (!found.has(key)) found.set(key, new Set());
      found.get(key).add(line.slice(cut + 1));
    }
    return found;
  }

  const wordsOf = (element) => element.textContent.replace(/\s+/g, " ").toLowerCase();

  // What a filter shows and hides: the rows, or the lines of a row that holds several things.
  function entriesOf(row, index) {
    const lines = Array.from(row.querySelectorAll(".st-line[data-facets]"));
    if (!lines.length) return [{ element: row, row, index, facets: facetsOf(row), text: wordsOf(row) }];
    const others = Array.from(row.cells).filter((cell) => !cell.contains(lines[0])).map(wordsOf).join(" ");
    return lines.map((line) => ({
      element: line, row, index, facets: facetsOf(line), text: `${wordsOf(line)} ${others}`,
    }));
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

  function setUp(form, tables) {
    const table = tables[0];
    const body = table.tBodies[0];
    const rows = tables.flatMap((each) => Array.from(each.tBodies[0].rows).flatMap(entriesOf));
    const folds = foldsAround(rows);
    // Not `q`: the theme would open its search with it.
    const text = form.elements.namedItem("find");
    const selects = Array.from(form.querySelectorAll("select"));
    const output = form.querySelector("output");
    const heads = Array.from(table.tHead.rows[0].cells);
    const sorting = { column: -1, descending: false };

    function apply() {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const entry of rows) {
        const fits = words.every((word) => entry.text.includes(word)) &&
          selects.every((select) => !select.value || (entry.facets.get(select.name) || new Set()).has(select.value));
        entry.element.hidden = !fits;
        if (fits) shown += 1;
      }
      const isNarrowed = shown !== rows.length;
      const isShown = new Set(rows.filter((entry) => !entry.element.hidden).map((entry) => entry.row));
      for (const entry of rows) entry.row.hidden = !isShown.has(entry.row);
      let opened = 0;
      for (const [details, { wasOpen, entries }] of folds) {
        const found = entries.filter((entry) => !entry.element.hidden).length;
        const count = details.querySelector(":scope > summary .st-count");
        if (count) count.textContent = found < entries.length ? `${found} of ${entries.length}` : `${found}`;
        // Thousands of lines at once would make every key slow: the first months stand open, the others wait.
        const fits = !count || !opened || opened + found <= MOST_OPEN;
        if (count) opened += found;
        details.hidden = !found;
        details.open = isNarrowed ? found > 0 && fits : wasOpen;
      }
      for (const control of [text, ...selects]) control.classList.toggle("st-is-set", Boolean(control.value));
      const all = rows.length === 1 ? form.dataset.noun : form.dataset.plural;
      output.textContent = shown === rows.length ? `${shown} ${all}` : `${shown} of ${rows.length} ${all}`;
    }

    function sort() {
      const { column, descending } = sorting;
      const numeric = column >= 0 && heads[column].dataset.sort === "number";
      const key = ({ row }) => {
        const cell = row.cells[column];
        return (cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim());
      };
      const ordered = rows.slice().sort((a, b) => {
        if (column < 0) return a.index - b.index;
        const [x, y] = [key(a), key(b)];
        // An empty cell has nothing to compare: it stays at the end either way.
        const empty = (value) => value === "" || value === "–";
        if (empty(x) !== empty(y)) return empty(x) ? 1 : -1;
        const order = numeric ? Number(x) - Number(y) : collator.compare(x, y);
        return (descending ? -order : order) || a.index - b.index;
      });
      body.append(...ordered.map((entry) => entry.row));
      heads.forEach((head, index) => {
        if (!head.dataset.sort) return;
        head.setAttribute("aria-sort", index !== column ? "none" : descending ? "descending" : "ascending");
      });
    }

    function remember() {
      const query = new URLSearchParams();
      if (text.value) query.set("find", text.value);
      for (const select of selects) if (select.value) query.set(select.name, select.value);
      if (sorting.column >= 0) query.set("sort", (sorting.descending ? "-" : "") + sorting.column);
      const wanted = query.toString();
      const address = location.pathname + (wanted ? "?" + wanted : "") + location.hash;
      // A browser may refuse to change the address of a page that was opened from a disk.
      try { history.replaceState(history.state, "", address); } catch (refused) { /* the table works all the same */ }
    }

    function recall() {
      const query = new URLSearchParams(location.search);
      text.value = query.get("find") || "";
      for (const select of selects) {
        const value = query.get(select.name) || "";
        select.value = Array.from(select.options).some((option) => option.value === value) ? value : "";
      }
      const match = /^(-?)(\d+)$/.exec(query.get("sort") || "");
      if (match && heads[Number(match[2])] && heads[Number(match[2])].dataset.sort) {
        sorting.column = Number(match[2]);
        sorting.descending = match[1] === "-";
      }
    }

    heads.forEach((head, index) => {
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
        remember();
      });
    });
    form.addEventListener("input", () => { apply(); remember(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
    recall();
    form.hidden = false;
    apply();
    if (sorting.column >= 0) sort();
  }

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
    const form = document.querySelector("form.st-filter");
    const tables = Array.from(document.querySelectorAll("table.st-filtered"))
      .filter((table) => table.tHead && table.tBodies.length);
    if (form && tables.length) setUp(form, tables);
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
