"""A chart of slides and documents with the workbook behind it: both hold the same, and only what is published."""

from typing import Any

from . import chart, plotted
from .chart import Source
from .checks import Checks, is_number
from .exhibit import Exhibit, numbers
from .workbook import Book

# Headings of columns that hold places of words and lines, not results.
PLACES = ("Axis", "Scale", "Hidden", "Name without a line", "Headline")
# Rows under each other stand at halves.
MOST_ROWS = 100


def check(checks: Checks, exhibit: Exhibit, parts: list[tuple[bytes, bytes]]) -> None:
    """Compares the charts of an exhibit, each given with its workbook."""
    charts = [chart.read(part) for part, _ in parts]
    for number, (one, (_, workbook)) in enumerate(zip(charts, parts), 1):
        book = Book(workbook)
        held = [(where, book.range(source.reference)) for where, source in one.sources()]
        drawn = [(where, source.copied) for where, source in one.sources()]
        checks.equal(f"chart {number}, what its workbook holds and what it draws", held, drawn)
        book.check_formulas(checks)
        checks.equal(f"chart {number}, sheets of its workbook", [("Sheet1", "visible")], sheets(book))
        checks.equal(f"chart {number}, numbers of its workbook that are not published", [], unpublished(book, exhibit))
    plotted.check(checks, exhibit, plotted.Plot(charts, copied, on_slides=True))


def copied(source: Source | None) -> list[Any]:
    """What a chart draws where its workbook is not opened."""
    return source.copied if source else []


def sheets(book: Book) -> list[tuple[str, str]]:
    """Names of sheets, and whether they are seen."""
    return [(sheet.title, sheet.sheet_state) for sheet in book.formulas]


def unpublished(book: Book, exhibit: Exhibit) -> list[tuple[str, float]]:
    """Numbers that are neither results of the figure nor places of rows and words."""
    published = numbers(exhibit.figure) | {half / 2 for half in range(2 * MOST_ROWS + 1)}
    found = []
    sheet = book.formulas.worksheets[0]
    for column in sheet.iter_cols():
        heading = str(column[0].value)
        if not heading.startswith(PLACES):
            values = (cell.value for cell in column[1:] if is_number(cell.value))
            found += [(heading, value) for value in values if float(value) not in published]
    return found
