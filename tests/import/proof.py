#!/usr/bin/env python3
"""Tries `gongkai import` on reports that are not ours to keep here: turns each into the files that offices have, and counts what comes back.

    python3 tests/import/proof.py GONGKAI SCRATCH REPORT... [--rounds N] [--only WORD]

GONGKAI is the program, SCRATCH a folder for what is made, REPORT a report in Markdown with its tables as pipes (front matter: year), or the
seed's text with its tables in tabs. What stands in a report's tables is the truth, cell by cell in the order of the form, so this script knows
no label: it takes a form's rows from `gongkai new report`. A table with a running total, which is no national form, gets a form of its own.

Each report becomes .html, .docx (pandoc, LibreOffice), .xlsx, .ods, .csv, .md, and .txt (tabs; PDF and then pdftotext -layout), with merged heads
as the official form has them and flat; its labels are spelled in ten ways; then, mangled, with typing errors, cut by pages, with cells glued,
full-width digits, thousands separators, units and encodings. Each figure must be right, or blank and told.

Needs pandoc, LibreOffice (soffice), pdftotext and Chinese fonts.
"""
import argparse, collections, html, os, random, re, shutil, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FORMATS = ["html", "word.html", "docx", "lo.docx", "xlsx", "ods", "csv", "md", "tabs.txt", "pdf.txt"]
STYLES = ["plain", "narrow", "dots", "bare", "blanks", "lines", "letters", "short", "wide", "colon"]
OPTIONAL = {"requests.replied.refused.not_government_information", "requests.replied.refused.statutory_other"}
LIST_FORM = "own-list"


class Cell:
    def __init__(self, text, columns=1, rows=1, kind="label"):
        self.text, self.columns, self.rows, self.kind = text, columns, rows, kind

    def copy(self):
        return Cell(self.text, self.columns, self.rows, self.kind)


class Table:
    """Rows of cells, the first ones of which are its head."""

    def __init__(self, head, rows):
        self.head, self.rows = head, rows

    def copy(self):
        return Table([[c.copy() for c in row] for row in self.head], [[c.copy() for c in row] for row in self.rows])

    def all(self):
        return self.head + self.rows


# ---- reading

def read(path):
    text = Path(path).read_text()
    return read_seed(path, text) if path.suffix == ".txt" else read_markdown(path, text)


def read_markdown(path, text):
    front, body = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S).groups()
    report = {"name": path.stem, "year": int(re.search(r"^year: (\d+)", front, re.M)[1]), "blocks": [], "figures": []}
    published = re.search(r"^published: (\S+)", front, re.M)
    report["published"] = published and published[1]
    lines = iter(body.splitlines())
    pipes = []
    for line in list(lines) + [""]:
        if line.startswith("|"):
            pipes.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if pipes:
            report["blocks"].append(("table", pipe_tables(pipes, report["figures"])))
            pipes = []
        if line.startswith("# "):
            report["title"] = line[2:]
        elif line.startswith("#"):
            report["blocks"].append(("heading", line.lstrip("# ")))
        elif line.startswith("**"):
            report["blocks"].append(("caption", line.strip("*")))
        elif line.strip():
            report["blocks"].append(("text", line.strip()))
    return report


def read_seed(path, text):
    report = {"name": path.stem, "blocks": [], "figures": []}
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    first, last = text.index("\t"), text.rindex("\t")
    before, after = text[:text.rindex("\n", 0, first)], text[text.index("\n", last):]
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", before) if p.strip()]
    report["title"] = re.sub(r"\s", "", paragraphs[0])
    report["year"] = int(re.search(r"(\d{4})年", report["title"])[1])
    report["published"] = "2017-01-20"
    for p in paragraphs[1:]:
        report["blocks"].append(("text", p.replace("\n", "")))
    head = [[Cell(text) for text in rows[0]]]
    body = []
    for row in rows[1:]:
        unit, figure = (row + ["", ""])[1:3]
        body.append([Cell(row[0]), Cell(unit, kind="unit"), Cell(figure, kind="figure" if unit else "none")])
        if unit:
            report["figures"].append(figure)
    report["blocks"].append(("table", (Table(head, body), Table(head, body))))
    for line in after.splitlines():
        if line.strip():
            report["blocks"].append(("sign", line.strip()))
    return report


