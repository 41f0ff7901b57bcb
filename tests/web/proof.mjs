// What every page of a portal must be for the people who read it: node tests/web/proof.mjs PORTAL. `--control` tries it on wrong pages,
// `--sample` looks at one page of each kind only, `--without-controls` leaves out display settings, sorting and choosing, which not every theme
// and not every portal has.
//
// All pages: no violation of WCAG 2.2 A and AA that axe-core finds, no HTML error that vnu finds, no sideways scrolling, nothing asked of
// another host, no error in the console, the same text without a script. Sorting and display settings by keyboard, choosing charts without a
// script. Sizes.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize, relative } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const VNU = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json" };
// It says that it needs a script, and lists years and agencies instead.
const SEARCH = "search/index.html";
// In bytes, as they lie on the disk; scripts all together. A search index is data: it is loaded when somebody searches.
const LIMITS = { page: 150 * 1024, sheet: 30 * 1024, scripts: 15 * 1024 };
// How many pages are open at once.
const AT_ONCE = 3;
// Every page is looked at in these; a sample, one page of each kind, in the others.
const ALL = [
  { name: "390 px, light", width: 390, scheme: "light" },
  { name: "1440 px, dark", width: 1440, scheme: "dark" },
];
const SAMPLE = [
  { name: "390 px, dark", width: 390, scheme: "dark" },
  { name: "1440 px, light", width: 1440, scheme: "light" },
  { name: "390 px, large type", width: 390, scheme: "light", large: true },
  { name: "1440 px, large type", width: 1440, scheme: "dark", large: true },
];

// All files below a folder, with `/`.
function list(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/")).sort();
}

// Pages that send their visitors on are no pages to look at.
function isRedirect(folder, page) {
  return /<meta http-equiv="refresh"/.test(readFileSync(join(folder, page), "utf8"));
}

