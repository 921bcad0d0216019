"""What a figure draws, against what charts plot: every series, every value and both ends of every interval."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest
from typing import Any

from .chart import Chart, Series, Source
from .checks import NOTHING, Checks
from .exhibit import Exhibit, Mark, by_kind, columns, estimate, mean, people, people_words

Values = Callable[[Source | None], list[Any]]
Point = tuple[Any, Any, Any, Any]

HIDDEN = "hidden: under 11"
# Longest name of a row on a sheet.
MOST_CHARACTERS = 44
# More levels than these have no lines behind them on a sheet.
MOST_WITH_GHOSTS = 12
# Error bars as direction and kind.
WHISKERS = [("y", "cust")]
ACROSS = [("x", "cust")]
STEM = [("x", "percentage")]


class Surface(Enum):
    """Where a chart stands. Each names and divides series in a way of its own."""

    SLIDE = "slide"
    DOCUMENT = "document"
    SHEET = "sheet"


@dataclass(frozen=True)
class Plot:
    """The charts of one exhibit; `values` gives what a source holds, `is_helper` says which series only place words."""

    charts: list[Chart]
    values: Values
    surface: Surface
    is_helper: Callable[[Series], bool]

    @property
    def is_sheet(self) -> bool:
        """Whether the chart stands on a sheet of a workbook."""
        return self.surface is Surface.SHEET

    def name(self, series: Series) -> str:
        """The name of a series; nothing where it has none."""
        words = self.values(series.name_source) if series.name_source else [series.name]
        return "".join(str(one) for one in words if one is not None)

    def points(self, series: Series) -> list[Point]:
        """x, y and how far the error bars reach up and down, a point each."""
        xs, ys, bars = self.values(series.x), self.values(series.y), series.custom()
        reach = [self.values(bars.plus), self.values(bars.minus)] if bars else [[None] * len(ys)] * 2
        return list(zip_longest(xs, ys, *reach, fillvalue=NOTHING))

    def split(self, rows: list[Any]) -> list[list[Any]]:
        """The rows of each chart, by how many it has room for; those that no chart has come last."""
        parts, start = [], 0
        for chart in self.charts:
            is_bars = chart.top is None and chart.series
            end = start + (len(self.values(chart.series[0].x)) if is_bars else int(chart.top or 0))
            parts.append(rows[start:end])
            start = end
        return parts + ([rows[start:]] if rows[start:] else [])


@dataclass(frozen=True)
class Line:
    """A series as it must be."""

    name: str
    points: list[Point]
    errors: list[tuple[str, str]]


def check(checks: Checks, exhibit: Exhibit, plot: Plot) -> None:
    """Compares a figure of any kind, series by series: what is drawn too much is found, too."""
    kinds = {"barChart"} if exhibit.kind == "attrition" else {"scatterChart"}
    checks.equal("chart type", kinds, {chart.kind for chart in plot.charts} or kinds)
    wanted = KINDS[exhibit.kind](exhibit.figure, plot)
    drawn = [[one for one in chart.series if not plot.is_helper(one)] for chart in plot.charts]
    for number, (lines, series) in enumerate(zip_longest(wanted, drawn, fillvalue=[]), 1):
        if not plot.is_sheet:
            # The longest stand first: LibreOffice leaves out series before longer ones.
            lines = sorted(lines, key=lambda line: -len(line.points))
        expected = [(line.name, line.errors) for line in lines]
        found = [(plot.name(one), [(bars.along, bars.kind) for bars in one.errors]) for one in series]
        checks.equal(f"chart {number}, plotted series (name, error bars)", expected, found)
        for line, one in zip(lines, series):
            where = f"chart {number}, plotted {line.name!r} (x, y, plus, minus)"
            checks.equal(where, line.points, plot.points(one))


def row(at: Any, mark: Mark | None) -> Point:
    """The point of an estimate."""
    return (at, mark.value, *mark.reach) if mark else (at, None, None, None)


def bare(at: Any, value: Any) -> Point:
    """A point without error bars."""
    return (at, value, None, None)


def upright(name: str, at: float, ends: tuple[float, float]) -> Line:
    """A line across the plot."""
    return Line(name, [bare(at, end) for end in ends], [])


def uprights(axis: dict[str, Any], lines: list[tuple[str, float]], ends: tuple[float, float]) -> list[Line]:
    """Lines across the plot; those that lie outside it are left out."""
    return [upright(name, at, ends) for name, at in lines if axis["low"] <= at <= axis["high"]]


def named(label: str, marks: list[Mark | None], hidden: list[Any], plot: Plot) -> str:
    """The name of a series; on a sheet with what is not seen of it."""
    if not plot.is_sheet:
        return label
    some = any(marks)
    if hidden:
        return f"{label} (in part {HIDDEN})" if some else f"{label} ({HIDDEN})"
    return label if some else f"{label} (no values)"


def trend(figure: dict[str, Any], plot: Plot) -> list[list[Line]]:
    lines = []
    for series in figure["series"]:
        marks = [mean(figure, point) for point in series["points"]]
        hidden = [point for point in series["points"] if point["estimate"] == "hidden"]
        points = [row(point["at"], mark) for point, mark in zip(series["points"], marks, strict=True)]
        lines.append(Line(named(series["label"], marks, hidden, plot), points, WHISKERS))
    return [lines]


def responders(figure: dict[str, Any], plot: Plot) -> list[list[Line]]:
    """Whole curves, then the cut-offs of the table, then lines at the marked ones."""
    curves, cut_offs = [], []
    marks = [(mark["label"], mark["at"]) for mark in figure["marks"]]
    for series in figure["series"]:
        name = ", ".join(part for part in (series["label"], series["detail"]) if part)
        raw = series["curve"]["estimates"]
        shares = columns(raw)
        points = [
            bare(at, share.value if share else None) for at, share in zip(series["curve"]["at"], shares, strict=True)
        ]
        curves.append(Line(named(name, shares, raw["hidden"], plot), points, []))
        cut_offs += cut_offs_of(figure, series, name, plot)
    return [curves + cut_offs + uprights(figure["x"], marks, (figure["y"]["low"], figure["y"]["high"]))]


def cut_offs_of(figure: dict[str, Any], series: dict[str, Any], name: str, plot: Plot) -> list[Line]:
    """Those of everyone; on slides and paper also the marked ones of completers, and the marks."""
    points = [row(point["at"], estimate(point["estimate"])) for point in series["points"]]
    marked = [point for point in points if point[0] in [mark["at"] for mark in figure["marks"]]]
    is_everyone = series["denominator"] == "everyone"
    if plot.is_sheet:
        return [Line("", points, WHISKERS)] if is_everyone else []
    seen = [bare(at, share) for at, share, _, _ in marked if figure["x"]["low"] <= at <= figure["x"]["high"]]
    whiskers = Line(f"{name}, with interval", points if is_everyone else marked, WHISKERS)
    return [whiskers, Line(f"{name}, marked", seen, [])]


def forest(figure: dict[str, Any], plot: Plot) -> list[list[Line]]:
    lines = [("no difference" if plot.is_sheet else "No difference", figure["reference"])]
    if band := figure["band"]:
        names = (band["label"], "") if plot.is_sheet else ("Band, from", "Band, to")
        lines += zip(names, (band["low"], band["high"]), strict=True)
    found = []
    for rows in plot.split(figure["rows"]):
        across = uprights(figure["x"], lines, (0, max(len(rows), 1)))
        found.append(across + methods_of_sheet(rows, plot) if plot.is_sheet else methods(rows) + across)
    return found


def heights(rows: list[Any], part: str) -> list[tuple[dict[str, Any], float, Mark]]:
    """The rows with an estimate, from the top, with where they stand."""
    marks = [(one, len(rows) - place - 0.5, estimate(one[part])) for place, one in enumerate(rows)]
    return [(one, height, mark) for one, height, mark in marks if mark]


def interval(name: str, mark: Mark, height: float) -> list[Line]:
    """An interval as a line under its error bar."""
    return [] if mark.low is None else [Line(name, [bare(mark.low, height), bare(mark.high, height)], [])]


def methods(rows: list[Any]) -> list[Line]:
    """The headline and the other methods, a series each, after the intervals of their rows."""
    found = []
    for emphasis, name in (("headline", "Headline"), ("method", "Method")):
        shown = [one for one in heights(rows, "estimate") if one[0]["emphasis"] == emphasis]
        for one, height, mark in shown:
            found += interval(f"{one['label']}, interval", mark, height)
        if shown:
            found.append(Line(name, [(mark.value, height, *mark.reach) for _, height, mark in shown], ACROSS))
    return found


def methods_of_sheet(rows: list[Any], plot: Plot) -> list[Line]:
    """A series a row, after its interval."""
    found = []
    for one, height, mark in heights(rows, "estimate"):
        points: list[Point] = [(mark.value, height, *mark.reach)]
        found += [*interval("", mark, height), Line(short(named(one["label"], [mark], [], plot)), points, ACROSS)]
    return found


def short(name: str) -> str:
    """The name of a row on a sheet."""
    return name if len(name) <= MOST_CHARACTERS else name[:MOST_CHARACTERS] + "…"


def differences(figure: dict[str, Any], plot: Plot) -> list[list[Line]]:
    lines = [("called different" if plot.is_sheet else "Called different", figure["notable"])]
    found = []
    for rows in plot.split(figure["rows"]):
        across = uprights(figure["x"], lines, (0, max(len(rows), 1)))
        shown = [(one["label"], bare(mark.value, height)) for one, height, mark in heights(rows, "difference")]
        if plot.is_sheet:
            found.append(across + [Line(short(label), [point], STEM) for label, point in shown])
        else:
            found.append([Line("Standardised difference", [point for _, point in shown], STEM), *across])
    return found


def attrition(figure: dict[str, Any], plot: Plot) -> list[list[Line]]:
    names = ("People before the rule", "People left after it") if plot.is_sheet else ("People before", "People left")
    found = []
    for bars in plot.split(figure["bars"]):
        counts = [(people(bar["before"]), people(bar["left"])) for bar in bars]
        # Where those left are hidden, no bar stands that they could be read from.
        counts = [(None, None) if left is None else (before, left) for before, left in counts]
        rules = [(rule(bar, plot), count) for bar, count in zip(bars, counts, strict=True)]
        sides = enumerate(names)
        found.append([Line(name, [bare(words, count[side]) for words, count in rules], []) for side, name in sides])
    return found


def rule(bar: dict[str, Any], plot: Plot) -> str:
    """What a bar is called."""
    match plot.surface:
        case Surface.SLIDE:
            return bar["label"]
        case Surface.DOCUMENT:
            return f"{bar['label']}: {people_words(bar['left'])}"
        case Surface.SHEET:
            return f"{bar['label']} ({HIDDEN})" if bar["left"] == "hidden" else bar["label"]


def multiples(figure: dict[str, Any], plot: Plot) -> list[list[Line]]:
    """A chart a level, with the lines of all others behind its own."""
    times = [time["at"] for time in figure["times"]]
    levels = {panel["label"]: columns(panel["means"]) for panel in figure["panels"]}
    found = []
    for panel in figure["panels"]:
        own = panel["label"]
        means = [row(at, mark) for at, mark in zip(times, levels[own], strict=True)]
        others = {other: marks for other, marks in levels.items() if other != own}
        if plot.is_sheet:
            lines = ghosts_on_sheet(times, others if len(levels) <= MOST_WITH_GHOSTS else {}, panel["means"]["hidden"])
            # A level of which nothing is shown has no line of its own.
            found.append([*lines, *([Line(own, means, WHISKERS)] if any(levels[own]) else [])])
        else:
            lines = [ghost(other, times, marks, panel["means"]["hidden"]) for other, marks in others.items()]
            found.append([*lines, Line(own, means, WHISKERS)])
    return found


def ghost(name: str, times: list[Any], marks: list[Mark | None], gone: list[int]) -> Line:
    """The line of another level; none runs through a panel where its own level is hidden."""
    seen = [None if place in gone else mark for place, mark in enumerate(marks)]
    values = [mark.value if mark else None for mark in seen]
    return Line(name, [bare(*point) for point in zip(times, values, strict=True)], [])


def ghosts_on_sheet(times: list[Any], others: dict[str, list[Mark | None]], gone: list[int]) -> list[Line]:
    """The lines of other levels, as cells that all charts share: cut where the panel's own level is hidden."""
    runs: list[list[int]] = [[]]
    for place in range(len(times)):
        if place in gone:
            runs.append([])
        else:
            runs[-1].append(place)
    lines = []
    for other, marks in others.items():
        if any(marks):
            values = [mark.value if mark else None for mark in marks]
            lines += [Line(other, [bare(times[place], values[place]) for place in run], []) for run in runs if len(run) > 1]
    return lines


KINDS = by_kind(trend, responders, forest, differences, attrition, multiples)