def pipe_tables(pipes, figures):
    """The table of some pipes twice: flat as they are, and as the official form prints it."""
    head, body = pipes[0], pipes[2:]
    has_unit = "计量单位" in head
    across = "：" in head[0] and len(body) == 1
    kind = lambda at: "figure" if across or at >= (2 if has_unit else 1) else ("unit" if has_unit and at == 1 else "label")
    rows = [[Cell(text, kind=kind(at)) for at, text in enumerate(row)] for row in body]
    for row in rows:
        figures.extend(cell.text for cell in row if cell.kind == "figure")
    flat = Table([[Cell(text) for text in head]], rows)
    if across:
        return across_tables(head, rows)
    return flat, (matrix(rows) if head[0] == "项目" else flat)


def across_tables(head, rows):
    groups = []
    for text in head:
        if "：" in text:
            groups.append([text.split("：")[0], []])
        groups[-1][1].append(text.split("：")[-1])
    outer = re.compile(r"行政诉讼（(.*)）")
    direct = [outer.match(name)[1] for name, _ in groups[1:]]
    one = [Cell(groups[0][0], 5, 2), Cell("行政诉讼", 10)]
    two = [Cell(name, 5) for name in direct]
    three = [Cell(label) for _, labels in groups for label in labels]
    flat = Table([[Cell(name, 5) for name, _ in groups], [c.copy() for c in three]], rows)
    return flat, Table([one, two, three], rows)


def matrix(rows):
    """As printed: headings stand beside their rows."""
    stub = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    head = [[Cell(stub, 3, 3), Cell("申请人情况", 7)],
            [Cell("自然人", 1, 2), Cell("法人或其他组织", 5), Cell("总计", 1, 2)],
            [Cell(name) for name in ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]]
    out, group = [], None
    third = [row for row in rows if row[0].text.startswith("三")]
    for row in rows:
        label, figures = row[0].text, row[1:]
        match = re.match(r"三(?:、本年度办理结果)?(（.）[^ ]*)(?: (\d.*))?$", label)
        if not match:
            out.append([Cell(label, 3)] + figures)
            continue
        cells = [Cell("三、本年度办理结果", 1, len(third))] if row is third[0] else []
        if match[2] is None:
            cells.append(Cell(match[1], 2))
        else:
            if match[1] != group:
                below = sum(1 for other in third if f"{match[1]} " in other[0].text)
                cells.append(Cell(match[1], 1, below))
            cells.append(Cell(match[2]))
        group = match[1]
        out.append(cells + figures)
    return Table(head, out)


# ---- spelling and mangling

def spell(text, style, rng):
    start = re.match(r"(?:其中：|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[．.、])*", text).end()
    pieces = lambda size, between: between.join(text[at:at + size] for at in range(0, len(text), size))
    match style:
        case "narrow":
            return text.translate(str.maketrans("（）．：", "().:"))
        case "dots":
            return re.sub(r"(\d)[．.]", rng.choice([r"\1、", r"（\1）", r"\1) "]), text)
        case "bare":
            return text[start:] or text
        case "blanks":
            return pieces(3, " ")
        case "lines":
            return pieces(7, "\n")
        case "letters":
            return pieces(1, "\n")
        case "short":
            return re.sub(r"(.)（[^）]*）$", r"\1", text)
        case "wide":
            return text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
        case "colon":
            return text + "："
    return text


def typo(text, rng):
    if len(text) < 2:
        return text
    at = rng.randrange(len(text))
    return rng.choice([text[:at] + text[at + 1:], text[:at] + "某" + text[at + 1:], text[:at] + "的" + text[at:]])


def rewrite(text, rng):
    return rng.choice([
        lambda: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        lambda: f"{int(text):,}" if text.isdigit() and len(text) > 3 else text + "件",
        lambda: text + rng.choice(["件", "元", "万元", "条"]),
        lambda: "约" + text,
        lambda: rng.choice(["/", "无", "—", "-"]) if text in ("0", "") else f" {text} ",
    ])()


def mangle(table, rng):
    for cell in (cell for row in table.all() for cell in row):
        if cell.kind == "label" and rng.random() < 0.06:
            cell.text = typo(cell.text, rng)
        if cell.kind == "figure" and rng.random() < 0.03:
            cell.text = rewrite(cell.text, rng)
    if rng.random() < 0.4:
        glue(table, rng)
    if rng.random() < 0.2 and len(table.rows) > 3:
        at = rng.randrange(len(table.rows))
        if all(cell.rows == 1 for row in table.rows for cell in row):
            del table.rows[at]


