"""Workbooks, read with openpyxl."""

import io
import re
import zipfile
from typing import Any

from . import chart, number_format, plotted, tidy
from .chart import Chart, Series, Source
from .checks import Checks, is_number, plain
from .exhibit import Exhibit, columns, numbers, results, words
from .workbook import Book

# Longest title in the properties.
MOST_CHARACTERS = 255
# What a number format can print.
ORDINARY = re.compile(r"−?[\d,]+(\.\d+)?%?")
# Columns of x and y of series that only place words: ticks, and names of rows.
HELPERS = [("Chart: time, at", "Chart: floor"), ("Chart: left", "Chart: row")]


def check(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares a workbook."""
    book = Book(content)
    numbered = [f"{number} " if len(exhibits) > 1 else "" for number in range(1, len(exhibits) + 1)]
    names = [f"{start}{name}" for start in numbered for name in ("Data", "Table", "Method", "Provenance")]
    names = (["Contents"] if len(exhibits) > 1 else []) + names
    checks.equal("sheets and that none is hidden", [(name, "visible") for name in names], book.sheets())
    title = exhibits[0].title[:MOST_CHARACTERS]
    checks.equal("title in the properties", plain(title), plain(book.values.properties.title or ""))
    book.check_formulas(checks)
    drawn = charts(content, book)
    for start, exhibit in zip(numbered, exhibits):
        data(checks, exhibit, book, f"{start}Data", drawn.get(f"{start}Data", []))
        table(checks, exhibit, book, f"{start}Table")
        method(checks, exhibit, book, f"{start}Method")
        provenance(checks, exhibit, book, f"{start}Provenance")


def charts(content: bytes, book: Book) -> dict[str, list[Chart]]:
    """The charts of each sheet that has some, in the order of their parts."""
    found: dict[str, list[Chart]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        for name in sorted(parts, key=lambda name: int("".join(filter(str.isdigit, name)))):
            one = chart.read(package.read(name))
            sheet = next((source.reference.rpartition("!")[0].strip("'") for _, source in one.sources()), "")
            found.setdefault(sheet, []).append(one)
    assert sum(len(sheet._charts) for sheet in book.formulas) == sum(map(len, found.values())), "charts on sheets"
    return found


def data(checks: Checks, exhibit: Exhibit, book: Book, sheet: str, drawn: list[Chart]) -> None:
    """Tidy columns, numbers as numbers, and a chart of them."""
    rows = len(book.rows(sheet)) - 1
    for heading, expected in tidy.columns(exhibit):
        found = book.column(sheet, heading)
        checks.equal(f"{sheet}, column {heading!r}", expected + [None] * (rows - len(expected)), found)

    def values(source: Source | None) -> list[Any]:
        return book.range(source.reference) if source else []

    def is_helper(series: Series) -> bool:
        sources = [series.x, series.y]
        return tuple(book.heading(source.reference) for source in sources if source) in HELPERS

    others = book.others(sheet, lambda heading: published(exhibit, heading))
    checks.equal(f"{sheet}, numbers that are not published", [], others)
    if drawn or any(expected for _, expected in tidy.columns(exhibit)):
        plotted.check(checks, exhibit, plotted.Plot(drawn, values, plotted.Surface.SHEET, is_helper))
    for number, one in enumerate(drawn, 1):
        copies = [source for _, source in one.sources() if any(value is not None for value in source.copied)]
        cells = [(source.reference, book.range(source.reference)) for source in copies]
        copied = [(source.reference, [None if value == "" else value for value in source.copied]) for source in copies]
        checks.equal(f"{sheet}, chart {number}, its copies of cells", cells, copied)
        is_so = not has_intervals(exhibit, number) or any(series.errors for series in one.series)
        checks.true(f"{sheet}, chart {number}, error bars", "some", [series.errors for series in one.series], is_so)


def has_intervals(exhibit: Exhibit, number: int) -> bool:
    """Whether the chart with this number draws estimates."""
    if exhibit.kind == "multiples":
        return any(columns(exhibit.figure["panels"][number - 1]["means"]))
    return exhibit.kind not in ("attrition", "differences")


def published(exhibit: Exhibit, heading: str) -> set[float] | None:
    """Numbers that may stand under a heading; nothing where all may, as they place words and lines."""
    if heading.startswith("Chart: "):
        return None
    is_place = heading == "Time" or exhibit.kind == "responders" and heading == f"{exhibit.figure['x']['title']}, %"
    return numbers(exhibit.figure) if is_place else results(exhibit.figure)


def table(checks: Checks, exhibit: Exhibit, book: Book, sheet: str) -> None:
    """The table: numbers are numbers that read as printed, everything else is words."""
    rows = list(book.formulas[sheet].iter_rows())
    checks.equal(f"{sheet}, headings", exhibit.headings, [cell.value for cell in rows[0]])
    expected, found, printed, read = [], [], [], []
    for wanted, cells in zip(exhibit.cells, rows[1:], strict=True):
        for raw, cell in zip(wanted, cells, strict=True):
            value = raw["number"]["value"] if "number" in raw else words(raw, "") or None
            expected.append((cell.coordinate, value))
            found.append((cell.coordinate, cell.value))
            if "number" in raw and is_number(cell.value):
                text, reads = raw["number"]["text"], number_format.printed(cell.value, cell.number_format)
                # Words such as `<0.001` are printed by no format.
                if reads is not None or ORDINARY.fullmatch(text):
                    printed.append((cell.coordinate, text))
                    read.append((cell.coordinate, reads or "what the program chooses"))
    checks.equal(f"{sheet}, cells", expected, found)
    checks.equal(f"{sheet}, numbers as printed", printed, read)


def method(checks: Checks, exhibit: Exhibit, book: Book, sheet: str) -> None:
    """Every word around the figure, and the numbers above it."""
    rows = book.rows(sheet)[1:]
    expected = [("Title", exhibit.title), ("Subtitle", exhibit.subtitle), ("Finding", exhibit.sentence)]
    expected += [("Table", exhibit.caption)] + [("Footnote", note) for note in exhibit.footnotes]
    found = [(row[0], row[1] or "") for row in rows if row[0] != "Headline"]
    checks.equal(f"{sheet}, words", expected, found)
    numbers = [headline_row(one) for one in exhibit.headlines]
    checks.equal(f"{sheet}, headlines", numbers, [row[2:] for row in rows if row[0] == "Headline"])


def headline_row(headline: dict[str, Any]) -> tuple[Any, ...]:
    """Value, interval and people of a headline."""
    value = headline["value"]
    counts = tuple(tidy.count(headline[part]) for part in ("people", "of"))
    if value == "hidden":
        return ("hidden", "hidden", "hidden", *counts)
    [(kind, one)] = value.items()
    if kind == "unavailable":
        return (None, None, None, *counts)
    interval = one["interval"] or {"low": None, "high": None}
    return (one["value"], interval["low"], interval["high"], *counts)


def provenance(checks: Checks, exhibit: Exhibit, book: Book, sheet: str) -> None:
    """Where the numbers come from."""
    of = exhibit.provenance
    expected = {
        "Study": of["study_title"],
        "Study code": of["study"],
        "Data version": of["data_version"],
        "Data as of": of["data_as_of"],
        "Cohort": of["cohort"],
        "Cohort definition": of["cohort_definition"],
        "Question": of["analysis"],
        "Choices": of["options"],
        "Suppression": exhibit.suppression,
        "Sinew version": of["program_version"],
        "Page": of["address"],
        "Exhibit": exhibit.id,
    }
    rows = [(row[0], row[1]) for row in book.rows(sheet)[1:]]
    found = dict(rows)
    for item, value in expected.items():
        checks.equal(f"{sheet}, {item}", str(value), str(found.get(item)))
    digests = [value for item, value in rows if item == "Source file, SHA-256"]
    checks.equal(f"{sheet}, digests of source files", of["files_sha256"], digests)
