"""CSV files, read with Python's own module."""

import csv
import io
from itertools import zip_longest
from typing import Any

from .checks import NOTHING, Checks, is_number
from .exhibit import Exhibit, words

FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def check(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares a table and what stands under it."""
    [exhibit] = exhibits
    text = content.decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    checks.true("ends of lines", "CR LF", repr(text[-4:]), text.endswith("\r\n"))
    # The empty line between table and description.
    end = rows.index([]) if [] in rows else len(rows)
    checks.equal("header", [harmless(column["code"]) for column in exhibit.columns], rows[0])
    expected = [[value(cell) for cell in row] for row in exhibit.cells]
    pairs = zip_longest(expected, rows[1:end], fillvalue=[])
    found = [[number(text, one) for one, text in zip_longest(*pair, fillvalue=NOTHING)] for pair in pairs]
    checks.equal("cells", expected, found)
    about(checks, exhibit, [tuple(row) for row in rows[end + 1 :]])


def value(cell: Any) -> object:
    """What a cell must hold."""
    return cell["number"]["value"] if "number" in cell else harmless(words(cell, ""))


def number(text: str, expected: object) -> object:
    """The number a cell holds where a number is expected; the cell where it holds none."""
    try:
        return float(text) if is_number(expected) else text
    except ValueError:
        return text


def about(checks: Checks, exhibit: Exhibit, pairs: list[tuple[str, ...]]) -> None:
    """Names and values under the table."""
    expected = [(name, harmless(value)) for name, value in description(exhibit)]
    checks.equal("what the table is", expected, pairs)


def description(exhibit: Exhibit) -> list[tuple[str, str]]:
    """What a file of a table says of it, name by name."""
    of = exhibit.provenance
    expected = [("title", exhibit.title), ("subtitle", exhibit.subtitle)]
    expected += [("footnote", note) for note in exhibit.footnotes]
    expected += [("exhibit", exhibit.id), ("study", of["study"]), ("study_title", of["study_title"])]
    expected += [("data_version", str(of["data_version"])), ("data_as_of", of["data_as_of"])]
    expected += [("file_sha256", digest) for digest in of["files_sha256"]]
    names = ("cohort", "cohort_definition", "analysis", "options")
    expected += [(name, of[name]) for name in names]
    expected += [("suppression", exhibit.suppression)]
    return [*expected, ("sinew_version", of["program_version"]), ("address", of["address"])]
