// Searches without a server. The index is files that call gongkaiIndex(name, content): pages opened from a disk may
// load scripts only. docs/decisions.md of gongkai says how they are written.
(() => {
"use strict";
const form = document.getElementById("gk-search"), { q: box, year, agency } = form.elements;
const [status, list, more, browse] = ["status", "hits", "more", "browse"].map((id) => document.getElementById("gk-" + id));
const say = form.dataset, about = JSON.parse(say.index);

const PAGE = 10;       // hits shown at once
const LISTS = 6;       // lists looked at for a word
const BEFORE = 24, AFTER = 72;  // characters round what was found
const ALLOWED = 39e3;  // bytes of the index for a query, until somebody goes on

const make = (name, properties, ...inside) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
};

// The files of the index, each read once.
const files = {}, given = {};
let spent = 0, largest = 0, allowed;

window.gongkaiIndex = (name, content) => {
  const { size } = new Blob([JSON.stringify(content)]);
  spent += size;
  largest = Math.max(largest, size);
  given[name](typeof content === "string" ? unpack(content) : content);
};

function load(name, read) {
  return files[name] = files[name] || new Promise((done, failed) => {
    given[name] = done;
    const onerror = () => { delete files[name]; failed(); };
    document.head.append(make("script", { src: new URL(`${name}.js?${about.version}`, form.action), onerror }));
  }).then(read);
}

// A number is letters of ASCII without quotes, backslash and bar; one below 61 ends it.
const valueOf = (letter, code = letter.charCodeAt()) => code - 33 - (code > 34) - (code > 92) - (code > 124);
function number(letters, letter = letters.next().value) {
  for (let sum = 0; ; letter = letters.next().value) {
    const value = valueOf(letter);
    if (value < 61) return sum * 61 + value;
    sum = sum * 30 + value - 61;
  }
}

// From U+0101 on: the length of a repetition, then how far back; U+0100 is before such characters themselves.
function unpack(packed) {
  const out = [], letters = packed[Symbol.iterator]();
  for (const letter of letters) {
    const code = letter.codePointAt();
    if (code === 0x100) out.push(letters.next().value);
    else if (code < 0x101 || code > 0x7ff) out.push(letter);
    else for (let back = number(letters) + 1, left = code - 0x101 + 3; left > 0; left--) out.push(out[out.length - back]);
  }
  return out.join("");
}

// Marks the documents of a list: "-" gaps, "=" runs, "#" a bitmap.
function each(list, mark) {
  const letters = list[Symbol.iterator](), way = letters.next().value;
  let at = way === "#" ? number(letters) * 6 : 0;
  for (const letter of letters) {
    if (way === "#") {
      for (let bits = valueOf(letter), id = at; bits; bits >>= 1, id++) if (bits & 1) mark(id);
      at += 6;
    } else {
      at += number(letters, letter);
      for (let left = way === "=" ? number(letters) : 0; left >= 0; left--) mark(at++);
    }
  }
}

// Width and case do not matter. The length stays.
function fold(text) {
  const narrow = (c) => String.fromCharCode(c.charCodeAt() - 0xfee0);
  return text.replace(/[\uff01-\uff5e]/g, narrow).replace(/[A-Z]+/g, (c) => c.toLowerCase());
}

// What a word is looked up by: pairs of characters, up to four digits.
function termsOf(word) {
  const c = [...word], terms = new Set();
  for (let at = 0, end = 0; at + 1 < c.length; at++) {
    let to = at;
    while (to < at + 4 && /[0-9.]/.test(c[to])) to++;
    to = Math.max(to, at + 2);
    if (to > end) terms.add(c.slice(at, end = to).join(""));
  }
  const all = [...terms], step = Math.max(1, (all.length - 1) / (LISTS - 1));
  return all.slice(0, LISTS).map((_, n) => all[Math.round(n * step)]);
}

// A term's list for texts, and that for titles.
async function listsOf(term) {
  const file = [...term].reduce((sum, c) => (sum * 131 + c.codePointAt()) % 1000003, 0) % about.terms;
  return (((await load("terms/" + file))[term] || "") + "|").split("|");
}

const labels = () => load("labels", (text) => text.split("\r").slice(0, -1).map((form) => {
  const [words, names, units, keys] = form.split("\t").map((part) => part.split("\n"));
  return { words: words.map(fold), names, units, keys };
}));

const formOf = Array(about.documents).fill();
about.forms.forEach((documents, form) => each(documents, (id) => { formOf[id] = form; }));

// Where each document has a word: 3 in its title, 2 in its text, 1 in its tables' labels.
async function suits(word) {
  const terms = termsOf(word);
  const [forms, ...lists] = await Promise.all([labels(), ...terms.map(listsOf)]);
  const has = forms.map(({ words }) => words.some((label) => label.includes(word)));
  const suit = formOf.map((form) => has[form] ? 1 : 0);
  for (const field of [0, 1]) {
    const seen = new Uint8Array(about.documents);
    for (const list of lists) each(list[field], (id) => { if (++seen[id] === terms.length) suit[id] = field + 2; });
  }
  return suit;
}

const fileWith = (kind, id) => `${kind}/${Math.floor(id / about[kind])}`;
const part = async (kind, id, end) => (await load(fileWith(kind, id))).split(end)[id % about[kind]].split("\t");

// A document, with an excerpt for the first word that its title lacks; false if the words do not
// stand there after all, nothing if its text would cost too much now.
async function look(id, words) {
  const [url, name, day] = await part("titles", id, "\n"), rest = words.filter((word) => !fold(name).includes(word));
  if (!rest.length) return { url, name, day };
  if (spent + largest > allowed && !files[fileWith("texts", id)]) return undefined;
  const [lines, cells] = await part("texts", id, "\r"), figures = cells.split(","), folded = fold(lines);
  const form = (await labels())[formOf[id]] || { words: [] };
  const places = rest.map((word) => {
    const at = folded.indexOf(word), cell = figures.findIndex((figure) => figure.includes(word));
    if (at >= 0) return textAt(lines, at, word.length);
    if (cell >= 0) return figureAt(form, figures, cell);
    const label = form.words.find((label) => label.includes(word));
    return label && (figureAt(form, figures, form.names.findIndex((name) => fold(name).includes(word))) || { excerpt: label });
  });
  return places.every(Boolean) && { url, name, day, ...places[0] };
}

function textAt(lines, at, length) {
  const start = lines.lastIndexOf("\n", at) + 1, end = (lines + "\n").indexOf("\n", at);
  const from = Math.max(start, at - BEFORE), to = Math.min(end, at + length + AFTER);
  return {
    excerpt: (from > start ? "…" : "") + lines.slice(from, to) + (to < end ? "…" : ""),
    fragment: ":~:text=" + encodeURIComponent(lines.slice(at, at + length)).replace(/-/g, "%2D"),
  };
}

function figureAt({ names, units, keys }, figures, cell) {
  const figure = figures[cell] || "", value = figure === "-" ? "　—" : figure && `　${figure} ${units[cell]}`;
  return cell >= 0 && { excerpt: names[cell] + value, fragment: keys[cell] };
}

function marked(element, text, pattern) {
  let from = 0;
  for (const { 0: word, index } of fold(text).matchAll(pattern)) {
    element.append(text.slice(from, index), make("mark", { textContent: text.slice(index, from = index + word.length) }));
  }
  element.append(text.slice(from));
  return element;
}

function item({ url, name, day, excerpt, fragment = "" }, pattern) {
  const href = new URL(`../${url}${fragment && "#"}${fragment}`, form.action);
  const found = make("div", {}, marked(make("a", { href }), name, pattern));
  if (excerpt) found.append(marked(make("p", { className: "hint" }), excerpt, pattern));
  return make("li", {}, found, day && make("time", { className: "hint", dateTime: day, textContent: day }));
}

let state, isIdle;
function busy(is) {
  isIdle = !is;
  list.setAttribute("aria-busy", is);
}

// Shows hits until there are as many as are wanted, or too much has been loaded.
async function show() {
  const own = state, { order } = own;
  busy(true);
  while (list.children.length < own.wanted && own.at < order.length) {
    const hit = await look(order[own.at], own.words);
    if (own !== state) return;
    if (hit === undefined) break;
    if (hit) { list.append(item(hit, own.pattern)); own.at++; } else order.splice(own.at, 1);
  }
  const ended = own.at >= order.length, words = !order.length ? say.none : ended || own.sure ? say.found : say.most;
  status.textContent = words.replace("{count}", order.length);
  more.hidden = ended;
  busy(false);
}

function failed() {
  status.textContent = say.failed;
  busy(false);
}

async function search() {
  const words = [...new Set(fold(box.value).split(/\s+/))].filter((word) => [...word].length > 1);
  const own = state = { words, order: [], at: 0, wanted: PAGE };
  // The longest first, so that it wins.
  own.pattern = RegExp([...words].sort((a, b) => b.length - a.length).map((word) => word.replace(/\W/g, "\\$&")).join("|"), "g");
  allowed = spent + ALLOWED;
  const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  try { history.replaceState(null, "", "?" + said); } catch { /* not from a disk */ }
  list.textContent = "";
  more.hidden = true;
  browse.hidden = words.length > 0;
  status.textContent = words.length ? say.busy : box.value.trim() && say.short;
  busy(words.length > 0);
  if (!words.length) return;
  const [bodies, ...found] = await Promise.all([agency.value ? agencies() : [], ...words.map(suits)]);
  if (own !== state) return;
  const among = new Set();
  for (const { path, documents } of bodies) if ((path + "/").startsWith(agency.value + "/")) each(documents, (id) => among.add(id));
  const rank = (id) => found.reduce((sum, suit) => sum + suit[id], 0);
  const [from, to] = ranges[year.value];
  for (let id = from; id < to; id++) {
    if ((!agency.value || among.has(id)) && found.every((suit) => suit[id])) own.order.push(id);
  }
  own.order.sort((a, b) => rank(b) - rank(a) || a - b);
  own.sure = words.every((word) => termsOf(word).length === 1);
  await show();
}

const agencies = () => load("agencies", (lines) => lines.split("\n").slice(0, -1).map((line) => {
  const [depth, path, name, documents] = line.split("\t");
  agency.append(new Option("　".repeat(depth) + name, path));
  return { path, documents };
}));

const ranges = { "": [0, about.documents] };
about.years.forEach(([number, from], index) => {
  ranges[number] = [from, (about.years[index + 1] || [0, about.documents])[1]];
  year.append(new Option(number));
});

let pause;
const on = (target, kinds, work) => kinds.split(" ").forEach((kind) => target.addEventListener(kind, work));
const run = () => { clearTimeout(pause); search().catch(failed); };
const goOn = () => { allowed = Infinity; return show().catch(failed); };
const ifWaiting = () => { if (isIdle && !more.hidden && list.children.length < state.wanted) goOn(); };
on(box, "input compositionend", (event) => { if (!event.isComposing) { clearTimeout(pause); pause = setTimeout(run, 300); } });
on(form, "submit", (event) => { event.preventDefault(); run(); });
[year, agency].forEach((field) => on(field, "change", run));
on(agency, "pointerenter focus", () => agencies().catch(failed));
on(list, "focusin pointermove", ifWaiting);
on(window, "scroll", ifWaiting);
on(more, "click", async () => {
  const last = list.children.length;
  state.wanted = last + PAGE;
  await goOn();
  list.children[last]?.querySelector("a").focus();
});
// Arrows lead through the hits, a slash to the box.
on(document, "keydown", (event) => {
  const here = document.activeElement, stops = [box, ...list.querySelectorAll("a")], at = stops.indexOf(here);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step ? at >= 0 && stops[at + step] : event.key === "/" && !here.matches("input, select") && box;
  if (next) { next.focus(); event.preventDefault(); }
});

form.hidden = false;
const asked = new URLSearchParams(location.search);
for (const field of [box, year]) field.value = asked.get(field.name) || "";
if (!box.value) box.focus();
if (asked.get("agency")) agencies().then(() => { agency.value = asked.get("agency"); run(); }).catch(failed);
else run();
})();
