"""Reads a cells.parquet as data frames do: by pandas, Polars and DuckDB, held against the cells.csv beside it and against each other.

usage: python read_cells.py FOLDER
needs: requirements-frames.txt beside this file

FOLDER is where figures went. Prints the number of cells, their columns with types, and the mean effect by kind and role that DuckDB makes of them;
fails where two readers disagree in anything.
"""
import sys
from pathlib import Path

import duckdb
import pandas
import polars


def main(folder):
    parquet, csv = str(Path(folder) / "cells.parquet"), str(Path(folder) / "cells.csv")
    by_pandas = pandas.read_parquet(parquet)
    by_polars = polars.read_parquet(parquet)
    by_duckdb = duckdb.sql(f"SELECT * FROM read_parquet('{parquet}')").df()
    as_text = pandas.read_csv(csv, keep_default_na=False, dtype={"id": str, "token": str})
    frames = {"Polars": pandas.DataFrame(by_polars.to_dict(as_series=False)), "DuckDB": by_duckdb, "the CSV file": as_text}
    for name, frame in frames.items():
        if list(frame.columns) != list(by_pandas.columns) or len(frame) != len(by_pandas):
            sys.exit(f"{name} has {len(frame)} rows of {list(frame.columns)}; pandas has {len(by_pandas)} of {list(by_pandas.columns)}")
        for column in by_pandas.columns:
            if list(frame[column]) != list(by_pandas[column]):
                sys.exit(f"{name} and pandas disagree in the column {column}")
    print(len(by_pandas), "cells, the same by pandas, Polars, DuckDB and from CSV")
    print(by_pandas.dtypes.to_string())
    print(duckdb.sql(f"SELECT kind, role, avg(effect) AS effect FROM read_parquet('{parquet}') GROUP BY ALL ORDER BY ALL"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python read_cells.py FOLDER")
    main(sys.argv[1])
