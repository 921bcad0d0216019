"""Computes tests/reference/table_one_reference.json from the acupuncture trial in tests/data/oracle.

Standard library only, with exact sums and fractions, written straight from the definitions.

    python3 tests/reference/table_one_reference.py
"""

import csv
import json
import math
import pathlib
import statistics
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent
DATA = ROOT.parent / "data" / "oracle"


def number(values):
    """Mean, SD, and quartiles by linear interpolation (definition 7 of Hyndman and Fan)."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return {
        "n": len(values),
        "mean": float(statistics.fmean(values)),
        "sd": math.sqrt(statistics.variance([Fraction(v) for v in values])),
        "quartiles": [low, middle, high],
    }


def skewness(values):
    exact = [Fraction(value) for value in values]
    mean = sum(exact) / len(exact)
    second = sum((value - mean) ** 2 for value in exact) / len(exact)
    third = sum((value - mean) ** 3 for value in exact) / len(exact)
    return float(third) / float(second) ** 1.5


def number_difference(first, second):
    one, other = number(first), number(second)
    return abs(one["mean"] - other["mean"]) / math.sqrt((one["sd"] ** 2 + other["sd"] ** 2) / 2)


def share_difference(first, second):
    """Of two levels: |p1 - p2| / sqrt((p1 q1 + p2 q2) / 2)."""
    p, q = sum(first) / len(first), sum(second) / len(second)
    return abs(p - q) / math.sqrt((p * (1 - p) + q * (1 - q)) / 2)


def main():
    rows = list(csv.DictReader((DATA / "acupuncture_headache.csv").open()))
    arms = [[row for row in rows if row["group"] == arm] for arm in ("0", "1")]
    result = {}
    for column in ("age", "chronicity", "pk1"):
        values = [[float(row[column]) for row in arm if row[column] not in ("", "NA")] for arm in arms]
        result[column] = {
            "skewness": skewness(values[0] + values[1]),
            "groups": [number(arm) for arm in values],
            "all": number(values[0] + values[1]),
            "smd": number_difference(*values),
        }
    for column in ("sex", "migraine"):
        answers = [[row[column] == "1" for row in arm] for arm in arms]
        result[column] = {"yes": [sum(arm) for arm in answers], "smd": share_difference(*answers)}
    header = {
        "header": "DO NOT EDIT: written by table_one_reference.py in this folder",
        "source": "data in tests/data/oracle; definitions in the script",
    }
    text = json.dumps(header | {"acupuncture": result}, indent=1)
    (ROOT / "table_one_reference.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
