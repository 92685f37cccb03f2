"use strict";
(() => {
  const table = document.getElementById("findings");
  if (!table) return;
  const body = table.tBodies[0];
  const filters = document.getElementById("filters");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");
  const SEVERITY = 0;
  const STEP = 500;
  const order = new Intl.Collator("en", { numeric: true }).compare;
  const rows = Array.from(body.rows, (element, place) => ({
    element,
    place,
    severity: element.dataset.severity,
    is: element.dataset.is.split(" "),
    keys: Array.from(element.cells, (cell) => cell.dataset.key ?? cell.textContent.trim()),
    text: element.textContent.toLowerCase(),
  }));

  const checked = (name) => Array.from(filters.querySelectorAll(`input[name=${name}]:checked`), (box) => box.value);

  const matching = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(checked("severity"));
    const only = checked("only");
    return rows.filter(
      (row) =>
        severities.has(row.severity) &&
        only.every((property) => row.is.includes(property)) &&
        words.every((word) => row.text.includes(word)),
    );
  };

  // A browser takes many seconds to lay out 25,000 rows: only those that are shown are in the page.
  let limit = STEP;
  const show = () => {
    const found = matching();
    body.replaceChildren(...found.slice(0, limit).map((row) => row.element));
    const number = (count) => count.toLocaleString("en");
    const first = found.length > limit ? `; the first ${number(limit)} are shown` : "";
    shown.textContent = `${number(found.length)} of ${number(rows.length)} match${first}`;
    more.hidden = found.length <= limit;
  };

  const sort = (header) => {
    const column = header.cellIndex;
    const before = header.getAttribute("aria-sort");
    const descending = before ? before === "ascending" : column === SEVERITY;
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const byColumn =
      column === SEVERITY
        ? (a, b) => a.keys[column] - b.keys[column]
        : (a, b) => order(a.keys[column], b.keys[column]);
    // Equal ones stay worst first, whichever way the column goes.
    rows.sort((a, b) => (descending ? byColumn(b, a) : byColumn(a, b)) || a.place - b.place);
    show();
  };

  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", () => sort(header));
    header.replaceChildren(button);
  }
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("input", () => {
    limit = STEP;
    show();
  });
  more.addEventListener("click", () => {
    limit += STEP;
    show();
  });
  // At once: a browser that comes back to the page has kept what was typed.
  show();
  table.classList.add("live");
  filters.hidden = false;
})();
