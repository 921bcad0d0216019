"""The columns of a data sheet: a row a point, intervals and people in columns of their own."""

from typing import Any

from .exhibit import Exhibit, Mark, by_kind, estimate, is_hidden_at, mean, people
from .exhibit import columns as by_column

CI = ("95% CI, low", "95% CI, high")
HIDDEN = "hidden"
Columns = list[tuple[str, list[Any]]]


def columns(exhibit: Exhibit) -> Columns:
    """Headings with the cells under them."""
    return KINDS[exhibit.kind](exhibit.figure)


def count(raw: Any) -> Any:
    """A count, or the word where it is hidden."""
    number = people(raw)
    return HIDDEN if number is None else number


def some(words: str) -> str | None:
    """Words; an empty cell where there are none."""
    return words or None


def three(headings: tuple[str, str, str], estimates: list[tuple[Any, Mark | None]]) -> Columns:
    """Value and interval; `hidden` in all three where the estimate is."""
    cells = [
        ((HIDDEN,) * 3 if raw == HIDDEN else (None,) * 3 if not mark else (mark.value, mark.low, mark.high))
        for raw, mark in estimates
    ]
    return [(heading, [row[place] for row in cells]) for place, heading in enumerate(headings)]


def trend(figure: dict[str, Any]) -> Columns:
    limits = ("25th percentile", "75th percentile") if figure["band"] == "quartiles" else CI
    rows = [(series, point) for series in figure["series"] for point in series["points"]]
    estimates = [(point["estimate"], mean(figure, point)) for _, point in rows]
    found: Columns = [
        ("Group", [series["label"] for series, _ in rows]),
        ("Time point", [point["label"] for _, point in rows]),
        ("Time", [point["at"] for _, point in rows]),
        *three((figure["y"]["title"], *limits), estimates),
    ]
    parts = {"n": "contributing", "No report, back later": "no_report", "Left": "left", "Missing": "missing"}
    for heading, part in {**parts, "All of the group": "group"}.items():
        found.append((heading, [count(point["people"][part]) for _, point in rows]))
    return found


def responders(figure: dict[str, Any]) -> Columns:
    rows = []
    for series in figure["series"]:
        curve = series["curve"]["estimates"]
        for place, (at, mark) in enumerate(zip(series["curve"]["at"], by_column(curve), strict=True)):
            rows.append((series, None, at, HIDDEN if is_hidden_at(curve, place) else None, mark, None))
        for point in series["points"]:
            raw = point["estimate"]
            rows.append((series, point["label"], point["at"], raw, estimate(raw), count(point["people"])))
    headings = (f"{figure['y']['title']}, %", *CI)
    return [
        ("Group", [row[0]["label"] for row in rows]),
        ("Of whom", [row[0]["denominator"] for row in rows]),
        ("Detail", [some(row[0]["detail"]) for row in rows]),
        ("Cut-off of the table", [row[1] for row in rows]),
        (f"{figure['x']['title']}, %", [row[2] for row in rows]),
        *three(headings, [(row[3], row[4]) for row in rows]),
        ("People improved", [row[5] for row in rows]),
        ("n", [count(row[0]["people"]) for row in rows]),
    ]


def forest(figure: dict[str, Any]) -> Columns:
    rows = figure["rows"]
    headings = (figure["x"]["title"], *CI)
    return [
        ("Method", [row["label"] for row in rows]),
        ("Detail", [some(row["detail"]) for row in rows]),
        ("Shown as", [row["emphasis"] for row in rows]),
        *three(headings, [(row["estimate"], estimate(row["estimate"])) for row in rows]),
        ("n", [count(row["people"]) for row in rows]),
    ]


def differences(figure: dict[str, Any]) -> Columns:
    rows = figure["rows"]
    estimates = [(row["difference"], estimate(row["difference"])) for row in rows]
    value, *_ = three((figure["x"]["title"], "", ""), estimates)
    return [("Characteristic", [row["label"] for row in rows]), value]


def attrition(figure: dict[str, Any]) -> Columns:
    bars = figure["bars"]
    return [
        ("Rule", [bar["label"] for bar in bars]),
        ("People before", [count(bar["before"]) for bar in bars]),
        ("People left", [count(bar["left"]) for bar in bars]),
    ]


def multiples(figure: dict[str, Any]) -> Columns:
    rows, estimates = [], []
    for panel in figure["panels"]:
        means = by_column(panel["means"])
        for place, (time, mark) in enumerate(zip(figure["times"], means, strict=True)):
            rows.append((panel, time))
            estimates.append((HIDDEN if is_hidden_at(panel["means"], place) else None, mark))
    return [
        ("Level", [panel["label"] for panel, _ in rows]),
        ("Time point", [time["label"] for _, time in rows]),
        ("Time", [time["at"] for _, time in rows]),
        *three((figure["y"]["title"], *CI), estimates),
        ("n of the level", [count(panel["people"]) for panel, _ in rows]),
    ]


KINDS = by_kind(trend, responders, forest, differences, attrition, multiples)
