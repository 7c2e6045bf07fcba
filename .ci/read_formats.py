"""Compares CSV, datapackage.json and Parquet in folders of results: see .ci/formats."""

import csv
import datetime
import json
import sys
from pathlib import Path

import duckdb
import frictionless
import pandas
import polars
import pyarrow
import pyarrow.parquet

EXPECTED = {
    # Type in the package: type in DuckDB, Polars, PyArrow; value of a cell; type in pandas.
    "string": ("VARCHAR", polars.String, pyarrow.string(), str, "string"),
    "yearmonth": ("VARCHAR", polars.String, pyarrow.string(), str, "string"),
    "boolean": ("BOOLEAN", polars.Boolean, pyarrow.bool_(), {"true": True, "false": False}.get, "boolean"),
    "date": ("DATE", polars.Date, pyarrow.date32(), datetime.date.fromisoformat, "object"),
    "integer": ("BIGINT", polars.Int64, pyarrow.int64(), int, "Int64"),
    "unsigned": ("UBIGINT", polars.UInt64, pyarrow.uint64(), int, "UInt64"),
    "number": ("DOUBLE", polars.Float64, pyarrow.float64(), float, "Float64"),
}


def kind(field):
    maximum = field.get("constraints", {}).get("maximum", 0)
    return "unsigned" if maximum >= 2**63 else field["type"]


def check(condition, *told):
    if not condition:
        sys.exit(" ".join(str(it) for it in told))


def check_package(folder):
    """Every table is described, and holds what is said of it."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    problems = report.flatten(["title", "rowNumber", "fieldName", "type", "message"])
    check(report.valid, folder, *problems[:5])
    package = json.loads((folder / "datapackage.json").read_text())
    described = sorted(it["path"] for it in package["resources"])
    check(described == sorted(it.name for it in folder.glob("*.csv")), folder, described)
    check("refoulement" in package["responsible_use"]["text"], folder)
    return package


def check_table(folder, resource):
    """Four readers find in Parquet the types that are described and the cells of the CSV."""
    fields = resource["schema"]["fields"]
    names = [it["name"] for it in fields]
    expected = [EXPECTED[kind(it)] for it in fields]
    with open(folder / resource["path"], newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        check(next(rows) == names, resource["path"])
        rows = [
            tuple(None if cell == "" else of[3](cell) for cell, of in zip(row, expected))
            for row in rows
        ]
    path = str(folder / resource["path"]).replace(".csv", ".parquet")

    found = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
    check(found.columns == names, path, "DuckDB", found.columns)
    check([str(it) for it in found.types] == [it[0] for it in expected], path, found.types)
    check(found.fetchall() == rows, path, "DuckDB: other cells")

    found = polars.read_parquet(path)
    check(found.columns == names, path, "Polars", found.columns)
    check(found.dtypes == [it[1] for it in expected], path, found.dtypes)
    check(found.rows() == rows, path, "Polars: other cells")

    found = pandas.read_parquet(path, dtype_backend="numpy_nullable")
    check(list(found.columns) == names, path, "pandas", found.columns)
    check([str(it) for it in found.dtypes] == [it[4] for it in expected], path, found.dtypes)
    cells = [[None if pandas.isna(cell) else cell for cell in found[name]] for name in names]
    check(list(zip(*cells)) == rows, path, "pandas: other cells")

    file = pyarrow.parquet.ParquetFile(path)
    found = file.read()
    check(found.column_names == names, path, "PyArrow", found.column_names)
    check(found.schema.types == [it[2] for it in expected], path, found.schema.types)
    columns = [column.to_pylist() for column in found.columns]
    check(list(zip(*columns)) == rows, path, "PyArrow: other cells")
    told = {key.decode(): value.decode() for key, value in file.schema_arrow.metadata.items()}
    check(json.loads(told["schema"]) == resource["schema"], path, "other meanings")
    check("responsible_use" in told, path, "no statement of responsible use")
    for group in range(file.metadata.num_row_groups):
        for at, field in enumerate(fields):
            encodings = file.metadata.row_group(group).column(at).encodings
            encoded = "RLE_DICTIONARY" in encodings or field["type"] == "boolean"
            check(encoded, path, field["name"], encodings)
    return len(rows)


for folder in map(Path, sys.argv[1:]):
    package = check_package(folder)
    rows = sum(check_table(folder, it) for it in package["resources"])
    print(f"{folder.name}: {len(package['resources'])} tables, {rows} rows: as described, and the same in Parquet")
