// Searches a portal without a server. The index is cut into small files, each a script that calls gongkaiIndex(name, content), because a page
// that was opened from a disk may load scripts and nothing else. How they are written is in src/site/search/ of gongkai.
(function () {
  "use strict";
  const form = document.getElementById("gk-search");
  if (!form) return;
  const about = JSON.parse(form.dataset.index);
  const say = form.dataset;
  const [box, year, agency] = ["q", "year", "agency"].map((name) => form.elements[name]);
  const [status, list, more, browse] = ["status", "hits", "more", "browse"].map((id) => document.getElementById("gk-" + id));

  const PAGE = 10;            // hits that are shown at once
  const LISTS = 4;            // lists that are looked at for one word: a longer word is seldom scattered over all of them
  const ALLOWED = 56 * 1024;  // bytes of the index that are loaded before somebody asks for more than the first hits
  const BEFORE = 24, AFTER = 72;  // characters of an excerpt round what was found

  /* ---- files ---- */

  const files = new Map();
  let spent = 0, allowed = ALLOWED;

  window.gongkaiIndex = function (name, content) {
    spent += new Blob([typeof content === "string" ? content : JSON.stringify(content)]).size;
    files.get(name).done(typeof content === "string" ? unpack(content) : content);
  };

  function load(name) {
    if (!files.has(name)) {
      const file = {};
      file.content = new Promise((done, failed) => Object.assign(file, { done, failed }));
      files.set(name, file);
      const script = document.createElement("script");
      script.src = new URL(name + ".js?" + about.version, form.action).href;
      script.onload = () => { script.remove(); file.failed(new Error(name)); };  // does nothing if the content has come
      script.onerror = () => { script.remove(); files.delete(name); file.failed(new Error(name)); };
      document.head.append(script);
    }
    return files.get(name).content;
  }

  /* ---- how the index is written ---- */

  const LETTERS = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~";
  const values = new Map(Array.from(LETTERS, (letter, value) => [letter, value]));

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

  // A character from U+0101 on says how long a repetition is, a number how far back it begins; U+0100 stands before such characters themselves.
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

  /* ---- words ---- */

  // Characters are compared whatever their width and case. Nothing changes its length.
  function fold(text) {
    return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[A-Z]/g, (c) => c.toLowerCase());
  }

  const wordsOf = (query) => Array.from(new Set(fold(query).split(/\s+/))).filter((word) => Array.from(word).length > 1);

  // The terms that a word is looked up by: two characters, or three digits.
  function termsOf(word) {
    const c = Array.from(word), terms = [];
    const digits = (at) => at >= 0 && at + 2 < c.length && [0, 1, 2].every((n) => /[0-9.]/.test(c[at + n]));
    for (let at = 0; at + 1 < c.length; at++) {
      if (digits(at)) terms.push(c[at] + c[at + 1] + c[at + 2]);
      else if (!digits(at - 1)) terms.push(c[at] + c[at + 1]);
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

  // How well each document suits a word: 3 in its title, 2 in its text, 1 in its tables' words.
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

  /* ---- documents ---- */

  const title = async (id) => {
    const [url, name, day] = (await load("titles/" + Math.floor(id / about.titles))).split("\n")[id % about.titles].split("\t");
    return { url, name, day };
  };

  const textFile = (id) => "texts/" + Math.floor(id / about.texts);
  const text = async (id) => {
    const [lines, figures] = (await load(textFile(id))).split("\r")[id % about.texts].split("\t");
    return { lines, figures: figures.split(",") };
  };

  // Looks a document up: null if the words do not stand in it after all.
  async function look(id, words, hit) {
    const inTitle = (word) => fold(hit.name).includes(word);
    if (words.every(inTitle)) return { ...hit };
    const { lines, figures } = await text(id);
    const folded = fold(lines), form = formOf[id] && (await labels())[formOf[id] - 1];
    let found = null;
    for (const word of words) {
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
    const there = lines.slice(at, at + length);
    return {
      excerpt: (from > start ? "…" : "") + lines.slice(from, to) + (to < end ? "…" : ""),
      fragment: ":~:text=" + encodeURIComponent(there).replace(/-/g, "%2D"),
    };
  }

  function figureOf(form, figures, found) {
    if (!found || found.cell < 0) return { excerpt: found ? found.label : "" };
    const figure = figures[found.cell] || "", { names, units, keys } = form;
    const value = figure === "-" ? "—" : figure && figure + " " + units[found.cell];
    return { excerpt: names[found.cell] + (value && "　" + value), fragment: keys[found.cell] };
  }

  /* ---- what is shown ---- */

  // The text with the words marked; nothing in it becomes markup.
  function marked(element, text, words) {
    const folded = fold(text);
    for (let at = 0; at < text.length;) {
      const next = words.map((word) => [folded.indexOf(word, at), word.length]).filter(([place]) => place >= 0);
      const [place, length] = next.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0] || [text.length, 0];
      element.append(text.slice(at, place));
      if (length) element.append(Object.assign(document.createElement("mark"), { textContent: text.slice(place, place + length) }));
      at = place + length;
    }
    return element;
  }

  function fill(item, hit, words) {
    const link = document.createElement("a"), part = document.createElement("div");
    link.href = new URL("../" + hit.url + (hit.fragment ? "#" + hit.fragment : ""), form.action).href;
    part.append(marked(link, hit.name, words));
    if (hit.excerpt) part.append(marked(Object.assign(document.createElement("p"), { className: "hint" }), hit.excerpt, words));
    item.replaceChildren(part);
    if (hit.day) item.append(Object.assign(document.createElement("time"), { className: "hint", dateTime: hit.day, textContent: hit.day }));
  }

  let turn = 0, state;

  async function show() {
    const own = state, mine = turn;
    list.setAttribute("aria-busy", "true");
    for (let shown = 0; shown < PAGE && own.at < own.order.length;) {
      const id = own.order[own.at++], head = await title(id);
      const waits = spent >= allowed && !files.has(textFile(id)) && !own.words.every((word) => fold(head.name).includes(word));
      const hit = waits ? head : await look(id, own.words, head);
      if (turn !== mine) return;
      if (!hit) { own.order.splice(--own.at, 1); continue; }
      const item = document.createElement("li");
      fill(item, hit, own.words);
      list.append(item);
      if (waits) own.waiting.push({ id, item, head });
      shown++;
    }
    tell();
  }

  // Excerpts that were left for later.
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
    const words = !count ? say.none : state.sure || (ended && !state.waiting.length) ? say.found : say.most;
    status.textContent = words.replace("{count}", count);
    more.hidden = ended;
    list.setAttribute("aria-busy", "false");
  }

  function failed() {
    status.textContent = say.failed;
    list.setAttribute("aria-busy", "false");
  }

  async function documentsOf(path) {
    const bodies = await agencies(), start = bodies.findIndex((body) => body.path === path), own = new Uint8Array(about.documents);
    for (let at = start; at >= 0 && at < bodies.length && (at === start || bodies[at].depth > bodies[start].depth); at++) {
      each(bodies[at].documents, (id) => { own[id] = 1; });
    }
    return own;
  }

  async function search() {
    const mine = ++turn, words = wordsOf(box.value), query = box.value.trim();
    remember(query);
    list.replaceChildren();
    more.hidden = true;
    browse.hidden = words.length > 0;
    status.textContent = words.length ? say.busy : query ? say.short : "";
    if (!words.length) return list.setAttribute("aria-busy", "false");
    list.setAttribute("aria-busy", "true");
    const [own, ...found] = await Promise.all([agency.value ? documentsOf(agency.value) : null, ...words.map(suits)]);
    if (turn !== mine) return;
    const index = about.years.findIndex(([number]) => String(number) === year.value);
    const from = index < 0 ? 0 : about.years[index][1], to = index < 0 || index + 1 >= about.years.length ? about.documents : about.years[index + 1][1];
    const order = [];
    for (let id = from; id < to; id++) {
      if ((!own || own[id]) && found.every(({ suit }) => suit[id])) order.push([found.reduce((sum, { suit }) => sum + suit[id], 0), id]);
    }
    order.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    state = { words, order: order.map(([, id]) => id), at: 0, waiting: [], sure: found.every(({ sure }) => sure) };
    await show();
  }

  const run = () => search().catch(failed);

  // The address says what is looked for, so that it can be kept. Pages that were opened from a disk may not change it.
  function remember(query) {
    const said = new URLSearchParams();
    if (query) said.set("q", query);
    if (year.value) said.set("year", year.value);
    if (agency.value) said.set("agency", agency.value);
    try { history.replaceState(null, "", said.toString() ? "?" + said : location.pathname); } catch (refused) { /* it stays as it is */ }
  }

  /* ---- the form ---- */

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
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) box.focus();
    else if (event.key === "Escape" && at >= 0) box.focus();
    else if (step && (at >= 0 || (document.activeElement === box && step > 0)) && links.length) (links[at + step] || (step < 0 ? box : links[at])).focus();
    else return;
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
  list.addEventListener("focusin", goOn);
  more.addEventListener("click", async () => {
    const last = list.children.length;
    list.setAttribute("aria-busy", "true");
    await catchUp();
    await show().catch(failed);
    const next = list.children[last];
    if (next) next.querySelector("a").focus();
  });
  addEventListener("keydown", walk);
  if (!about.documents) return;
  const first = asked.get("agency") ? agencies().then(() => { agency.value = asked.get("agency"); }) : Promise.resolve();
  first.then(box.value.trim() ? run : () => box.focus()).catch(failed);
})();
