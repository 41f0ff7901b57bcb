// What pages do without: settings that are remembered, tables that are sorted, a button that prints.
// It stands in the head and is not deferred, so that a page is painted right the first time.
(() => {
"use strict";
const root = document.documentElement;
const all = (selector, work) => document.querySelectorAll(selector).forEach(work);

const button = (properties) => Object.assign(document.createElement("button"), { type: "button" }, properties);

// Where nothing may be stored, a setting holds for this page.
function attempt(work) {
  try { return work(); } catch { return ""; }
}
function show(mode, value) {
  if (value) root.dataset[mode] = value; else delete root.dataset[mode];
}
root.classList.add("js");
for (const mode of ["type", "contrast", "theme"]) show(mode, attempt(() => localStorage.getItem("gongkai-" + mode)));

// The settings in the strip at the top: a box whose value is "on", or a choice.
function settings(control) {
  const mode = control.id.slice(5), value = root.dataset[mode] || "", isBox = control.type === "checkbox";
  if (isBox) control.checked = value; else control.value = value;
  control.addEventListener("change", () => {
    const chosen = !isBox || control.checked ? control.value : "";
    show(mode, chosen);
    attempt(() => localStorage.setItem("gongkai-" + mode, chosen));
  });
}

// What has no figure stays last, whichever way; by the first column, rows are in the order of the tree.
function sortable(table) {
  const heads = [...table.tHead.rows].pop().cells;
  for (const body of table.tBodies) [...body.rows].forEach((row, at) => { row.at = at; });
  [...heads].forEach((head, column) => {
    const control = button({ className: "sort", onclick() {
      const down = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      for (const body of table.tBodies) sort(body, column, down === column > 0 ? -1 : 1);
    } });
    control.setAttribute("aria-label", table.dataset.sort + head.textContent.trim());
    head.append(control);
  });
}
function sort(body, column, sign) {
  const key = (row) => column ? parseFloat(row.cells[column].dataset.value) : row.at;
  const rows = [...body.rows].filter((row) => !row.matches(".group"));
  rows.sort((a, b) => isNaN(key(a)) - isNaN(key(b)) || sign * (key(a) - key(b)) || a.at - b.at);
  body.append(...rows);
}

// A pane in which nothing scrolls is no stop of the keyboard.
const panes = () => all(".pane", (pane) => {
  const scrolls = pane.scrollWidth > pane.clientWidth || pane.scrollHeight > pane.clientHeight;
  if (scrolls) pane.tabIndex = 0; else pane.removeAttribute("tabindex");
});

addEventListener("resize", panes);
document.addEventListener("DOMContentLoaded", () => {
  all("[id^=pref-]", settings);
  all("[data-print]", (line) => line.append(button({ textContent: line.dataset.print, onclick: () => print() })));
  all("table[data-sort]", sortable);
  panes();
});
})();