// One page of each kind: that with the most bytes.
function sample(folder, pages) {
  const largest = new Map();
  for (const page of pages) {
    const parts = page.split("/");
    const kind = page
      .replace(/^.*\/(\d{4})\/annual-report\/index\.html$/, (_, year) => `report of ${year < 2019 ? "old" : "new"} form`)
      .replace(/\d{4}/, "YEAR")
      .replace(/^statistics\/[^/]+\//, "statistics/SERIES/")
      .replace(/^(rules|disclosure)\/[^/]+\//, "article/")
      .replace(/^(?!years|statistics|agencies|guide|requests|search|data|article)[^/]+\/([^/]+\/)?index\.html$/, `agency ${parts.length}`)
      .replace(/^.*roll-up\/index\.html$/, "roll-up");
    const size = statSync(join(folder, page)).size;
    if (!largest.has(kind) || largest.get(kind).size < size) largest.set(kind, { page, size });
  }
  return [...largest.values()].map(({ page }) => page).sort();
}

// Serves a folder to this machine alone. The 404 page stands at an absolute root, so a server is needed.
async function serve(folder) {
  const server = createServer((asked, answer) => {
    const path = normalize(decodeURIComponent(new URL(asked.url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end();
    answer.writeHead(200, { "content-type": `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8` });
    answer.end(readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { root: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const address = (root, page) => root + page.split("/").map(encodeURIComponent).join("/");

// A page's words as a reader gets them; what a script adds for itself (buttons, settings) is left out.
const words = () => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll("button, script, .needs-js").forEach((part) => part.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
};

// Opens a page and says what is wrong with it.
async function look(tab, root, page, large) {
  const faults = [];
  const told = {
    console: (message) => message.type() === "error" && faults.push(`the console says: ${message.text()}`),
    pageerror: (error) => faults.push(`a script fails: ${error.message}`),
    request: (asked) => asked.url().startsWith(root) || asked.url().startsWith("data:") || faults.push(`asks for ${asked.url()}`),
  };
  for (const [event, tell] of Object.entries(told)) tab.on(event, tell);
  try {
    await tab.goto(address(root, page), { waitUntil: "load" });
    if (large) await tab.locator("#pref-type").check();
    const { wide, has } = await tab.evaluate(() => ({ wide: document.documentElement.scrollWidth, has: window.innerWidth }));
    if (wide > has) faults.push(`is ${wide} px wide in a window of ${has}`);
    // Given to the page by the browser's remote control, which no Content-Security-Policy of the page's binds.
    await tab.evaluate(AXE);
    const found = await tab.evaluate((tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), TAGS);
    for (const { id, nodes } of found.violations) {
      faults.push(`${id}: ${nodes.length} ×, such as ${nodes[0].target.join(" ")} ${nodes[0].html.slice(0, 120)}`);
    }
    return { faults, words: await tab.evaluate(words) };
  } catch (error) {
    return { faults: [...faults, error.message], words: "" };
  } finally {
    for (const [event, tell] of Object.entries(told)) tab.off(event, tell);
  }
}

// Runs a piece of work for each page, in a few tabs at a time; the results are in the order of the list.
async function each(context, pages, work) {
  const results = new Array(pages.length);
  let next = 0;
  const worker = async () => {
    const tab = await context.newPage();
    while (next < pages.length) {
      const at = next++;
      results[at] = await work(tab, pages[at]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

// A browser of its own for each round: after thousands of pages one may die.
function open() {
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: path, args: flags });
}

// Looks at pages one way.
async function round(root, pages, way) {
  const browser = await open();
  const context = await browser.newContext({ viewport: { width: way.width, height: 900 }, colorScheme: way.scheme });
  const seen = await each(context, pages, (tab, page) => look(tab, root, page, way.large));
  await browser.close();
  const faults = seen.flatMap(({ faults }, index) => faults.map((fault) => `${pages[index]} (${way.name}): ${fault}`));
  return { faults, words: seen.map(({ words }) => words) };
}

// The words of pages with JavaScript off, beside those with it.
async function withoutScript(root, pages, wanted) {
  const browser = await open();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const said = await each(context, pages, async (tab, page) => {
    await tab.goto(address(root, page));
    return tab.evaluate(words);
  });
  await browser.close();
  return said.flatMap((seen, index) => (seen === wanted[index] || pages[index] === SEARCH ? [] : [`${pages[index]}: says something else without a script`]));
}

// Goes on by the Tab key until an element has the focus.
async function tabTo(tab, selector, most = 400) {
  for (let step = 0; step < most; step++) {
    await tab.keyboard.press("Tab");
    if (await tab.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`the Tab key does not reach ${selector}`);
}

// Display settings and sorting, with the keyboard alone; the settings hold on the next page.
async function keyboard(root, pages) {
  const browser = await open();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const tab = await context.newPage();
  const faults = [];
  const must = (holds, fault) => holds || faults.push(fault);
  const size = () => tab.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  const attribute = (name) => tab.evaluate((name) => document.documentElement.getAttribute(name), name);
  try {
    await tab.goto(root);
    const normal = await size();
    await tabTo(tab, "#pref-type");
    await tab.keyboard.press("Space");
    await tabTo(tab, "#pref-contrast");
    await tab.keyboard.press("Space");
    await tabTo(tab, "#pref-theme");
    await tab.keyboard.press("End");
    must((await size()) !== normal, "large type changes nothing");
    await tab.goto(address(root, pages.find((page) => page.endsWith("/comparison/index.html"))));
    must((await size()) !== normal, "large type is forgotten on the next page");
    must((await attribute("data-contrast")) === "on", "high contrast is forgotten on the next page");
    must((await attribute("data-theme")) === "dark", "the colours are forgotten on the next page");
    const order = () => tab.evaluate(() => [...document.querySelectorAll("table[data-sort] tbody th[scope=row]")].map((th) => th.textContent));
    const before = (await order()).join();
    await tabTo(tab, "th:nth-child(2) .sort");
    await tab.keyboard.press("Enter");
    must((await order()).join() !== before, "sorting changes nothing");
    const sorted = await tab.evaluate(() => document.querySelector("th:nth-child(2)").getAttribute("aria-sort"));
    must(sorted === "descending", "a sorted column does not say so");
    await tab.goto(address(root, pages.find((page) => page.endsWith("annual-report/index.html"))));
    await tab.evaluate(() => { window.print = () => { document.title = "printed"; }; });
    await tabTo(tab, "[data-print] button");
    await tab.keyboard.press("Enter");
    must((await tab.title()) === "printed", "the button that prints does not");
    await tab.goto(root);
    await tab.keyboard.press("Tab");
    await tab.keyboard.press("Enter");
    must((await tab.evaluate(() => location.hash)) === "#gk-main", "the first stop does not lead past the navigation");
  } catch (error) {
    faults.push(error.message);
  }
  await browser.close();
  return faults.map((fault) => `keyboard: ${fault}`);
}

// Small charts of a reader's choice, by keyboard and without a script: those that are chosen stand alone, and their figures beside them.
async function choosing(root, pages) {
  const browser = await open();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false });
  const tab = await context.newPage();
  const faults = [];
  const shown = (selector) => tab.evaluate((selector) => [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility()).length, selector);
  try {
    await tab.goto(address(root, pages.find((page) => /^statistics\/.+\/index.html$/.test(page))));
    const before = await shown(".mini");
    if (before < 3 || (await shown(".mini .n")) > 0) faults.push(`${before} small charts, or figures on them`);
    for (const choice of [".mini:nth-child(2) input", ".mini:nth-child(3) input", ".only"]) {
      await tabTo(tab, choice);
      await tab.keyboard.press("Space");
    }
    const [charts, figures] = [await shown(".mini"), await shown(".mini .n")];
    if (charts !== 2 || figures < 2) faults.push(`two chosen charts are ${charts}, with ${figures} figures`);
  } catch (error) {
    faults.push(error.message);
  }
  await browser.close();
  return faults.map((fault) => `choosing: ${fault}`);
}

// What the HTML checker says, a file and a line each.
function html(folder, pages) {
  const files = pages.map((page) => join(folder, page));
  const asked = ["-Xss4m", "-jar", VNU, "--errors-only", "--format", "json", "--exit-zero-always", "--stdout", ...files];
  const told = JSON.parse(execFileSync("java", asked, { encoding: "utf8", maxBuffer: 1 << 28 }));
  return told.messages.map(({ url, lastLine, message }) => `${relative(folder, decodeURIComponent(new URL(url).pathname))}:${lastLine}: ${message}`);
}

// What is larger than it may be.
function sizes(folder, files) {
  const size = (file) => statSync(join(folder, file)).size;
  const told = (file, most) => (size(file) < most ? [] : [`${file} has ${size(file)} bytes, ${most} are too many`]);
  const scripts = files.filter((file) => file.startsWith("assets/") && file.endsWith(".js"));
  const together = scripts.reduce((sum, file) => sum + size(file), 0);
  const faults = files.filter((file) => file.endsWith(".html")).flatMap((file) => told(file, LIMITS.page));
  faults.push(...files.filter((file) => file.endsWith(".css")).flatMap((file) => told(file, LIMITS.sheet)));
  if (together >= LIMITS.scripts) faults.push(`scripts have ${together} bytes, ${LIMITS.scripts} are too many`);
  const page = Math.max(...files.filter((file) => file.endsWith(".html")).map(size));
  console.log(`  largest page ${page} bytes, scripts ${together}`);
  return faults;
}

// All that is wrong with a portal.
async function prove(folder, { all = true, controls = true } = {}) {
  const files = list(folder);
  const pages = files.filter((file) => file.endsWith(".html"));
  const shown = pages.filter((page) => !isRedirect(folder, page));
  if (shown.length === 0) throw new Error(`there is no page in ${folder}`);
  const { root, close } = await serve(folder);
  const faults = [];
  const step = async (name, work) => {
    const began = Date.now();
    // A browser that died is a fault as well, and what was found before it is told.
    const found = await work().catch((error) => [`${name}: ${error.message.split("\n")[0]}`]);
    faults.push(...found);
    console.log(`  ${name}: ${found.length} faults, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  };
  try {
    await step(`sizes of ${files.length} files`, async () => sizes(folder, files));
    await step(`HTML of ${pages.length} pages`, async () => html(folder, pages));
    const some = sample(folder, shown);
    const most = all ? shown : some;
    let said = [];
    for (const way of ALL) {
      await step(`${most.length} pages, ${way.name}`, async () => {
        const seen = await round(root, most, way);
        said = seen.words;
        return seen.faults;
      });
    }
    await step(`${most.length} pages without a script`, () => withoutScript(root, most, said));
    for (const way of SAMPLE.filter(({ large }) => controls || !large)) await step(`${some.length} pages, ${way.name}`, async () => (await round(root, some, way)).faults);
    if (controls) await step("keyboard", () => keyboard(root, shown));
    if (controls) await step("choosing charts", () => choosing(root, shown));
  } finally {
    close();
  }
  return faults;
}

// Mistakes that must be found, each made in a copy of one page, with a word of what has to be said of it.
const MISTAKES = [
  ["color-contrast", (page) => page.replace(/<h1/, '<p class="faint">faint</p><h1')],
  ["px wide in a window", (page) => page.replace(/<h1/, '<p class="broad">broad</p><h1')],
  ["asks for http", (page) => page.replace(/<h1/, '<img alt="" src="http://127.0.0.2:9/elsewhere.png"><h1').replace(/img-src [^;]*/, "img-src *")],
  ["a script fails", (page) => page.replace("</head>", '<script src="/assets/wrong.js"></script></head>')],
  ["without a script", (page) => page.replace("</head>", '<script src="/assets/wrong.js"></script></head>')],
  ["image-alt", (page) => page.replace(/<h1/, '<img src="/assets/icon.svg"><h1')],
  ["Unclosed element", (page) => page.replace(/<h1/, "<section><h1")],
  ["are too many", (page) => page + " ".repeat(LIMITS.page)],
];

// Shows that the proof finds what is wrong on purpose, and nothing on the page as it is.
async function control(folder) {
  const top = mkdtempSync(join(tmpdir(), "gongkai-control-"));
  const missed = [];
  try {
    cpSync(join(folder, "assets"), join(top, "assets"), { recursive: true });
    writeFileSync(join(top, "assets/wrong.css"), ".faint { color: #aaa; background: #fff } .broad { inline-size: 3000px }");
    writeFileSync(join(top, "assets/long.js"), "//".padEnd(LIMITS.scripts / 2));
    writeFileSync(join(top, "assets/wrong.js"), 'document.addEventListener("DOMContentLoaded", function () { document.querySelector("main").append("more"); throw new Error("on purpose"); });');
    const right = readFileSync(join(folder, "404.html"), "utf8").replace("</head>", '<link rel="stylesheet" href="/assets/wrong.css"></head>');
    writeFileSync(join(top, "index.html"), right);
    MISTAKES.forEach(([, make], index) => writeFileSync(join(top, `wrong-${index}.html`), make(right)));
    const faults = await prove(top);
    for (const [index, [word]] of MISTAKES.entries()) {
      if (!faults.some((fault) => fault.includes(`wrong-${index}.html`) && fault.includes(word))) missed.push(`not found: ${word}`);
    }
    missed.push(...faults.filter((fault) => fault.startsWith("index.html")).map((fault) => `found where nothing is: ${fault}`));
    if (!faults.some((fault) => fault.startsWith("keyboard"))) missed.push("not found: a comparison without a table");
    if (!faults.some((fault) => fault.startsWith("choosing"))) missed.push("not found: a series without charts");
    if (!faults.some((fault) => fault.startsWith("scripts have"))) missed.push("not found: scripts that are too large together");
  } finally {
    rmSync(top, { recursive: true });
  }
  return missed;
}

const [portal, ...options] = process.argv.slice(2);
if (!portal || !existsSync(join(portal, "index.html"))) {
  console.error("usage: node proof.mjs PORTAL [--control | --sample] [--without-controls]");
  process.exit(2);
}
const faults = await (options.includes("--control") ? control(portal) : prove(portal, { all: !options.includes("--sample"), controls: !options.includes("--without-controls") }));
faults.slice(0, 60).forEach((fault) => console.error(fault));
console.log(faults.length === 0 ? "  nothing is wrong" : `  ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
