"""CSV files, read with Python's own module."""

import csv
import io

from .checks import Checks, differences
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
    expected = [[harmless(words(cell, "")) for cell in row] for row in exhibit.cells]
    found = [list(row) for row in rows[1:end]]
    for wanted, read, cells in zip(expected, found, exhibit.cells):
        for place, cell in enumerate(cells[: len(read)]):
            if "number" in cell:
                same = not list(differences(cell["number"]["value"], number(read[place])))
                wanted[place] = read[place] = read[place] if same else wanted[place]
                if not same:
                    wanted[place] = repr(cell["number"]["value"])
                    read[place] = f"{read[place]}, another number"
    checks.equal("cells", expected, found)
    about(checks, exhibit, [(row[0], row[1]) for row in rows[end + 1 :]])


def number(text: str) -> object:
    """The number a cell holds; the cell where it holds none."""
    try:
        return float(text)
    except ValueError:
        return text


def about(checks: Checks, exhibit: Exhibit, pairs: list[tuple[str, str]]) -> None:
    """Names and values under the table."""
    of = exhibit.provenance
    expected = [("title", exhibit.title), ("subtitle", exhibit.subtitle)]
    expected += [("footnote", note) for note in exhibit.footnotes]
    expected += [("exhibit", exhibit.id), ("study", of["study"]), ("study_title", of["study_title"])]
    expected += [("data_version", str(of["data_version"])), ("data_as_of", of["data_as_of"])]
    expected += [("file_sha256", digest) for digest in of["files_sha256"]]
    names = ("cohort", "cohort_definition", "analysis", "options")
    expected += [(name, of[name]) for name in names]
    found = [pair for pair in pairs if pair[0] != "suppression"]
    expected += [("sinew_version", of["program_version"]), ("address", of["address"])]
    checks.equal("what the table is", [(name, harmless(value)) for name, value in expected], found)