def glue(table, rng):
    row = rng.choice(table.rows)
    pairs = [at for at in range(len(row) - 1) if row[at].kind == row[at + 1].kind == "figure" and row[at].text and row[at + 1].text]
    if not pairs:
        return
    at = rng.choice(pairs)
    # LibreOffice takes 00 of a page for the number 0, and nothing is left in its file of the second one.
    row[at].text += (" " if row[at].text.startswith("0") else rng.choice(["", " "])) + row[at + 1].text
    match rng.randrange(3):
        case 0:
            del row[at + 1]
        case 1:
            row[at].columns = 2
            del row[at + 1]
        case _:
            row[at + 1].text = ""


def cut(table, rng):
    """A page ends within the table; headings that go on are printed again, or left blank."""
    if len(table.rows) < 4:
        return [table]
    at = rng.randrange(1, len(table.rows))
    above, below = table.rows[:at], [row[:] for row in table.rows[at:]]
    crossing = [(index, cell) for index, row in enumerate(above) for cell in row if index + cell.rows > at]
    again = rng.random() < 0.5
    pieces = []
    for index, cell in crossing:
        pieces.append(Cell(cell.text if again else "", cell.columns, index + cell.rows - at))
        cell.rows = at - index
    below[0] = pieces + below[0]
    head = [[c.copy() for c in row] for row in table.head] if rng.random() < 0.6 else []
    return [Table(table.head, above), Table(head, below)]


def variant(report, layout, style, seed):
    """A report's blocks, spelled in a style; mangled if there is a seed."""
    rng = random.Random(f"{report['name']}{seed}{style}")
    blocks = []
    for kind, value in report["blocks"]:
        if kind != "table":
            blocks.append((kind, value))
            continue
        table = value[layout].copy()
        for cell in (cell for row in table.all() for cell in row):
            if cell.kind == "label":
                own = rng.choice(STYLES) if seed and style == "mixed" else style
                cell.text = spell(cell.text, own, rng)
        if seed:
            mangle(table, rng)
        tables = cut(table, rng) if seed and rng.random() < 0.5 else [table]
        for index, piece in enumerate(tables):
            if index:
                blocks.append(("page", f"- {index + 3} -"))
            blocks.append(("table", piece))
    return blocks, rng


# ---- writing

def flatten(table):
    """Every place with its text; a span's text stands in its first place."""
    places = [{} for _ in table.all()]
    for index, row in enumerate(table.all()):
        column = 0
        for cell in row:
            while column in places[index]:
                column += 1
            for below in range(index, min(index + cell.rows, len(places))):
                for right in range(column, column + cell.columns):
                    places[below][right] = cell.text.replace("\n", "") if (below, right) == (index, column) else ""
            column += cell.columns
    width = max(max(row, default=0) for row in places) + 1
    return [[row.get(at, "") for at in range(width)] for row in places]


def page(report, blocks, rubbish):
    def words(text):
        text = html.escape(text).replace("\n", "<br>")
        if rubbish and len(text) > 2 and "&" not in text and "<" not in text:
            text = f"<span style='font-family:仿宋_GB2312'>{text[:2]}</span><span lang=EN-US>{text[2:]}<o:p></o:p></span>"
        return text

    def cell(one):
        spans = (f" colspan={one.columns}" if one.columns > 1 else "") + (f" rowspan={one.rows}" if one.rows > 1 else "")
        inner = f"<p class=MsoNormal>{words(one.text)}</p>" if rubbish else words(one.text)
        return f"<td{spans}>{inner}</td>"

    out = ["<!DOCTYPE html><html><head>"]
    out.append("<meta http-equiv=Content-Type content='text/html; charset=gb2312'><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
               if rubbish else "<meta charset=utf-8>")
    out.append("<style>td{border:1px solid}</style></head><body>")
    out.append(f"<h1>{words(report['title'])}</h1>")
    for kind, value in blocks:
        if kind == "table":
            rows = "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in value.all())
            out.append(f"<table border=1 cellspacing=0>{rows}</table>")
        elif kind == "heading" and not rubbish:
            out.append(f"<h2>{words(value)}</h2>")
        elif kind == "caption" and not rubbish:
            out.append(f"<p><b>{words(value)}</b></p>")
        else:
            out.append(f"<p class=MsoNormal>{words(value)}</p>")
    return "\n".join(out) + "</body></html>"


