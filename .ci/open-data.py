#!/usr/bin/env python3
"""Reads the open data of a portal with the programs that people read them with, and compares all cells of all formats.

    open-data.py PORTAL

The CSV is compared with the portal itself in tests/open_data.rs; here every other format is compared with the CSV, as pandas, DuckDB and
openpyxl see it. Needs pandas, pyarrow, duckdb and openpyxl. Prints how many cells were compared."""
import decimal, json, pathlib, sys

import duckdb, openpyxl, pandas

KEY = ["report", "row", "column"]


def lines(table, what, wanted):
    """A table's lines as texts: nothing is '', a figure a number in its shortest form."""
    assert list(table.columns) == wanted, f"{what} has the columns {list(table.columns)}"
    out = []
    for line in table.astype(object).where(table.notna(), None).values.tolist():
        line = dict(zip(wanted, line))
        line["year"] = int(line["year"])
        line["value"] = shortest(line["value"])
        out.append({name: "" if value is None else value for name, value in line.items()})
    return out


def shortest(value):
    return "" if value in (None, "") else format(decimal.Decimal(value).normalize(), "f")


def same(what, seen, wanted):
    assert len(seen) == len(wanted), f"{what} has {len(seen)} cells, the CSV {len(wanted)}"
    for one, other in zip(seen, wanted):
        assert one == other, f"{what}: {one} is not {other}"


def sheets(file, wanted):
    """All figures of a spreadsheet of a year, by report, row and column."""
    cells = {(line["report"], f"{line['row']}.{line['column']}"): line for line in wanted}
    seen = 0
    for sheet in openpyxl.load_workbook(file, read_only=True).worksheets:
        keys, *rest = sheet.iter_rows(values_only=True)
        for line in rest[4:]:
            for key, value in list(zip(keys, line))[3:]:
                cell = cells.get((line[2], key))
                status = "blank" if value is None else "not_applicable" if value == "n/a" else "reported"
                # A row that only other reports have is blank in this one.
                assert (cell["status"] if cell else "blank") == status, f"{file}: {line[2]} {key} is {value!r}"
                if status == "reported":
                    # repr is the shortest text of a float, which is what a spreadsheet shows.
                    number = value if isinstance(value, str) else repr(value)
                    assert shortest(number) == cell["value"], f"{file}: {line[2]} {key} is {value!r}, not {cell['value']}"
                seen += cell is not None
    assert seen == len(cells), f"{file} has {seen} cells of {len(cells)}"


def main():
    data = pathlib.Path(sys.argv[1]) / "data"
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    compared = 0
    files = sorted(data.glob("*.csv"))
    for file in files:
        csv = pandas.read_csv(file, encoding="utf-8-sig", dtype=str, keep_default_na=False)
        resource = next(resource for resource in package["resources"] if resource["path"] == file.name)
        columns = [field["name"] for field in resource["schema"]["fields"]]
        wanted = lines(csv, file.name, columns)
        assert not csv.duplicated(KEY).any(), f"{file.name}: {KEY} do not name a line"
        jsonl = pandas.read_json(file.with_suffix(".jsonl"), lines=True, dtype=False)
        same("JSON Lines", lines(jsonl, "JSON Lines", columns), wanted)
        parquet = file.with_suffix(".parquet")
        same("Parquet in pandas", lines(pandas.read_parquet(parquet), "Parquet", columns), wanted)
        rows = duckdb.sql(f"SELECT * FROM '{parquet}'")
        duck = [dict(zip(rows.columns, row)) for row in rows.fetchall()]
        same("Parquet in DuckDB", lines(pandas.DataFrame(duck, columns=rows.columns, dtype=object), "DuckDB", columns), wanted)
        sheets(file.with_suffix(".xlsx"), wanted)
        compared += len(wanted)
    assert files and compared, "there is no data"
    print(f"{compared} cells of {len(files)} years are the same in all formats")


main()
