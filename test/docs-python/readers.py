"""Reads the ugliest rows with five readers, as docs/querying.md says how, and compares each value with what was sent.

Run with the folder that holds rows.jsonl, rows.csv, refused.jsonl, refused.csv and truth.json; prints one JSON line a reader.
"""

import csv
import json
import math
import os
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.json

os.chdir(sys.argv[1])
csv.field_size_limit(10_000_000)
with open("truth.json", encoding="utf-8") as file:
    TRUTH = json.load(file)
# Fields whose type all five readers are told; the others come and go, and are compared in the table.
FIELDS = {"id": "VARCHAR", "name": "VARCHAR", "n": "BIGINT", "x": "DOUBLE", "created_at": "BIGINT"}
ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DOUBLE": pa.float64()}
POLARS = {"VARCHAR": pl.String, "BIGINT": pl.Int64, "DOUBLE": pl.Float64}
SCHEMA = pa.schema([(name, ARROW[kind]) for name, kind in FIELDS.items()])
LARGE = 1 << 26


def duckdb_json(path):
    rows = duckdb.sql(f"FROM read_json('{path}', columns = {FIELDS}, maximum_object_size = {LARGE})")
    return [dict(zip(FIELDS, row)) for row in rows.fetchall()]


def duckdb_csv(path):
    rows = duckdb.sql(
        f"FROM read_csv('{path}', header = true, delim = ',', quote = '\"', escape = '\"', "
        f"allow_quoted_nulls = false, all_varchar = true, max_line_size = {LARGE})"
    )
    return [dict(zip(rows.columns, row)) for row in rows.fetchall()]


def pyarrow_json(path):
    read = pyarrow.json.ReadOptions(block_size=LARGE)
    parse = pyarrow.json.ParseOptions(explicit_schema=SCHEMA, unexpected_field_behavior="ignore")
    return pyarrow.json.read_json(path, read_options=read, parse_options=parse).to_pylist()


def pyarrow_csv(path):
    with open(path, encoding="utf-8") as file:
        names = next(csv.reader(file))
    return pyarrow.csv.read_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(block_size=LARGE),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    ).to_pylist()


def polars_json(path):
    return pl.read_ndjson(path, schema={name: POLARS[kind] for name, kind in FIELDS.items()}).to_dicts()


def polars_csv(path):
    # It leaves quotes in the names of columns doubled; the values are compared by place.
    return [dict(zip(TRUTH["csv"][0], row)) for row in pl.read_csv(path, infer_schema=False).rows()]


def pandas_json(path):
    return pd.read_json(path, lines=True, dtype=False, precise_float=True).to_dict("records")


def pandas_csv(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[]).to_dict("records")


def python_json(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def python_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


READERS = {
    "duckdb": (duckdb_json, duckdb_csv),
    "pyarrow": (pyarrow_json, pyarrow_csv),
    "polars": (polars_json, polars_csv),
    "pandas": (pandas_json, pandas_csv),
    "python": (python_json, python_csv),
}


def is_null(value):
    return value is None or (isinstance(value, float) and math.isnan(value))


def same(found, sent):
    if is_null(found) or sent is None:
        return is_null(found) and sent is None
    if isinstance(sent, float):
        return float(found) == sent and math.copysign(1, float(found)) == math.copysign(1, sent)
    return found == sent


def differences(rows, truth, is_same):
    if len(rows) != len(truth):
        return [f"{len(rows)} rows for {len(truth)}"]
    return [
        f"row {number}, {name!r}: {ascii(row.get(name))[:80]} for {ascii(value)[:80]}"
        for number, (row, sent) in enumerate(zip(rows, truth), 1)
        for name, value in sent.items()
        if not is_same(row.get(name), value)
    ]


def attempt(read, path):
    try:
        return read(path)
    except Exception as error:  # Whatever a reader throws: here it is the result.
        return f"{type(error).__name__}"


for name, (read_json, read_csv) in READERS.items():
    rows = read_csv("rows.csv")
    refused = attempt(read_json, "refused.jsonl")
    print(
        json.dumps(
            {
                "reader": name,
                "json": differences(read_json("rows.jsonl"), TRUTH["json"], same),
                # Null and an empty text are apart for those alone who look at the quotes.
                "csv": differences(rows, TRUTH["csv"], lambda a, b: (a or "") == (b or "") and isinstance(a, (str, type(None)))),
                "keepsNull": any(row["name"] is None for row in rows) and any(row["name"] == "" for row in rows),
                "refused": "refused"
                if isinstance(refused, str)
                else "kept"
                if refused[1]["name"] == TRUTH["refused"]
                else "changed",
                "refusedCsv": read_csv("refused.csv")[1]["name"],
            }
        )
    )
