"""Computes tests/reference/responders_reference.json from the studies in tests/data/oracle.

Standard library only, with exact fractions of the decimals in the files, written straight from the definitions: one
person at a time, no histograms, no codes.

    python3 tests/reference/responders_reference.py
"""

import csv
import json
import math
import pathlib
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent
DATA = ROOT.parent / "data" / "oracle"
Z = 1.959963984540054  # normal quantile at 0.975


def number(text):
    return Fraction(text) if text not in ("", "NA") else None


def wide(file, group, columns):
    rows = csv.DictReader((DATA / file).open())
    return [(row[group], [number(row[column]) for column in columns]) for row in rows]


def later_value(scores, baseline, primary, last_value):
    """The value compared with the baseline."""
    if not last_value:
        return scores[primary]
    after = [value for value in scores[baseline + 1 : primary + 1] if value is not None]
    return after[-1] if after else None


def wilson(successes, n):
    if n == 0:
        return None
    p = successes / n
    centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return [centre - half, centre + half]


def denominator(pairs, higher_is_better, points):
    sign = 1 if higher_is_better else -1
    gains = [(start, sign * (end - start)) for start, end in pairs if end is not None]

    def at_least(percent):
        return sum(gain >= start * Fraction(percent) / 100 for start, gain in gains)

    result = {
        "people": len(pairs),
        "missing": len(pairs) - len(gains),
        "at_least": [at_least(percent) for percent in range(101)],
        "percent_35": at_least(35),
        "points": sum(gain >= points for _, gain in gains),
    }
    return result | {"wilson_30": wilson(result["at_least"][30], len(pairs))}


def study(people, levels, baseline, primary, points, higher_is_better=False):
    result = {}
    for name, last_value in (("at_time_point", False), ("last_value", True)):
        result[name] = []
        for level in levels:
            some = [scores for group, scores in people if level is None or group == level]
            with_baseline = [s for s in some if s[baseline] is not None and s[baseline] > 0]
            pairs = [(s[baseline], later_value(s, baseline, primary, last_value)) for s in with_baseline]
            completers = [pair for pair, s in zip(pairs, with_baseline) if s[primary] is not None]
            result[name].append(
                {
                    "people": len(some),
                    "baseline_missing": sum(s[baseline] is None for s in some),
                    "baseline_zero": sum(s[baseline] is not None and s[baseline] <= 0 for s in some),
                    "everyone": denominator(pairs, higher_is_better, points),
                    "completers": denominator(completers, higher_is_better, points),
                }
            )
    return result


def main():
    severity = wide("acupuncture_headache.csv", "group", ["pk1", "pk2", "pk5"])
    days = wide("acupuncture_headache.csv", "group", ["f1", "f2", "f5"])
    knee = wide("knee_pain.csv", "Th", ["R1", "R2", "R3", "R4"])
    studies = {
        "acupuncture": study(severity, ["0", "1"], 0, 2, 10),
        "acupuncture_days": study(days, [None], 0, 2, 10),
        "knee_pain": study(knee, ["1", "2"], 0, 3, 2),
        "knee_pain_higher_is_better": study(knee, ["1", "2"], 0, 3, 2, higher_is_better=True),
    }
    header = {
        "header": "DO NOT EDIT: written by responders_reference.py in this folder",
        "source": "data in tests/data/oracle; definitions in the script",
    }
    text = json.dumps(header | {"studies": studies}, indent=None, separators=(",", ":"))
    (ROOT / "responders_reference.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
