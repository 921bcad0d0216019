"""Slides, read with python-pptx."""

import io
from typing import Any

from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from . import chart, embedded
from .checks import Checks, plain
from .exhibit import Exhibit, decimal, estimate, people_words
from .plotted import Surface

SIZES = {"wide": (960, 540), "standard": (720, 540)}
POINT = 12_700
# Titles and subtitles have room for so much at least.
LEAST_CHARACTERS = 100


class Page:
    """One slide: its words by the name of their place, its charts and tables."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide
        self.words = {shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
        self.charts = [shape for shape in slide.shapes if shape.has_chart]
        tables = [(shape.name, grid(shape.table)) for shape in slide.shapes if shape.has_table]
        self.table = [rows for name, rows in tables if name == "Table"]
        self.beside = [rows for name, rows in tables if name != "Table"]
        self.exhibit = self.words.get("Exhibit id", "")


def grid(table: Any) -> list[list[str]]:
    """The cells of a table."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def check(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares a presentation."""
    presentation = Presentation(io.BytesIO(content))
    size = (presentation.slide_width // POINT, presentation.slide_height // POINT)
    checks.equal("size of slides", SIZES[options.get("shape", "wide")], size)
    checks.equal("title in the properties", plain(exhibits[0].title), plain(presentation.core_properties.title))
    pages = [Page(slide) for slide in presentation.slides]
    order = list(dict.fromkeys(page.exhibit for page in pages))
    checks.equal("exhibits in their order, by the id on each slide", [one.id for one in exhibits], order)
    for exhibit in exhibits:
        of_it = [page for page in pages if page.exhibit == exhibit.id]
        drawn = [page for page in of_it if not page.table]
        words(checks, exhibit, of_it, drawn)
        described(checks, exhibit, of_it)
        charts(checks, exhibit, drawn)
        table(checks, exhibit, [page for page in of_it if page.table])
        if not any(page.charts for page in drawn):
            continue
        beside(checks, exhibit, [rows for page in drawn for rows in page.beside])


def cut(expected: str, found: str) -> str:
    """What was found, or what was expected where the found words are its beginning and an ellipsis."""
    expected, found = plain(expected), plain(found)
    beginning = found.removesuffix("…")
    is_cut = beginning != found and len(beginning) >= LEAST_CHARACTERS and expected.startswith(beginning)
    return expected if is_cut else found


def part_of(words: str, number: int, many: int) -> str:
    """A title with its number where there are several."""
    return f"{words} ({number} of {many})" if many > 1 else words


def words(checks: Checks, exhibit: Exhibit, pages: list[Page], drawn: list[Page]) -> None:
    """The finding, what it is of, where it comes from, and what is said in notes."""
    of = exhibit.provenance
    for number, page in enumerate(drawn, 1):
        title, found = part_of(exhibit.title, number, len(drawn)), page.words.get("Title", "")
        checks.equal(f"title of chart slide {number}", plain(title), cut(title, found))
    source = f"Source {of['study_title']}, data as of {of['data_as_of']}, version {of['data_version']}"
    for number, page in enumerate(pages, 1):
        where = f"slide {number} of {exhibit.id}"
        found = page.words.get("Subtitle", "")
        checks.equal(f"{where}, subtitle", plain(exhibit.subtitle), cut(exhibit.subtitle, found))
        checks.holds(f"{where}, footer", source, page.words.get("Footer", ""))
        notes = page.slide.notes_slide.notes_text_frame.text
        wanted = [exhibit.title, exhibit.sentence, exhibit.subtitle, *exhibit.footnotes]
        wanted += [f"Cohort: {of['cohort']}", f"Cohort definition: {of['cohort_definition']}"]
        wanted += [f"Suppression {exhibit.suppression}"]
        wanted += [f"Exhibit {exhibit.id}, Sinew {of['program_version']}", f"Page: {of['address']}"]
        lines = {plain(line) for line in notes.split("\n")}
        missing = [line for line in wanted if plain(line) and plain(line) not in lines]
        checks.equal(f"{where}, lines missing from the notes", [], missing)


def described(checks: Checks, exhibit: Exhibit, pages: list[Page]) -> None:
    """Charts and tables must be described, and charts by the whole finding."""
    for number, page in enumerate(pages, 1):
        where = f"slide {number} of {exhibit.id}"
        nameless = [shape.shape_id for shape in page.slide.shapes if not shape.name]
        checks.equal(f"{where}, objects without a name", [], nameless)
        for shape in page.slide.shapes:
            alt = shape._element.xpath(".//p:cNvPr")[0].get("descr", "")
            if shape.has_chart:
                checks.holds(f"{where}, description of {shape.name!r}", exhibit.sentence, alt)
            elif shape.has_table:
                checks.true(f"{where}, description of {shape.name!r}", "some words", alt, bool(alt.strip()))


def charts(checks: Checks, exhibit: Exhibit, drawn: list[Page]) -> None:
    """Every chart with its workbook; python-pptx and the part itself must agree on names and values."""
    parts = []
    for page in drawn:
        for shape in page.charts:
            part = shape.chart.part
            kind = XL_CHART_TYPE.BAR_CLUSTERED if exhibit.kind == "attrition" else XL_CHART_TYPE.XY_SCATTER
            checks.equal(f"type of {shape.name!r}", str(kind), str(shape.chart.chart_type))
            theirs = [(one.name, list(one.values)) for plot in shape.chart.plots for one in plot.series]
            ours = [(one.name, one.y.copied if one.y else []) for one in chart.read(part.blob).series]
            checks.equal(f"series of {shape.name!r} as python-pptx reads them", ours, theirs)
            parts.append((part.blob, part.chart_workbook.xlsx_part.blob))
    embedded.check(checks, exhibit, parts, Surface.SLIDE)


def table(checks: Checks, exhibit: Exhibit, pages: list[Page]) -> None:
    """The table: headings on every slide, every cell as printed, and what is not on slides said."""
    headings = [plain(heading) for heading in exhibit.headings]
    rows: list[list[str]] = []
    for number, page in enumerate(pages, 1):
        [found] = page.table
        found = [[plain(cell) for cell in row] for row in found]
        checks.equal(f"headings of table slide {number}", headings, found[0])
        title = part_of(exhibit.caption, number, len(pages))
        checks.equal(f"title of table slide {number}", plain(title), cut(title, page.words.get("Title", "")))
        rows += found[1:]
    expected = [[plain(cell) for cell in row] for row in exhibit.printed()]
    if pages and len(rows) < len(expected):
        said = pages[-1].words.get("Rows not shown", "")
        checks.holds("what is not on slides", f"Rows {len(rows) + 1} to {len(expected)} are not on slides", said)
        expected = expected[: len(rows)]
    checks.equal("cells of the table", expected, rows)


def beside(checks: Checks, exhibit: Exhibit, grids: list[list[list[str]]]) -> None:
    """Numbers printed beside the marks of a chart with rows."""
    found = [row for rows in grids for row in rows[1:]]
    if exhibit.kind == "forest":
        rows = exhibit.figure["rows"]
        expected = [f"{row['value']}  {row['interval']}".strip() for row in rows if estimate(row["estimate"])]
        shown = [last[-1] for last, row in zip(found, rows, strict=True) if estimate(row["estimate"])]
        # Without room for both, the value stands alone.
        shown = [both if both.split("  ")[0] == one else one for both, one in zip(expected, shown, strict=True)]
        checks.equal("differences beside the chart", [plain(one) for one in expected], [plain(one) for one in shown])
        people = [people_words(row["people"]) for row in rows]
        checks.equal("people beside the chart", people, [row[1] for row in found])
    elif exhibit.kind == "differences":
        marks = [estimate(row["difference"]) for row in exhibit.figure["rows"]]
        expected = [decimal(mark.value, exhibit.figure["places"]) for mark in marks if mark]
        shown = [row[-1] for row, mark in zip(found, marks, strict=True) if mark]
        checks.equal("differences beside the chart", expected, shown)
    elif exhibit.kind == "attrition":
        bars = [bar["left"] for bar in exhibit.figure["bars"]]
        expected = [people_words(left) for left in bars if left != "hidden"]
        shown = [row[-1] for row, left in zip(found, bars, strict=True) if left != "hidden"]
        checks.equal("people beside the chart", expected, shown)
