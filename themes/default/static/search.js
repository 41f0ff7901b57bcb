// Searches without a server. The index is files that call gongkaiIndex(name, content): pages opened from a disk may
// load scripts only. docs/decisions.md of gongkai says how they are written.
(function () {
"use strict";
const form = document.getElementById("gk-search");
if (!form) return;
const about = JSON.parse(form.dataset.index);
const say = form.dataset;
const [box, year, agency] = ["q", "year", "agency"].map((name) => form.elements[name]);
const [status, list, more, browse] = ["status", "hits", "more", "browse"].map((id) => document.getElementById("gk-" + id));

const PAGE = 10;       // hits shown at once
const LISTS = 6;       // lists looked at for a word
const BEFORE = 24, AFTER = 72;  // characters round what was found
const ALLOWED = 42e3;  // bytes of the index for a query, until somebody goes on

const files = new Map();
let spent = 0, largest = 0, allowed;

window.gongkaiIndex = (name, content) => {
  const packed = typeof content === "string";
  const size = new Blob([packed ? content : JSON.stringify(content)]).size;
  spent += size;
  largest = Math.max(largest, size);
  files.get(name).done(packed ? unpack(content) : content);
};

function load(name) {
  if (!files.has(name)) {
    const file = {};
    file.content = new Promise((done, failed) => Object.assign(file, { done, failed }));
    files.set(name, file);
    const script = make("script");
    script.src = new URL(name + ".js?" + about.version, form.action).href;
    script.onerror = () => { files.delete(name); file.failed(new Error(name)); };
    document.head.append(script);
  }
  return files.get(name).content;
}

// Numbers are written in all of ASCII but quotes, backslash and bar.
const values = new Map();
for (let code = 33; code < 127; code++) if (!/["\\|]/.test(String.fromCharCode(code))) values.set(String.fromCharCode(code), values.size);

// A reader of numbers: letters below 61 end one.
function numbers(letters) {
  let at = 0;
  return {
    rest: () => at < letters.length,
    letter: () => letters[at++],
    next() {
      for (let number = 0; ;) {
        const value = values.get(letters[at++]);
        if (!(value >= 61)) return number * 61 + value;
        number = number * 30 + value - 61;
      }
    },
  };
}

// From U+0101 on: the length of a repetition, then how far back; U+0100 is before such characters themselves.
function unpack(packed) {
  const out = [], letters = numbers(Array.from(packed));
  while (letters.rest()) {
    const letter = letters.letter(), code = letter.codePointAt(0);
    if (code === 0x100) out.push(letters.letter());
    else if (code < 0x101 || code > 0x7ff) out.push(letter);
    else for (let back = letters.next() + 1, left = code - 0x101 + 3; left > 0; left--) out.push(out[out.length - back]);
  }
  return out.join("");
}

// Marks the documents of a list: "-" gaps, "=" runs, "#" a bitmap.
function each(written, mark) {
  const way = written[0], letters = numbers(Array.from(written.slice(1)));
  if (way === "#") {
    for (let at = letters.next() * 6; letters.rest(); at += 6) {
      for (let bits = values.get(letters.letter()), bit = 0; bits; bits >>= 1, bit++) if (bits & 1) mark(at + bit);
    }
  } else {
    for (let at = 0; letters.rest(); at++) {
      at += letters.next();
      mark(at);
      if (way === "=") for (let left = letters.next(); left > 0; left--) mark(++at);
    }
  }
}

// Width and case do not matter. The length stays.
function fold(text) {
  const narrow = (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0);
  return text.replace(/[\uff01-\uff5e]/g, narrow).replace(/[A-Z]+/g, (c) => c.toLowerCase());
}

const wordsOf = (query) => Array.from(new Set(fold(query).split(/\s+/))).filter((word) => Array.from(word).length > 1);

// What a word is looked up by: pairs of characters, up to four digits.
function termsOf(word) {
  const c = Array.from(word), terms = [];
  for (let at = 0, end = 0; at + 1 < c.length; at++) {
    let to = at;
    while (to < at + 4 && /[0-9.]/.test(c[to])) to++;
    to = Math.max(to, at + 2);
    if (to > end) terms.push(c.slice(at, end = to).join(""));
  }
  const all = Array.from(new Set(terms)), step = (all.length - 1) / (LISTS - 1);
  return all.length <= LISTS ? all : Array.from({ length: LISTS }, (_, n) => all[Math.round(n * step)]);
}

const fileOf = (term) => Array.from(term).reduce((sum, c) => (sum * 131 + c.codePointAt(0)) % 1000003, 0) % about.terms;

async function listsOf(term) {
  const lists = (await load("terms/" + fileOf(term)))[term] || "";
  const cut = lists.indexOf("|");
  return cut < 0 ? [lists, ""] : [lists.slice(0, cut), lists.slice(cut + 1)];
}

let tables;
async function labels() {
  const forms = (await load("labels")).split("\r").slice(0, -1);
  tables = tables || forms.map((form) => {
    const [words, names, units, keys] = form.split("\t").map((part) => part.split("\n"));
    return { words: words.map(fold), names, units, keys };
  });
  return tables;
}

const formOf = new Uint8Array(about.documents);
about.forms.forEach((documents, form) => each(documents, (id) => { formOf[id] = form + 1; }));

// Where each document has a word: 3 in its title, 2 in its text, 1 in its tables' labels.
async function suits(word) {
  const terms = termsOf(word);
  const [forms, lists] = await Promise.all([labels(), Promise.all(terms.map(listsOf))]);
  const suit = new Uint8Array(about.documents);
  const has = forms.map((form) => form.words.some((label) => label.includes(word)));
  for (let id = 0; id < suit.length; id++) if (formOf[id] && has[formOf[id] - 1]) suit[id] = 1;
  for (const [part, value] of [[0, 2], [1, 3]]) {
    const seen = new Uint8Array(about.documents);
    for (const list of lists) each(list[part], (id) => { seen[id]++; });
    for (let id = 0; id < suit.length; id++) if (seen[id] === terms.length) suit[id] = value;
  }
  return { suit, sure: terms.length === 1 };
}

const part = async (kind, id, end) => (await load(fileWith(kind, id))).split(end)[id % about[kind]].split("\t");
const fileWith = (kind, id) => kind + "/" + Math.floor(id / about[kind]);
const title = async (id) => {
  const [url, name, day] = await part("titles", id, "\n");
  return { url, name, day };
};

// null if the words do not stand there after all.
async function look(id, words, hit) {
  const inTitle = (word) => fold(hit.name).includes(word);
  if (words.every(inTitle)) return hit;
  const [lines, cells] = await part("texts", id, "\r"), figures = cells.split(",");
  const folded = fold(lines), form = formOf[id] && (await labels())[formOf[id] - 1];
  let found = null;
  for (const word of words.slice().sort((a, b) => inTitle(a) - inTitle(b))) {
    const at = folded.indexOf(word), cell = figures.findIndex((figure) => figure.includes(word));
    const label = form ? form.words.findIndex((words) => words.includes(word)) : -1;
    if (!inTitle(word) && at < 0 && cell < 0 && label < 0) return null;
    if (found && found.at !== undefined) continue;
    if (at >= 0) found = { at, length: word.length };
    else if (!found && cell >= 0) found = { cell };
    else if (!found && label >= 0) found = { cell: form.names.findIndex((name) => fold(name).includes(word)), label: form.words[label] };
  }
  return found && found.at !== undefined ? { ...hit, ...excerpt(lines, found) } : { ...hit, ...figureOf(form, figures, found) };
}

function excerpt(lines, { at, length }) {
  const start = lines.lastIndexOf("\n", at) + 1, end = (lines + "\n").indexOf("\n", at);
  const from = Math.max(start, at - BEFORE), to = Math.min(end, at + length + AFTER);
  return {
    excerpt: (from > start ? "…" : "") + lines.slice(from, to) + (to < end ? "…" : ""),
    fragment: ":~:text=" + encodeURIComponent(lines.slice(at, at + length)).replace(/-/g, "%2D"),
  };
}

function figureOf(form, figures, found) {
  if (!found || found.cell < 0) return { excerpt: found ? found.label : "" };
  const figure = figures[found.cell] || "", { names, units, keys } = form;
  const value = figure === "-" ? "—" : figure && figure + " " + units[found.cell];
  return { excerpt: names[found.cell] + (value && "　" + value), fragment: keys[found.cell] };
}

const make = (name, properties) => Object.assign(document.createElement(name), properties);

function marked(element, text, words) {
  const folded = fold(text);
  for (let at = 0; at < text.length;) {
    const next = words.map((word) => [folded.indexOf(word, at), word.length]).filter(([place]) => place >= 0);
    const [place, length] = next.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0] || [text.length, 0];
    element.append(text.slice(at, place));
    if (length) element.append(make("mark", { textContent: text.slice(place, place + length) }));
    at = place + length;
  }
  return element;
}

// What is there stays, since it may have the focus.
function fill(item, hit, words) {
  if (!item.firstChild) {
    item.append(make("div"));
    item.firstChild.append(marked(make("a"), hit.name, words));
    if (hit.day) item.append(make("time", { className: "hint", dateTime: hit.day, textContent: hit.day }));
  }
  const found = item.firstChild;
  found.firstChild.href = new URL("../" + hit.url + (hit.fragment ? "#" + hit.fragment : ""), form.action).href;
  if (hit.excerpt) found.append(marked(make("p", { className: "hint" }), hit.excerpt, words));
}

let turn = 0, state;
const busy = (is) => list.setAttribute("aria-busy", is);

async function show() {
  const own = state, mine = turn;
  busy(true);
  for (let shown = 0; shown < PAGE && own.at < own.order.length;) {
    const id = own.order[own.at++], head = await title(id);
    const waits = spent + largest > allowed && !files.has(fileWith("texts", id)) && !own.words.every((word) => fold(head.name).includes(word));
    // Where not every document has what it seems to have, none is shown unseen.
    if (waits && own.doubtful) { own.at--; break; }
    const hit = waits ? head : await look(id, own.words, head);
    if (turn !== mine) return;
    if (!hit) { own.doubtful = own.order.splice(--own.at, 1); continue; }
    const item = make("li");
    fill(item, hit, own.words);
    list.append(item);
    if (waits) own.waiting.push({ id, item, head });
    shown++;
  }
  tell();
}

async function catchUp() {
  allowed = Infinity;
  const own = state, mine = turn;
  while (own && own.waiting.length) {
    const { id, item, head } = own.waiting.shift();
    const hit = await look(id, own.words, head).catch(failed);
    if (turn !== mine) return;
    if (hit) fill(item, hit, own.words);
    else if (hit === null) { item.remove(); own.order.splice(own.order.indexOf(id), 1); own.at--; }
  }
}

function tell() {
  const count = state.order.length, ended = state.at >= count;
  const sure = state.sure || (ended && !state.waiting.length);
  const words = !count ? say.none : sure ? say.found : say.most;
  status.textContent = words.replace("{count}", count);
  more.hidden = ended;
  busy(false);
}

function failed() {
  status.textContent = say.failed;
  busy(false);
}

async function documentsOf(path) {
  const bodies = await agencies(), start = bodies.findIndex((body) => body.path === path), own = new Uint8Array(about.documents);
  for (let at = start; at >= 0 && at < bodies.length && (at === start || bodies[at].depth > bodies[start].depth); at++) {
    each(bodies[at].documents, (id) => { own[id] = 1; });
  }
  return own;
}

async function search() {
  const mine = ++turn, words = wordsOf(box.value);
  allowed = spent + ALLOWED;
  remember();
  list.replaceChildren();
  more.hidden = true;
  browse.hidden = words.length > 0;
  status.textContent = words.length ? say.busy : box.value.trim() && say.short;
  if (!words.length) return busy(false);
  busy(true);
  const [own, ...found] = await Promise.all([agency.value ? documentsOf(agency.value) : null, ...words.map(suits)]);
  if (turn !== mine) return;
  const index = about.years.findIndex(([number]) => String(number) === year.value);
  const [, from] = about.years[index] || [0, 0], [, to] = (index >= 0 && about.years[index + 1]) || [0, about.documents];
  const order = [];
  for (let id = from; id < to; id++) {
    if ((!own || own[id]) && found.every(({ suit }) => suit[id])) order.push([found.reduce((sum, { suit }) => sum + suit[id], 0), id]);
  }
  order.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  state = { words, order: order.map(([, id]) => id), at: 0, waiting: [], sure: found.every(({ sure }) => sure) };
  await show();
}

const run = () => search().catch(failed);

// From a disk the address may not be changed.
function remember() {
  const said = new URLSearchParams(Array.from(new FormData(form)).filter(([, value]) => value));
  try { history.replaceState(null, "", "?" + said); } catch (refused) { /* so be it */ }
}

let bodies;
function agencies() {
  bodies = bodies || load("agencies").then((lines) => lines.split("\n").slice(0, -1).map((line) => {
    const [depth, path, name, documents] = line.split("\t");
    agency.append(new Option("　".repeat(depth) + name, path));
    return { depth: Number(depth), path, documents };
  }));
  return bodies;
}

function walk(event) {
  const links = Array.from(list.querySelectorAll("a")), at = links.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const inBox = document.activeElement === box, isFree = !document.activeElement.matches("input, select");
  let next;
  if (event.key === "/" && isFree) next = box;
  else if (step && (at >= 0 || (inBox && step > 0))) next = links[at + step] || (step < 0 ? box : links[at]);
  if (!next) return;
  next.focus();
  event.preventDefault();
}

const asked = new URLSearchParams(location.search);
let pause;
const later = (event) => { if (!event.isComposing) { clearTimeout(pause); pause = setTimeout(run, 300); } };
const now = (event) => { event.preventDefault(); clearTimeout(pause); run(); };
about.years.forEach(([number]) => year.append(new Option(number, number)));
form.hidden = false;
box.value = asked.get("q") || "";
year.value = asked.get("year") || "";
box.addEventListener("input", later);
box.addEventListener("compositionend", later);
form.addEventListener("submit", now);
[year, agency].forEach((field) => field.addEventListener("change", now));
["pointerenter", "focus"].forEach((kind) => agency.addEventListener(kind, () => agencies().catch(failed), { once: true }));
const goOn = () => { if (state && state.waiting.length) catchUp().then(tell); };
addEventListener("scroll", goOn, { passive: true });
["focusin", "pointermove"].forEach((kind) => list.addEventListener(kind, goOn));
more.addEventListener("click", async () => {
  const last = list.children.length;
  busy(true);
  await catchUp();
  await show().catch(failed);
  const next = list.children[last];
  if (next) next.querySelector("a").focus();
});
addEventListener("keydown", walk);
if (!box.value) box.focus();
if (asked.get("agency")) agencies().then(() => { agency.value = asked.get("agency"); run(); }).catch(failed);
else run();
})();
