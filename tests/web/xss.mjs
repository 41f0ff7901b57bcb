// That nothing an author writes becomes script: node tests/web/xss.mjs VECTORS [--program PATH] [--limit N]. `--control` tries the proof itself.
//
// VECTORS is a file or a folder: in `.txt` each line is a vector, in `.json` each text in it. A site is made in which every vector stands in
// every place that an author can write to, built, and every page is opened in Chromium, with the page's Content-Security-Policy and without.
// Counted are scripts that ran, requests to other hosts, and elements and attributes that could run or load something.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const AT_ONCE = 4;
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".xml": "text/xml" };
const POLICY = /<meta http-equiv="content-security-policy"[^>]*>/i;
// How often what is an error is taken out, before the rest must build.
const MOST_ROUNDS = 30;

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const program = option("--program", join(dirname(fileURLToPath(import.meta.url)), "../../target/release/gongkai"));

// The vectors of a file or a folder, each once.
function vectors(path) {
  const texts = (value) => (typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(texts) : []);
  const of = (file) => {
    const text = readFileSync(file, "utf8");
    return extname(file) === ".json" ? texts(JSON.parse(text)) : text.split(/\r?\n/);
  };
  const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  const all = files.filter((file) => [".txt", ".json"].includes(extname(file))).flatMap(of);
  return [...new Set(all.filter((vector) => vector.trim() !== ""))].slice(0, Number(option("--limit", Infinity)));
}

// A vector on one line.
const flat = (vector) => vector.replace(/[\r\n\u2028\u2029\u0085]+/g, " ");
const quoted = (vector) => JSON.stringify(flat(vector));
const cell = (vector) => flat(vector).replaceAll("|", "\\|");

// The pieces of a text, each on lines of its own; what never ends stands last.
const pieces = (vector) => {
  const v = flat(vector);
  return [
    `甲 ${v} 乙`, `## ${v}`, `- ${v}`, `> ${v}`, `| a | b |\n| --- | --- |\n| ${cell(v)} | x |`, `[${v}](https://example.gov.cn/)`, `[甲](${v})`,
    `[甲](<${v}>)`, `[甲](https://example.gov.cn/ "${v}")`, `[甲](https://example.gov.cn/?${v})`, `![${v}](https://example.gov.cn/a.png)`,
    `![甲](${v})`, `![甲](<${v}>)`, `<${v}>`, `\`${v}\``, `**${v}**`, `[^${v}]: 注`, `[r]: ${v}\n\n[r]`, `[r2]: <${v}> "${v}"\n\n[r2]`,
    `{figure: ${v}}`, `{${v}}`, "```" + v + "\n" + v + "\n```", vector,
  ];
};