def plain(report, blocks, table):
    lines = [report["title"]] + [table(value) if kind == "table" else value for kind, value in blocks]
    return "\n\n".join(lines) + "\n"


def markdown(report, blocks):
    def pipes(table):
        rows = ["| " + " | ".join(row) + " |" for row in flatten(table)]
        rows.insert(1, "|" + " --- |" * len(flatten(table)[0]))
        return "\n".join(rows)
    blocks = [(kind, f"## {value}" if kind == "heading" else f"**{value}**" if kind == "caption" else value) for kind, value in blocks]
    return "# " + plain(report, blocks, pipes)


def write(report, blocks, path, format, rng, is_mangled):
    encoding = rng.choice(["gbk", "gb18030", "utf-16", "utf-8", "utf-8-sig"]) if is_mangled else "utf-8"
    match format:
        case "html":
            path.write_bytes(page(report, blocks, False).replace("charset=utf-8", f"charset={encoding}").encode(encoding, "replace"))
        case "word.html":
            path.write_bytes(page(report, blocks, True).encode("gb18030"))
        case "md":
            path.write_text(markdown(report, blocks))
        case "tabs.txt":
            path.write_bytes(plain(report, blocks, lambda t: "\n".join("\t".join(row) for row in flatten(t))).encode(encoding, "replace"))
        case _:
            path.with_suffix(".html").write_text(page(report, blocks, False))


def convert(folder, jobs):
    """Turns the pages of all variants into the other kinds of files, many in one run of LibreOffice."""
    def soffice(pages, to, infilter):
        if not pages:
            return
        out = folder / f"lo-{to.split(':')[0]}"
        out.mkdir(exist_ok=True)
        profile = f"-env:UserInstallation=file://{(folder / 'profile').resolve()}"
        for at in range(0, len(pages), 60):
            command = ["soffice", profile, "--headless", f"--infilter={infilter}", "--convert-to", to, "--outdir", str(out)]
            subprocess.run(command + [str(p) for p in pages[at:at + 60]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    pages = collections.defaultdict(list)
    for path, format in jobs:
        pages[format].append(path.with_suffix(".html"))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda p: subprocess.run(["pandoc", "-f", "html", "-t", "docx", "-o", str(p.with_suffix(".docx")), str(p)], check=True), pages["docx"]))
    soffice(pages["lo.docx"], "docx:MS Word 2007 XML", "HTML (StarWriter)")
    soffice(pages["xlsx"], "xlsx", "HTML (StarCalc)")
    soffice(pages["ods"], "ods", "HTML (StarCalc)")
    soffice(pages["csv"], "csv:Text - txt - csv (StarCalc):44,34,76,1", "HTML (StarCalc)")
    soffice(pages["pdf.txt"], "pdf:writer_web_pdf_Export", "HTML (StarWriter)")
    for path, format in jobs:
        name = path.stem
        match format:
            case "lo.docx":
                shutil.move(folder / "lo-docx" / f"{name}.docx", path)
            case "xlsx" | "ods" | "csv":
                shutil.move(folder / f"lo-{format}" / f"{name}.{format}", path)
            case "pdf.txt":
                subprocess.run(["pdftotext", "-layout", str(folder / "lo-pdf" / f"{name}.pdf"), str(path)], check=True)


# ---- importing and comparing

def own_form(report):
    """The form of a table with a running total: its rows in their order."""
    table = next(value[0] for kind, value in report["blocks"] if kind == "table")
    columns = "".join(f"      - {{key: c{at}, label: {cell.text}}}\n" for at, cell in enumerate(table.head[0][2:]))
    rows = "".join(f"      - {{key: r{at}, label: \"{row[0].text}\", unit: {row[1].text}, amount: {str(row[1].text == '元').lower()}}}\n"
                   for at, row in enumerate(table.rows))
    return (f"id: {LIST_FORM}\ntitle: 政府信息公开情况统计表\nnorm: 示例\nyears: {{from: 2014, to: 2018}}\ntables:\n  - id: main\n"
            f"    title: 政府信息公开情况统计表\n    layout: list\n    corner: 指标名称\n    columns:\n{columns}    rows:\n{rows}")


