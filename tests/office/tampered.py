"""Files with one thing changed: each change must be found, or the checks prove nothing."""

import io
import math
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow
import pyarrow.parquet
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from . import readers
from .checks import Checks
from .exhibit import Exhibit

Change = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Tampering:
    """A change to a kind of file of a figure; `where` must be in what is found."""

    ending: str
    words: str
    where: str
    change: Change
    figure: str = "trend"


def replaced(pattern: bytes, new: Callable[[bytes], bytes]) -> Change:
    """Puts other words in place of the first match, or of its last group."""

    def changed(text: bytes) -> bytes:
        match = re.search(pattern, text, re.DOTALL)
        assert match, f"nothing to change: {pattern!r}"
        start, end = match.span(match.lastindex or 0)
        return text[:start] + new(text[start:end]) + text[end:]

    return changed


def digit(pattern: bytes) -> Change:
    """A nine in place of the digit or letter that the pattern's last group is; an eight for a nine."""
    return replaced(pattern, lambda old: b"8" if old == b"9" else b"9")


def without(pattern: bytes) -> Change:
    """Takes the first match away."""
    return replaced(pattern, lambda _: b"")


def twice(pattern: bytes) -> Change:
    """Puts the first match there once more."""
    return replaced(pattern, lambda old: old * 2)


def swapped(old: bytes, new: bytes) -> Change:
    """Puts words in place of others."""
    return replaced(re.escape(old), lambda _: new)


def part(pattern: str, change: Change) -> Change:
    """Changes the first part of a package whose name matches."""

    def changed(content: bytes) -> bytes:
        result, done = io.BytesIO(), False
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
            for name in old.namelist():
                inside = old.read(name)
                if not done and re.fullmatch(pattern, name):
                    inside, done = change(inside), True
                new.writestr(name, inside)
        assert done, f"no part {pattern}"
        return result.getvalue()

    return changed