// The files of the site: lists of pieces, so that one that is an error can be taken out.
function site(all) {
  const files = new Map();
  files.set("site.yaml", [`title: 示例`, `base_url: https://example.gov.cn/xxgk/`, `checks: {resident-id: off, resident-id-15: off, mobile-number: off, bank-card: off}`]);
  for (const [key, n] of ["description", "organisation", "undertaker", "icp", "police", "site_code", "notice"].map((key, n) => [key, n])) {
    if (all[n]) files.get("site.yaml").push(`${key}: ${quoted(all[n])}`);
  }
  all.forEach((vector, n) => {
    const front = ["---", `title: 页 ${n}`, "description: 甲", "---"];
    const own = ["---", `title: ${quoted(vector)}`, `description: ${quoted(vector)}`, "---"];
    files.set(`content/rules/v${n}.md`, [...front, ...pieces(vector).map((piece) => `\n${piece}\n`)]);
    files.set(`content/disclosure/v${n}.md`, [...own, "\n正文。\n"]);
    const q = quoted(vector);
    files.set(`content/a${n}/agency.yaml`, [`name: ${q}`, `short_name: ${q}`, "level: township", `contact: {office: ${q}, address: ${q}, hours: ${q}}`]);
  });
  // Labels of forms, forty vectors each, and names of files.
  for (let n = 0; n * 40 < all.length; n += 1) {
    const some = all.slice(n * 40, n * 40 + 40).filter((vector) => vector.length < 1000);
    const rows = some.map((vector, m) => `      - {key: r${m}, label: ${quoted(vector)}, unit: ${quoted(vector.slice(0, 40))}}`);
    files.set(`forms/f${n}.yaml`, [`id: f${n}`, `title: ${quoted(some[0] ?? "表")}`, "tables:", `  - id: t`, `    title: ${quoted(some[1] ?? "表")}`, `    columns: [{key: x, label: ${quoted(some[2] ?? "列")}}]`, "    rows:", ...rows]);
    const figures = some.map((_, m) => `    r${m}: ${m}`);
    files.set(`content/a${n}/2025/report.md`, ["---", `title: ${quoted(some[3] ?? "年报")}`, "year: 2025", "published: 2026-01-20", `signatories: {head: ${quoted(some[4] ?? "甲")}}`, "statistics:", `  form: f${n}`, "  figures:", ...figures, "---", "正文。"]);
    for (const vector of some) {
      const name = flat(vector).replaceAll("/", "∕").replaceAll("\0", "").slice(0, 80);
      if (Buffer.byteLength(name) < 250 && !/^[.#~]|~$|\.md$/.test(name)) files.set(`content/a${n}/2025/${name}`, ["x"]);
    }
  }
  return files;
}

function write(folder, files, only) {
  for (const [path, parts] of files) {
    if (only && !only.has(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), parts.join("\n") + "\n");
  }
}

// Takes out what a check calls an error, until the rest builds. Says how much that was: what is refused does not run either.
function build(folder, files) {
  let refused = 0;
  let changed;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    write(folder, files, changed);
    changed = new Set();
    const done = spawnSync(program, ["check", folder, "--format", "json", "--as-of", "2026-06-01"], { encoding: "utf8", maxBuffer: 1 << 30 });
    const found = JSON.parse(done.stdout);
    const errors = (found.findings ?? found).filter((finding) => finding.severity === "error");
    if (errors.length === 0) break;
    if (process.argv.includes("--tell")) console.error(`round ${round}: ${errors.length} errors`, JSON.stringify(errors[0]));
    const gone = new Set();
    for (const error of errors) {
      const path = error.path ?? error.place?.path ?? error.file;
      const line = error.line ?? error.place?.line ?? 0;
      const parts = files.get(path);
      if (!parts) continue;
      let last = 0;
      const at = parts.findIndex((part) => (last += part.split("\n").length) >= line);
      gone.add(`${path}\n${line === 0 ? -1 : at}`);
    }
    for (const [path, at] of [...gone].map((one) => one.split("\n")).sort((a, b) => b[1] - a[1])) {
      refused += 1;
      changed.add(path);
      const parts = files.get(path);
      const isText = path.endsWith(".md") && Number(at) > parts.indexOf("---", 1);
      if (isText) parts.splice(Number(at), 1, "");
      else if (parts[at] && /^\s*(title|name|short_name): /.test(parts[at])) parts[at] = parts[at].replace(/: .*/s, ": 甲");
      else if (parts[at] && /label: /.test(parts[at])) parts[at] = parts[at].replace(/label: .*/s, /columns:/.test(parts[at]) ? "label: 甲}]" : "label: 甲}");
      else if (parts[at] && !/^\s*(---|title|id|tables|rows|- id|level|year|published|statistics|form|figures)\b/.test(parts[at])) parts.splice(Number(at), 1);
      else { files.delete(path); rmSync(join(folder, path), { force: true }); }
    }
  }
  const built = spawnSync(program, ["build", folder, "--destination", join(folder, "public"), "--as-of", "2026-06-01", "--lang", "en"], { encoding: "utf8", maxBuffer: 1 << 30 });
  if (built.status !== 0) throw new Error(built.stderr.split("\n\n").filter((one) => !one.startsWith("warning")).join("\n\n").slice(-2000));
  return refused;
}

function list(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name))).filter((name) => name.endsWith("index.html") || name === "404.html");
}

