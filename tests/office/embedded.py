"""A chart of slides and documents with the workbook behind it: both hold the same, and only what is published."""

from typing import Any

from . import chart, plotted
from .chart import Series, Source
from .checks import Checks
from .exhibit import Exhibit, numbers, results
from .workbook import Book

# Names of series that only hold words: ticks, what is hidden, and names without a line.
HELPERS = ("Axis", "Axis, words", "Scale", "Hidden", "Name without a line")
# Columns of these series that say where the words stand.
BESIDE = ("Axis, position", "Axis, words at", "Scale, position", "Hidden, words at", "Name without a line, at")
# Endings of the headings of places on an axis.
ON_AXIS = (", time", ", cut-off", ", at", ", marked at")
# Columns of rows under each other, which stand at halves, and of lines across them.
ROWS = {
    "forest": ("Headline", "Method", "No difference", "Band, from", "Band, to"),
    "differences": ("Standardised difference", "Called different"),
}


def check(checks: Checks, exhibit: Exhibit, parts: list[tuple[bytes, bytes]], surface: plotted.Surface) -> None:
    """Compares the charts of an exhibit, each given with its workbook."""
    charts = [chart.read(part) for part, _ in parts]
    for number, (one, (_, workbook)) in enumerate(zip(charts, parts, strict=True), 1):
        book = Book(workbook)
        held = [(where, book.range(source.reference)) for where, source in one.sources()]
        drawn = [(where, source.copied) for where, source in one.sources()]
        checks.equal(f"chart {number}, what its workbook holds and what it draws", held, drawn)
        book.check_formulas(checks)
        checks.equal(f"chart {number}, sheets of its workbook", [("Sheet1", "visible")], book.sheets())
        hidden = book.others(book.formulas.sheetnames[0], lambda heading: published(exhibit, heading))
        checks.equal(f"chart {number}, numbers of its workbook that are not published", [], hidden)
    plotted.check(checks, exhibit, plotted.Plot(charts, copied, surface, is_helper))


def copied(source: Source | None) -> list[Any]:
    """What a chart draws where its workbook is not opened."""
    return source.copied if source else []


def is_helper(series: Series) -> bool:
    """Whether a series only holds words."""
    return series.name in HELPERS


def published(exhibit: Exhibit, heading: str) -> set[float] | None:
    """Numbers that may stand under a heading; nothing where all may, as they place words."""
    if heading in HELPERS + BESIDE:
        return None
    if heading in ROWS.get(exhibit.kind, ()) or exhibit.kind == "forest" and heading.endswith(", interval"):
        return {half / 2 for half in range(2 * max(len(exhibit.figure["rows"]), 1) + 1)}
    if heading == "Time" or heading.endswith(ON_AXIS):
        return numbers(exhibit.figure)
    if heading in [mark["label"] for mark in exhibit.figure.get("marks", [])]:
        return {exhibit.figure["y"]["low"], exhibit.figure["y"]["high"]}
    return results(exhibit.figure)
