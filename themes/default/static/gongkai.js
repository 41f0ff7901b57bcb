// What the pages do without, and remember with a script: how they are displayed; tables that can be sorted; panes that scroll; printing.
// It stands in the head and is not deferred, so that a page is painted right the first time.
(function () {
  "use strict";
  var root = document.documentElement;
  var modes = ["type", "contrast", "theme"];

  function recall(mode) {
    try { return localStorage.getItem("gongkai-" + mode) || ""; } catch (e) { return ""; }
  }
  function remember(mode, value) {
    try { localStorage.setItem("gongkai-" + mode, value); } catch (e) { /* this page has it all the same */ }
  }
  function show(mode, value) {
    if (value) root.setAttribute("data-" + mode, value); else root.removeAttribute("data-" + mode);
  }
  root.classList.add("js");
  modes.forEach(function (mode) { show(mode, recall(mode)); });

  // The settings in the strip at the top.
  function settings() {
    modes.forEach(function (mode) {
      var control = document.getElementById("pref-" + mode);
      if (!control) return;
      var value = recall(mode);
      if (control.type === "checkbox") control.checked = value === "on"; else control.value = value;
      control.addEventListener("change", function () {
        var chosen = control.type === "checkbox" ? (control.checked ? "on" : "") : control.value;
        show(mode, chosen);
        remember(mode, chosen);
      });
    });
  }

  // A table whose columns are sorted by a button in their heads; what has no figure stays last, whichever way.
  function sortable(table) {
    var heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
    Array.prototype.forEach.call(heads, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.setAttribute("aria-label", table.getAttribute("data-sort") + head.textContent.trim());
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") !== "descending";
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        Array.prototype.forEach.call(table.tBodies, function (body) { sort(body, column, down); });
      });
      head.appendChild(button);
    });
    Array.prototype.forEach.call(table.tBodies, function (body) {
      Array.prototype.forEach.call(body.rows, function (row, index) { row.setAttribute("data-at", index); });
    });
  }
  function sort(body, column, down) {
    var rows = Array.prototype.filter.call(body.rows, function (row) { return !row.classList.contains("group"); });
    // By the first column: the order of the tree.
    var key = function (row) {
      var written = column === 0 ? row.getAttribute("data-at") : row.cells[column].getAttribute("data-value");
      return written === null ? null : parseFloat(written);
    };
    var sign = column === 0 ? (down ? 1 : -1) : (down ? -1 : 1);
    rows.sort(function (a, b) {
      var left = key(a), right = key(b);
      if (left === null || right === null) return (left === null) - (right === null);
      return sign * (left - right) || a.getAttribute("data-at") - b.getAttribute("data-at");
    });
    rows.forEach(function (row) { body.appendChild(row); });
  }

  // A pane in which nothing scrolls is no stop of the keyboard.
  function panes() {
    Array.prototype.forEach.call(document.querySelectorAll(".pane"), function (pane) {
      var scrolls = pane.scrollWidth > pane.clientWidth || pane.scrollHeight > pane.clientHeight;
      if (scrolls) pane.setAttribute("tabindex", "0"); else pane.removeAttribute("tabindex");
    });
  }

  // A button that prints, where the theme has a word for it.
  function printable(line) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = line.getAttribute("data-print");
    button.addEventListener("click", function () { window.print(); });
    line.appendChild(button);
  }

  document.addEventListener("DOMContentLoaded", function () {
    settings();
    Array.prototype.forEach.call(document.querySelectorAll("[data-print]"), printable);
    Array.prototype.forEach.call(document.querySelectorAll("table[data-sort]"), sortable);
    panes();
    window.addEventListener("resize", panes);
  });
})();
