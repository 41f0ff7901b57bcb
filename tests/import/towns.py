#!/usr/bin/env python3
"""Makes a site with many towns and a folder with the Word file of each, to measure how long `gongkai import` takes for all of them.

    python3 tests/import/towns.py FOLDER [COUNT]
    time gongkai import FOLDER/in --site FOLDER/site

The files are what Word writes: the form of 2021 with merged heads, styles and runs that split words, three pages of text. They name their town and
their year.
"""
import random, shutil, sys, zipfile
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
GROUPS = [
    ("（三）不予公开", ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息",
                  "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"]),
    ("（四）无法提供", ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]),
    ("（五）不予处理", ["1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息"]),
    ("（六）其他处理", ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                  "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"]),
]


def paragraph(text):
    middle = len(text) // 2
    run = lambda part: f'<w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
    return f"<w:p><w:pPr><w:spacing w:line=\"560\"/></w:pPr>{run(text[:middle])}{run(text[middle:])}</w:p>"


def cell(text, columns=1, merge=None):
    own = {"restart": '<w:vMerge w:val="restart"/>', "goes on": "<w:vMerge/>", None: ""}[merge]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/>{own}</w:tcPr>{paragraph(text)}</w:tc>'


def table(rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def numbers(own):
    return [cell(str(number)) for number in own + [sum(own)]]


def requests(rng):
    stub = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows = [[cell(stub, 3, "restart"), cell("申请人情况", 7)],
            [cell("", 3, "goes on"), cell("自然人", 1, "restart"), cell("法人或其他组织", 5), cell("总计", 1, "restart")],
            [cell("", 3, "goes on"), cell("", 1, "goes on")] + [cell(name) for name in COLUMNS[1:6]] + [cell("", 1, "goes on")]]
    third = [[cell("（一）予以公开", 2)], [cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2)]]
    for group, labels in GROUPS:
        third += [[cell(group if at == 0 else "", 1, "goes on" if at else "restart"), cell(label)] for at, label in enumerate(labels)]
    third.append([cell("（七）总计", 2)])
    results = [[rng.choice([0, 0, 0, 0, 1, 3, 12]) for _ in COLUMNS[1:]] for _ in third[1:]]
    results.append([sum(column) for column in zip(*results)])
    none = [0] * len(results[-1])
    rows.append([cell("一、本年新收政府信息公开申请数量", 3)] + numbers(results[-1]))
    rows.append([cell("二、上年结转政府信息公开申请数量", 3)] + numbers(none))
    for at, (row, own) in enumerate(zip(third, results)):
        rows.append([cell("" if at else "三、本年度办理结果", 1, "goes on" if at else "restart")] + row + numbers(own))
    rows.append([cell("四、结转下年度继续办理", 3)] + numbers(none))
    return table(rows)


def small(head, rows, rng):
    return table([[cell(text) for text in head]] + [[cell(row)] + [cell(str(rng.randrange(900))) for _ in head[1:]] for row in rows])


def document(town, rng):
    text = "本年度做好主动公开，依法办理申请，健全制度，加强监督，各项工作按计划推进。" * 12
    body = [paragraph(f"{town}人民政府2025年政府信息公开工作年度报告"), paragraph("一、总体情况"), paragraph(text), paragraph(text),
            paragraph("二、主动公开政府信息情况"), paragraph("第二十条第（一）项"),
            small(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "行政规范性文件"], rng),
            paragraph("第二十条第（五）项"), small(["信息内容", "本年处理决定数量"], ["行政许可"], rng),
            paragraph("第二十条第（六）项"), small(["信息内容", "本年处理决定数量"], ["行政处罚", "行政强制"], rng),
            paragraph("第二十条第（八）项"), small(["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费"], rng),
            paragraph("三、收到和处理政府信息公开申请情况"), requests(rng),
            paragraph("四、政府信息公开行政复议、行政诉讼情况"), paragraph(text),
            paragraph("五、存在的主要问题及改进情况"), paragraph(text), paragraph("六、其他需要报告的事项"), paragraph("无。"),
            paragraph(f"{town}人民政府"), paragraph("2026年1月20日")]
    return f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{"".join(body)}</w:body></w:document>'


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "in").mkdir(parents=True)
    county = folder / "site/content/county"
    county.mkdir(parents=True)
    (folder / "site/site.yaml").write_text("title: 示例县政府信息公开\nbase_url: https://example.gov.cn/xxgk/\n")
    (county / "agency.yaml").write_text("name: 示例县人民政府\nlevel: county\n")
    rng = random.Random(7)
    numerals = "零一二三四五六七八九"
    for number in range(count):
        town = "示例县第" + "".join(numerals[int(digit)] for digit in f"{number:03}") + "镇"
        (county / f"town-{number:03}").mkdir()
        (county / f"town-{number:03}/agency.yaml").write_text(f"name: {town}人民政府\nlevel: township\n")
        with zipfile.ZipFile(folder / f"in/{town}年报.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", document(town, rng))


if __name__ == "__main__":
    main()
