"""What a figure draws, against what charts plot: every value and both ends of every interval."""

import math
from collections.abc import Callable
from typing import Any

from .chart import Chart, Series, Source
from .checks import Checks
from .exhibit import Exhibit, Mark, columns, estimate, people

Values = Callable[[Source | None], list[Any]]


class Plot:
    """The charts of one exhibit; `values` gives the numbers of a source.

    Those of slides and documents also have whiskers on completers, and no line runs through a panel where it is hidden.
    """

    def __init__(self, charts: list[Chart], values: Values, on_slides: bool) -> None:
        self.charts = charts
        self.values = values
        self.on_slides = on_slides

    def series(self) -> list[Series]:
        return [one for chart in self.charts for one in chart.series]

    def name(self, series: Series) -> str:
        return str((self.values(series.name_source) or [series.name])[0])

    def named(self, label: str) -> Callable[[Series], bool]:
        """Whether a series has this label, perhaps with a word on what is hidden."""
        return lambda series: self.name(series) == label or self.name(series).startswith(f"{label} (")

    def points(self, series: Series, along: str) -> list[tuple[Any, ...]]:
        """x, y and the reach of the error bars, a point each."""
        xs, ys = self.values(series.x), self.values(series.y)
        bars = series.custom(along)
        reach = [self.values(part) for part in (bars.plus, bars.minus)] if bars else [[], []]
        plus, minus = (side + [None] * (len(ys) - len(side)) for side in reach)
        return list(zip(xs, ys, plus, minus))


def check(checks: Checks, exhibit: Exhibit, plot: Plot) -> None:
    """Compares a figure of any kind."""
    kinds = {"barChart"} if exhibit.kind == "attrition" else {"scatterChart"}
    checks.equal("chart type", kinds, {chart.kind for chart in plot.charts} or kinds)
    by_kind[exhibit.kind](checks, exhibit.figure, plot)


def row(at: float, mark: Mark | None) -> tuple[Any, ...]:
    """The point of an estimate."""
    return (at, mark.value, *mark.reach) if mark else (at, None, None, None)


def trend(checks: Checks, figure: dict[str, Any], plot: Plot) -> None:
    for series in figure["series"]:
        expected = []
        for point in series["points"]:
            mark, quartiles = estimate(point["estimate"]), point["quartiles"]
            if mark and figure["band"] == "quartiles":
                mark = Mark(mark.value, *((quartiles["low"], quartiles["high"]) if quartiles else (None, None)))
            expected.append(row(point["at"], mark))
        same = [one for one in plot.series() if plot.named(series["label"])(one)]
        found = plot.points(same[0], "y") if same else []
        checks.equal(f"plotted line {series['label']!r} (time, mean, up, down)", expected, found)


def responders(checks: Checks, figure: dict[str, Any], plot: Plot) -> None:
    marks = [mark["at"] for mark in figure["marks"]]
    expected = []
    for series in figure["series"]:
        name = ", ".join(part for part in (series["label"], series["detail"]) if part)
        curve = zip(series["curve"]["at"], columns(series["curve"]["estimates"]))
        curve = [(at, mark.value if mark else None) for at, mark in curve]
        same = [one for one in plot.series() if plot.named(name)(one) and not one.errors]
        found = [point[:2] for point in plot.points(same[0], "y")] if same else []
        checks.equal(f"plotted curve {name!r} (cut-off, share)", curve, found)
        is_everyone = series["denominator"] == "everyone"
        for point in series["points"]:
            if is_everyone or (plot.on_slides and point["at"] in marks):
                expected.append(row(point["at"], estimate(point["estimate"])))
    bars = [one for one in plot.series() if one.custom("y")]
    found = [point for one in bars for point in plot.points(one, "y")]
    checks.equal("plotted cut-offs (cut-off, share, up, down)", ordered(expected), ordered(found))


def ordered(points: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Points with a value, from left to right and from below; curves that meet there by their intervals."""
    return sorted((point for point in points if point[1] is not None), key=known)


def known(point: tuple[Any, ...]) -> tuple[float, ...]:
    """A point to be put in order: what it does not have comes first."""
    return tuple(-math.inf if value is None else value for value in point)


def across(plot: Plot, bars: str) -> list[tuple[Any, ...]]:
    """Points of rows under each other, from the top: those of series with such error bars along x."""
    found = []
    for chart in plot.charts:
        of_it = [one for one in chart.series if any((bar.along, bar.kind) == ("x", bars) for bar in one.errors)]
        points = [point for one in of_it for point in plot.points(one, "x")]
        found += sorted(points, key=lambda point: -point[1])
    return found


def forest(checks: Checks, figure: dict[str, Any], plot: Plot) -> None:
    shown = [mark for mark in (estimate(one["estimate"]) for one in figure["rows"]) if mark]
    found = [(x, plus, minus) for x, _, plus, minus in across(plot, "cust")]
    checks.equal("plotted estimates (value, right, left)", [(mark.value, *mark.reach) for mark in shown], found)


def a_difference(checks: Checks, figure: dict[str, Any], plot: Plot) -> None:
    shown = [mark for mark in (estimate(one["difference"]) for one in figure["rows"]) if mark]
    found = [point[0] for point in across(plot, "percentage")]
    checks.equal("plotted differences", [mark.value for mark in shown], found)


def attrition(checks: Checks, figure: dict[str, Any], plot: Plot) -> None:
    bars = [(people(bar["before"]), people(bar["left"])) for bar in figure["bars"]]
    expected = [(None, None) if left is None else (before, left) for before, left in bars]
    found = []
    for chart in plot.charts:
        found += zip(*(plot.values(one.y) for one in chart.series[:2]))
    checks.equal("plotted people (before, left)", expected, found)


def multiples(checks: Checks, figure: dict[str, Any], plot: Plot) -> None:
    times = [time["at"] for time in figure["times"]]
    levels = {panel["label"]: columns(panel["means"]) for panel in figure["panels"]}
    checks.equal("one chart a level", len(levels), len(plot.charts))
    for panel, (label, means), chart in zip(figure["panels"], levels.items(), plot.charts):
        one = Plot([chart], plot.values, plot.on_slides)
        own = [series for series in chart.series if series.custom("y")]
        expected = [row(at, mark) for at, mark in zip(times, means)]
        found = one.points(own[0], "y") if own else [row(at, None) for at in times]
        checks.equal(f"panel {label!r} (time, mean, up, down)", expected, found)
        for series in chart.series:
            ghost = next((other for other in levels if other != label and one.named(other)(series)), None)
            if ghost and not series.errors:
                gone = panel["means"]["hidden"] if plot.on_slides else []
                values = [None if place in gone or not mark else mark.value for place, mark in enumerate(levels[ghost])]
                checks.equal(f"panel {label!r}, line behind {ghost!r}", values, plot.values(series.y))


by_kind = {
    "trend": trend,
    "responders": responders,
    "forest": forest,
    "differences": a_difference,
    "attrition": attrition,
    "multiples": multiples,
}