def site(folder, report, has_own):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "content/town").mkdir(parents=True)
    (folder / "forms").mkdir()
    (folder / "site.yaml").write_text("title: t\nbase_url: https://a.example/\n")
    (folder / "content/town/agency.yaml").write_text("name: 示例镇\nlevel: township\n")
    if has_own:
        (folder / "forms/own.yaml").write_text(own_form(report))
    return folder


FIGURES = re.compile(r"^    ([a-z][a-z0-9_.]*): (.*?)(?:\s+#(.*))?$", re.M)


def figures(text):
    """Each row's figures, and what its line says about them."""
    found = {}
    for key, values, comment in FIGURES.findall(text.split("  figures:\n")[1].split("---\n")[0]):
        values = [v.strip().strip("'\"") for v in values.strip("[]").split(",")]
        found[key] = (["" if v == "~" else v for v in values], comment)
    return found


def rows_of(gongkai, folder, report, has_own):
    """The rows of the form, in their order, with their labels and how many columns each has."""
    place = site(folder / "site-rows", report, has_own)
    extra = ["--form", LIST_FORM] if has_own else []
    command = [gongkai, "new", "report", "town", str(report["year"]), "--site", str(place), "--lang", "en", *extra]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    text = (place / f"content/town/{report['year']}/annual-report.md").read_text()
    rows = {key: (len(values), comment) for key, (values, comment) in figures(text).items()}
    if sum(n for n, _ in rows.values()) != len(report["figures"]):
        rows = {key: row for key, row in rows.items() if key not in OPTIONAL}
    assert sum(n for n, _ in rows.values()) == len(report["figures"]), (report["name"], len(report["figures"]))
    return rows


def squeeze(text):
    return re.sub(r"[\s\u3000​]", "", text)


