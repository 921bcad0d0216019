"""Computes tests/reference/trend_reference.json from the studies in tests/data/oracle.

Standard library only, with exact sums (math.fsum), and written straight from the definitions:
one dictionary a person, no histograms, no codes.

    python3 tests/reference/trend_reference.py
"""

import csv
import json
import math
import pathlib
import statistics

ROOT = pathlib.Path(__file__).resolve().parent
DATA = ROOT.parent / "data" / "oracle"


def number(text):
    return float(text) if text not in ("", "NA") else None


def wide(file, group, columns):
    rows = csv.DictReader((DATA / file).open())
    return [(row[group] if group else "", [number(row[column]) for column in columns]) for row in rows]


def long(file, person, group, time, value, times, baseline=None):
    people = {}
    for row in csv.DictReader((DATA / file).open()):
        entry = people.setdefault(row[person], (row[group], {}))
        entry[1][row[time]] = number(row[value])
        if baseline:
            entry[1]["baseline"] = number(row[baseline])
    return [(group, [scores.get(time) for time in times]) for group, scores in people.values()]


def filled(scores, handling, baseline):
    if handling == "locf":
        result, last = [], None
        for value in scores:
            last = value if value is not None else last
            result.append(last)
        return result
    if handling == "bocf":
        return [value if value is not None else scores[baseline] for value in scores]
    return scores


def kept(scores, handling, baseline, primary):
    if handling == "completers":
        return scores[primary] is not None
    if handling in ("locf", "bocf"):
        return scores[baseline] is not None
    return True


def summary(values):
    n = len(values)
    if n == 0:
        return {"n": 0, "mean": None, "sd": None}
    mean = math.fsum(values) / n
    sd = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1)) if n > 1 else None
    return {"n": n, "mean": mean, "sd": sd}


def quartiles(values):
    """Hyndman and Fan 1996, definition 7: what the standard library calls inclusive, and R's quantile()."""
    if len(values) < 2:
        return [values[0], values[0]] if values else None
    lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
    return [lower, upper]


def point(people, handling, baseline, time):
    values = [filled(scores, handling, baseline)[time] for scores in people]
    gone = [scores for scores in people if all(value is None for value in scores[time:])]
    missing = [scores for scores in people if scores[time] is None]
    here = [value for value in values if value is not None]
    return summary(here) | {
        "quartiles": quartiles(here),
        "left": len(gone),
        "no_report": len(missing) - len(gone),
    }


def change(people, handling, baseline, primary):
    if baseline is None or baseline == primary:
        return None
    pairs = [filled(scores, handling, baseline) for scores in people]
    pairs = [(s[baseline], s[primary]) for s in pairs if s[baseline] is not None and s[primary] is not None]
    return summary([end - start for start, end in pairs])


def study(people, levels, baseline, primary):
    times = len(people[0][1])
    handlings = ["observed", "completers"] + (["locf", "bocf"] if baseline is not None else [])
    result = {}
    for handling in handlings:
        result[handling] = []
        for level in levels:
            everyone = [scores for group, scores in people if level is None or group == level]
            some = [scores for scores in everyone if kept(scores, handling, baseline, primary)]
            result[handling].append(
                {
                    "people": len(everyone),
                    "analysed": len(some),
                    "reporting": sum(scores[primary] is not None for scores in everyone),
                    "points": [point(some, handling, baseline, time) for time in range(times)],
                    "change": change(some, handling, baseline, primary),
                }
            )
    return result


def main():
    throat = ["pacu30min_throatPain", "pacu90min_throatPain", "postOp4hour_throatPain", "pod1am_throatPain"]
    arthritis = ["baseline", "1", "3", "5"]
    studies = {
        "acupuncture": study(wide("acupuncture_headache.csv", "group", ["pk1", "pk2", "pk5"]), ["0", "1"], 0, 2),
        "acupuncture_days": study(wide("acupuncture_headache.csv", "group", ["f1", "f2", "f5"]), [None], 0, 2),
        "knee_pain": study(wide("knee_pain.csv", "Th", ["R1", "R2", "R3", "R4"]), ["1", "2"], 0, 3),
        "arthritis": study(
            long("arthritis_long.csv", "id", "trt", "time", "y", arthritis, "baseline"), ["1", "2"], 0, 3
        ),
        "harris_hip": study(
            long("msk_HHSpain.csv", "Patient", "Sex", "Time", "HHSpain", ["1", "2", "5"]), ["M", "F"], 0, 2
        ),
        "licorice": study(wide("licorice_gargle.csv", "treat", throat), ["0", "1"], None, 2),
    }
    header = {
        "header": "DO NOT EDIT: written by trend_reference.py in this folder",
        "source": "data in tests/data/oracle; definitions in the script",
    }
    text = json.dumps(header | {"studies": studies}, indent=1)
    (ROOT / "trend_reference.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