def pdf_title(content: bytes) -> bytes:
    """Another title in the metadata."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.add_metadata({"/Title": "Another title"})
    return written(writer)


def pdf_number(content: bytes) -> bytes:
    """A cell of the table without its words: the table comes last on a page but for the four lines of its foot."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    page = writer.pages[-1]
    stream = page.get_contents()
    assert stream is not None
    data = stream.get_data()
    start, end = [match.span() for match in re.finditer(rb"\bBT\b.*?\bET\b", data, re.DOTALL)][-8]
    stream.set_data(data[:start] + data[end:])
    page[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def pdf_description(content: bytes) -> bytes:
    """A figure that is described otherwise."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for one in writer._objects:
        one = one.get_object() if one is not None else None
        if isinstance(one, dict) and one.get("/S") == "/Figure":
            one[NameObject("/Alt")] = TextStringObject("Something else")
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The bytes of a changed PDF file."""
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def png_text(content: bytes) -> bytes:
    """A picture of another exhibit."""
    image, text = Image.open(io.BytesIO(content)), PngImagePlugin.PngInfo()
    for name, value in image.info.items():
        if isinstance(value, str):
            text.add_itxt(name, "trend/0000000000000000" if name == "Exhibit" else value)
    result = io.BytesIO()
    image.save(result, "PNG", pnginfo=text)
    return result.getvalue()


def first_number(table: pyarrow.Table) -> tuple[int, float]:
    """Where the first column of numbers is, and its first number."""
    place = next(place for place, field in enumerate(table.schema) if pyarrow.types.is_floating(field.type))
    return place, next(one for one in table.column(place).to_pylist() if one is not None)


def parquet_digit(content: bytes) -> bytes:
    """A number that differs in its last digit."""
    _, number = first_number(pyarrow.parquet.read_table(io.BytesIO(content)))
    return swapped(struct.pack("<d", number), struct.pack("<d", math.nextafter(number, math.inf)))(content)


def parquet_hidden(content: bytes) -> bytes:
    """Null where there was a number."""
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    place, number = first_number(table)
    cells = [None if one == number else one for one in table.column(place).to_pylist()]
    return rewritten(table.set_column(place, table.schema.field(place), [cells]))


def parquet_type(content: bytes) -> bytes:
    """Numbers as words."""
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    place, _ = first_number(table)
    return rewritten(table.set_column(place, table.schema.names[place], table.column(place).cast(pyarrow.string())))


def parquet_statistics(content: bytes) -> bytes:
    """The lowest and highest of each column beside it."""
    return rewritten(pyarrow.parquet.read_table(io.BytesIO(content)), write_statistics=True)


def rewritten(table: pyarrow.Table, write_statistics: bool = False) -> bytes:
    """A table as a file."""
    result = io.BytesIO()
    pyarrow.parquet.write_table(
        table, result, compression="none", write_statistics=write_statistics, store_schema=False
    )
    return result.getvalue()


CHART = rb"<c:yVal>.*?<c:v>-?\d+\.\d(\d)"
PLUS = rb"<c:plus>.*?<c:v>\d+\.\d(\d)"
ESTIMATE = rb"<c:xVal>.*?<c:v>-?\d+\.\d(\d)"
BAR = rb"<c:val>.*?<c:v>(\d)"
SERIES = rb"<c:ser>.*?</c:ser>"
SHEET = rb"<c r=\"%s\"[^>]*><v>-?\d+\.\d([0-9])"
STYLE = rb'(?<=<c r="%s") s="\d+"'
# A number in a blank cell, under all rows.
SEVEN = swapped(b"</sheetData>", b'<row r="999"><c r="C999"><v>7</v></c></row></sheetData>')

TAMPERINGS = [
    Tampering("pptx", "a plotted value", "plotted", part(r"ppt/charts/chart1\.xml", digit(CHART))),
    Tampering("pptx", "the end of an interval", "plotted", part(r"ppt/charts/chart1\.xml", digit(PLUS))),
    Tampering(
        "pptx", "the name of a series", "plotted", part(r"ppt/charts/chart1\.xml", digit(rb"<c:tx>.*?<c:v>(\w)"))
    ),
    Tampering(
        "pptx",
        "a number of the workbook",
        "what its workbook holds",
        part(r"ppt/embeddings/workbook1\.xlsx", part(r"xl/worksheets/sheet1\.xml", digit(SHEET % b"C2"))),
    ),
    Tampering(
        "pptx",
        "a hidden sheet",
        "sheets of its workbook",
        part(
            r"ppt/embeddings/workbook1\.xlsx", part(r"xl/workbook\.xml", swapped(b"<sheet ", b'<sheet state="hidden" '))
        ),
    ),
    Tampering(
        "pptx",
        "a blank cell of the workbook given 7",
        "not published",
        part(r"ppt/embeddings/workbook1\.xlsx", part(r"xl/worksheets/sheet1\.xml", SEVEN)),
    ),
    Tampering("pptx", "a line too many", "plotted series", part(r"ppt/charts/chart1\.xml", twice(SERIES))),
    Tampering("pptx", "a line gone", "plotted series", part(r"ppt/charts/chart1\.xml", without(SERIES))),
    Tampering("pptx", "a bar", "plotted", part(r"ppt/charts/chart1\.xml", digit(BAR)), "attrition"),
    Tampering("pptx", "a line behind others", "plotted", part(r"ppt/charts/chart1\.xml", digit(CHART)), "multiples"),
    Tampering(
        "pptx",
        "a line behind others gone",
        "plotted series",
        part(r"ppt/charts/chart1\.xml", without(SERIES)),
        "multiples",
    ),
    Tampering("pptx", "a point of a curve", "plotted", part(r"ppt/charts/chart1\.xml", digit(CHART)), "responders"),
    Tampering(
        "pptx", "the interval of an estimate", "plotted", part(r"ppt/charts/chart1\.xml", digit(ESTIMATE)), "compare"
    ),
    Tampering(
        "pptx",
        "an estimate",
        "plotted 'Headline'",
        part(r"ppt/charts/chart1\.xml", digit(rb"<c:v>Headline</c:v>.*?" + ESTIMATE)),
        "compare",
    ),
    Tampering("pptx", "a cell of the table", "cells", part(r"ppt/slides/slide2\.xml", digit(rb"<a:t>\d+\.(\d)</a:t>"))),
    Tampering(
        "pptx",
        "a title of which nothing is left",
        "title of chart",
        part(r"ppt/slides/slide1\.xml", replaced(rb"<a:t>([^<]+)", lambda _: "…".encode())),
    ),
    Tampering("pptx", "a title", "title of chart", part(r"ppt/slides/slide1\.xml", digit(rb"<a:t>(\w)"))),
    Tampering(
        "pptx", "a line of the notes", "notes", part(r"ppt/notesSlides/notesSlide1\.xml", digit(rb"Cohort: (\w)"))
    ),
    Tampering(
        "pptx",
        "an unknown element on a slide",
        "openxml-audit",
        part(r"ppt/slides/slide1\.xml", swapped(b"<p:cSld>", b"<p:cSld><p:unknown/>")),
    ),
    Tampering("pptx", "a description", "description", part(r"ppt/slides/slide1\.xml", without(rb' descr="[^"]+"'))),
    Tampering("docx", "a plotted value", "plotted", part(r"word/charts/chart1\.xml", digit(CHART))),
    Tampering(
        "docx",
        "a cell of the table",
        "cells",
        part(r"word/document\.xml", digit(rb"<w:tc>.*?<w:t[^>]*>\d+\.(\d)</w:t>")),
    ),
    Tampering(
        "docx", "a footnote", "footnotes", part(r"word/footnotes\.xml", digit(rb"<w:footnoteRef/>.*?<w:t[^>]*>(\w)"))
    ),
    Tampering(
        "docx",
        "a description",
        "description",
        part(r"word/document\.xml", without(rb'(?<=<wp:docPr) [^>]*descr="[^"]+"')),
    ),
    Tampering("docx", "the id in the footer", "footer", part(r"word/footer1\.xml", digit(rb"Exhibit trend/(\w)"))),
    Tampering("xlsx", "a number of the data", "column", part(r"xl/worksheets/sheet1\.xml", digit(SHEET % b"D2"))),
    Tampering("xlsx", "a number of the table", "cells", part(r"xl/worksheets/sheet2\.xml", digit(SHEET % b"C2"))),
    Tampering("xlsx", "a blank cell given 7", "not published", part(r"xl/worksheets/sheet1\.xml", SEVEN)),
    Tampering(
        "xlsx", "a number format", "numbers as printed", part(r"xl/worksheets/sheet2\.xml", without(STYLE % b"C2"))
    ),
    Tampering(
        "xlsx",
        "a bar",
        "plotted",
        part(r"xl/worksheets/sheet1\.xml", digit(rb'<c r="AA2"[^>]*><f>C2</f><v>(\d)')),
        "attrition",
    ),
    Tampering(
        "xlsx",
        "a line behind others gone",
        "plotted series",
        part(r"xl/charts/chart1\.xml", without(SERIES)),
        "multiples",
    ),
    Tampering(
        "xlsx",
        "the title in the properties",
        "title in the properties",
        part(r"docProps/core\.xml", replaced(rb"<dc:title>([^<]+)", lambda old: old[:1])),
    ),
    Tampering("xlsx", "words", "words", part(r"xl/sharedStrings\.xml", digit(rb"<t>Means of value(s)"))),
    Tampering(
        "xlsx",
        "what a line is drawn from",
        "plotted",
        part(r"xl/charts/chart1\.xml", swapped(b"$AF$2:$AF$4</c:f>", b"$E$2:$E$4</c:f>")),
    ),
    Tampering(
        "xlsx",
        "a hidden sheet",
        "none is hidden",
        part(r"xl/workbook\.xml", swapped(b'name="Table"', b'name="Table" state="hidden"')),
    ),
    Tampering("pdf", "the title in the metadata", "title in the metadata", pdf_title),
    Tampering("pdf", "a cell of the table", "rows of the table", pdf_number),
    Tampering("pdf", "a description", "description of the figure", pdf_description),
    Tampering("csv", "a number", "cells", digit(rb"\r\n[^\r]*?\d+\.(\d)")),
    Tampering("csv", "a footnote", "what the table is", digit(rb"footnote,(\w)")),
    Tampering("csv", "what is hidden", "what the table is", digit(rb"suppression,(\w)")),
    Tampering("parquet", "the last digit of a number", "column", parquet_digit),
    Tampering("parquet", "a number gone", "column", parquet_hidden),
    Tampering("parquet", "numbers turned to words", "columns", parquet_type),
    Tampering("parquet", "what is hidden", "what the table is", digit(rb"suppression..(\w)")),
    Tampering("parquet", "statistics given", "statistics", parquet_statistics),
    Tampering("svg", "its ground", "its ground", swapped(b'fill="#ffffff"', b'fill="#0e1216"')),
    Tampering("svg", "the description", "description", digit(rb"<desc[^>]*>(\w)")),
    Tampering("svg", "the exhibit it names", "metadata", digit(rb"&quot;trend/(\w)")),
    Tampering("png", "the exhibit it names", "exhibit", png_text),
]


def originals() -> dict[str, list[str]]:
    """The files that are changed: figures with the endings of each."""
    figures = dict.fromkeys(one.figure for one in TAMPERINGS)
    return {figure: sorted({one.ending for one in TAMPERINGS if one.figure == figure}) for figure in figures}


def check(figure: str, exhibit: Exhibit, files: dict[str, bytes]) -> Checks:
    """Changes the files of one figure, one thing at a time; a change that nobody finds is a finding."""
    checks = Checks(f"the checks themselves, {figure}")
    for ending, content in files.items():
        intact = readers.read(ending, ending, content, [exhibit], {})
        checks.equal(f"{ending}, findings of the file as it is", [], [str(finding) for finding in intact.findings])
    for one in TAMPERINGS:
        if one.figure == figure:
            check_one(checks, one, exhibit, files[one.ending])
    return checks


def check_one(checks: Checks, one: Tampering, exhibit: Exhibit, content: bytes) -> None:
    """Makes a change, which must be found where it was made."""
    where = f"{one.ending}, {one.words} changed"
    try:
        changed = one.change(content)
    except AssertionError as error:
        checks.equal(where, "something to change", str(error))
        return
    found = [finding.where for finding in readers.read(one.ending, one.ending, changed, [exhibit], {}).findings]
    is_found = any(one.where in place for place in found)
    checks.true(where, f"a finding about {one.where!r}", found, is_found)