def judge(gongkai, folder, report, has_own, rows, path, number):
    """Imports one file: how many figures are right, told and silently wrong, and what else is not as it should be."""
    place = site(folder / f"site-{number}", report, has_own)
    review = place / "review.html"
    command = [gongkai, "import", str(path), "--site", str(place), "--agency", "town", "--lang", "en", "--review", str(review)]
    done = subprocess.run(command, capture_output=True, text=True)
    written = place / f"content/town/{report['year']}/annual-report.md"
    result = {"right": 0, "told": 0, "wrong": [], "other": [], "cells": len(report["figures"])}
    if not written.exists():
        result["other"].append("not imported: " + done.stdout + done.stderr)
        result["told"] = result["cells"]
        return result
    text = written.read_text()
    doubts = review.read_text().split('class="doubt"')[1:]
    cells = [[html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", doubt, re.S)] for doubt in doubts]
    labels, sources = [cell[0] for cell in cells], [cell[1] for cell in cells]
    if "  figures:\n" not in text:
        result["other"].append("no form was recognised")
        result["told"] = result["cells"]
        return result
    found = figures(text)
    at = 0
    for key, (count, label) in rows.items():
        truth = report["figures"][at:at + count]
        at += count
        values, comment = found.get(key, ([""] * count, ""))
        label = re.sub(r"\s*\([^()]*\)$", "", label.strip()).strip()
        for wanted, got in zip(truth, values):
            wanted = re.sub(r"(元)$", "", wanted)
            if got == wanted:
                result["right"] += 1
            elif got == "" and ("[?" in comment or any(label and label in own for own in labels) or is_shown(wanted, sources)):
                result["told"] += 1
            else:
                result["wrong"].append(f"{key}: {got!r} instead of {wanted!r} {comment}")
    title = re.search(r"^title: (.*)$", text, re.M)[1]
    if squeeze(title) != squeeze(report["title"]):
        result["other"].append(f"title: {title}")
    source = squeeze("".join(value for kind, value in report["blocks"] if kind in ("text", "heading")))
    narrative = text.split("---\n", 2)[2]
    narrative = re.sub(r"<!--.*?-->|^\{statistics.*\}$|^#+ |^- |\*\*", "", narrative, flags=re.M)
    narrative = re.sub(r"\\(.)", r"\1", narrative)
    if report["name"] != "seed-report" and not squeeze_text(narrative) == squeeze_text(source):
        result["other"].append("narrative: " + difference(squeeze_text(source), squeeze_text(narrative)))
    return result


def is_shown(figure, sources):
    """Whether a figure is told, if not by its row: as what stands in a row that nobody knows."""
    return len(figure) > 1 and any(figure in source for source in sources)


def squeeze_text(text):
    return squeeze(re.sub(r"第二十条第（.）项|（本列数据的勾稽关系.*?第四项之和）|政府信息公开情况统计表", "", squeeze(text).replace("&amp;", "&")))


def difference(a, b):
    at = next((at for at in range(min(len(a), len(b))) if a[at] != b[at]), min(len(a), len(b)))
    return f"…{a[max(0, at - 8):at + 30]}… became …{b[max(0, at - 8):at + 30]}…"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gongkai")
    parser.add_argument("scratch", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=4, help="how many mangled variants there are of a report in each kind of file")
    parser.add_argument("--only", default="", help="only variants whose names match")
    parser.add_argument("--keep", action="store_true", help="use the files that are there")
    arguments = parser.parse_args()
    gongkai = str(Path(arguments.gongkai).resolve())
    folder = arguments.scratch
    folder.mkdir(parents=True, exist_ok=True)
    jobs, all_jobs = [], []
    for report in map(read, arguments.reports):
        first = next(value[0] for kind, value in report["blocks"] if kind == "table").head[0]
        has_own = len(first) == 4 and first[1].text == "计量单位"
        rows = rows_of(gongkai, folder, report, has_own)
        plans = [(layout, style, 0) for layout in (0, 1) for style in STYLES]
        plans += [(seed % 2, random.Random(seed).choice(STYLES + ["mixed"] * 5), seed) for seed in range(1, arguments.rounds + 1)]
        for format in FORMATS:
            for layout, style, seed in plans:
                if style in ("lines", "letters") and format in ("md", "tabs.txt"):
                    continue
                kind = "mangled" if seed else "sound"
                name = f"{report['name']}-{format.replace('.', '-')}-{'flat' if layout == 0 else 'form'}-{style}-{kind}{seed or ''}"
                if not re.search(arguments.only, name):
                    continue
                path = folder / f"{name}.{format.split('.')[-1]}"
                all_jobs.append((report, has_own, rows, path, format, kind))
                if arguments.keep and path.exists():
                    continue
                blocks, rng = variant(report, layout, style, seed)
                write(report, blocks, path, format, rng, bool(seed))
                jobs.append((path, format))
    convert(folder, [job for job in jobs if job[1] not in ("html", "word.html", "md", "tabs.txt")])
    with ThreadPoolExecutor(2) as pool:
        judged = pool.map(lambda job: judge(gongkai, folder, job[1][0], job[1][1], job[1][2], job[1][3], job[0]), enumerate(all_jobs))
        tell(all_jobs, list(judged))
    for number in range(len(all_jobs)):
        shutil.rmtree(folder / f"site-{number}", ignore_errors=True)


def tell(jobs, results):
    sums = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    wrong = 0
    for (report, _, _, path, format, kind), result in zip(jobs, results):
        share = sums[(kind, format)]
        for at, number in enumerate([1, result["cells"], result["right"], result["told"], len(result["wrong"])]):
            share[at] += number
        wrong += len(result["wrong"])
        for line in result["wrong"]:
            print(f"WRONG {path.name}: {line}")
        if kind == "sound":
            if result["right"] * 1000 < result["cells"] * 995:
                print(f"FEW {path.name}: {result['right']} of {result['cells']}")
            for line in result["other"]:
                print(f"NOTE {path.name}: {line}")
    print(f"{'':28}{'files':>7}{'cells':>9}{'right':>9}{'told':>8}{'wrong':>7}{'right %':>9}")
    for (kind, format), (files, cells, right, told, bad) in sorted(sums.items(), key=lambda item: (item[0][0] == "mangled", FORMATS.index(item[0][1]))):
        print(f"{kind + ' ' + format:28}{files:7}{cells:9}{right:9}{told:8}{bad:7}{100 * right / cells:9.2f}")
    sound = [sum(row[at] for (kind, _), row in sums.items() if kind == "sound") for at in range(5)]
    if sound[1]:
        print(f"{'sound, all':28}{sound[0]:7}{sound[1]:9}{sound[2]:9}{sound[3]:8}{sound[4]:7}{100 * sound[2] / sound[1]:9.2f}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