async function serve(folder, withPolicy) {
  const server = createServer((asked, answer) => {
    let path;
    try { path = decodeURIComponent(new URL(asked.url, "http://localhost").pathname); } catch { return answer.writeHead(400).end(); }
    const file = join(folder, path);
    if (!existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end();
    answer.writeHead(200, { "content-type": `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8` });
    const bytes = readFileSync(file);
    answer.end(withPolicy || extname(file) !== ".html" ? bytes : bytes.toString("utf8").replace(POLICY, ""));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { root: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

// Opens pages and counts what must not be.
async function look(browser, folder, pages, withPolicy) {
  const { root, close } = await serve(folder, withPolicy);
  const seen = { pages: 0, executed: [], requests: [], suspicious: [] };
  const queue = [...pages];
  const work = async () => {
    const context = await browser.newContext();
    let now = "";
    await context.exposeBinding("gongkaiRan", (_, what) => { seen.executed.push(`${now}: ${what}`); });
    await context.addInitScript(() => {
      for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.gongkaiRan(name);
    });
    await context.route("**", (route) => {
      const url = route.request().url();
      if (url.startsWith(root) || url.startsWith("data:")) return route.continue();
      seen.requests.push(`${now}: ${url}`);
      return route.abort();
    });
    let page = await context.newPage();
    page.on("dialog", (dialog) => { seen.executed.push(`${now}: dialog`); dialog.dismiss(); });
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      now = next;
      await page.goto(root + next.split("/").map(encodeURIComponent).join("/"), { waitUntil: "load" });
      const odd = await page.evaluate(() => {
        const found = [];
        const here = location.origin;
        for (const element of document.querySelectorAll("*")) {
          for (const { name, value } of element.attributes) {
            if (/^on/i.test(name) || name === "srcdoc" || name === "style") found.push(`${element.localName} ${name}=${value}`);
            if (["href", "src", "action", "formaction", "data", "xlink:href", "poster", "background"].includes(name)) {
              let url;
              try { url = new URL(value, document.baseURI); } catch { continue; }
              if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) found.push(`${element.localName} ${name}=${value}`);
              if (element.localName !== "a" && element.localName !== "link" && url.origin !== here) found.push(`${element.localName} ${name}=${value}`);
            }
          }
          if (["iframe", "object", "embed", "base", "style", "form", "math", "video", "audio", "marquee", "frameset"].includes(element.localName)) {
            if (!(element.localName === "form" && element.closest("[data-search], search, header, main"))) found.push(element.localName);
          }
          if (element.localName === "script" && !element.src && element.type !== "application/ld+json") found.push("script");
        }
        return found;
      });
      seen.suspicious.push(...odd.map((what) => `${next}: ${what}`));
      seen.pages += 1;
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  close();
  return seen;
}

function tell(name, seen) {
  console.log(`${name}: ${seen.pages} pages, ${seen.executed.length} executed, ${seen.requests.length} requests to other hosts, ${seen.suspicious.length} suspicious`);
  for (const kind of ["executed", "requests", "suspicious"]) seen[kind].slice(0, 10).forEach((what) => console.log(`  ${kind}: ${what.slice(0, 300)}`));
  return seen.executed.length + seen.requests.length + seen.suspicious.length;
}

const folder = mkdtempSync(join(tmpdir(), "gongkai-xss-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"] });
let bad = 0;
try {
  if (process.argv.includes("--control")) {
    // Pages into which something is put as it is: each must be caught.
    const wrong = { "a/index.html": "<img src=x onerror=alert(1)>", "b/index.html": "<img src=https://elsewhere.example/x.png>", "c/index.html": "<a href='javascript:alert(1)'>x</a>", "d/index.html": "<script>confirm(1)</script>" };
    const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`;
    for (const [path, html] of Object.entries(wrong)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), `<!doctype html><html lang="zh"><head>${policy}<title>x</title></head><body>${html}</body></html>`);
    }
    const without = await look(browser, folder, Object.keys(wrong), false);
    const held = await look(browser, folder, Object.keys(wrong), true);
    tell("control without the policy", without);
    tell("control with the policy", held);
    const caught = without.executed.length === 2 && without.requests.length === 1 && without.suspicious.length === 4 && held.executed.length === 0;
    console.log(caught ? "the control is caught" : "the control is NOT caught");
    bad = caught ? 0 : 1;
  } else {
    const all = vectors(process.argv[2]);
    const files = site(all);
    const places = [...files.values()].reduce((sum, parts) => sum + parts.length, 0);
    const refused = build(folder, files);
    const pages = list(join(folder, "public"));
    console.log(`${all.length} vectors, ${places} lines and pieces, ${refused} refused with an error, ${pages.length} pages`);
    bad = tell("without the policy", await look(browser, join(folder, "public"), pages, false));
    bad += tell("with the policy", await look(browser, join(folder, "public"), pages, true));
  }
} finally {
  await browser.close();
  if (!process.argv.includes("--keep")) rmSync(folder, { recursive: true, force: true });
  else console.log(folder);
}
process.exitCode = bad === 0 ? 0 : 1;
