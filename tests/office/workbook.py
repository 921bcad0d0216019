"""A workbook as openpyxl reads it: values, formulas and what they come to."""

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from .checks import Checks, is_number

DIFFERENCE = re.compile(r"=MAX\(0,([A-Z]+\d+)-([A-Z]+\d+)\)")
SAME = re.compile(r"=([A-Z]+\d+)")


class Book:
    """A workbook, read twice: with formulas, and with their stored results."""

    def __init__(self, content: bytes) -> None:
        self.formulas = openpyxl.load_workbook(io.BytesIO(content))
        self.values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        self._rows: dict[str, list[tuple[Any, ...]]] = {}

    def range(self, reference: str) -> list[Any]:
        """The values of a reference such as `Data!$A$2:$A$4`."""
        sheet, _, cells = reference.rpartition("!")
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        within = self.values[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
        return [value for row in within for value in row]

    def rows(self, sheet: str) -> list[tuple[Any, ...]]:
        """Every row of a sheet."""
        if sheet not in self._rows:
            self._rows[sheet] = list(self.values[sheet].iter_rows(values_only=True))
        return self._rows[sheet]

    def column(self, sheet: str, heading: str) -> list[Any]:
        """The cells under the first heading of these words."""
        rows = self.rows(sheet)
        if heading not in rows[0]:
            return [f"no column {heading}"]
        place = rows[0].index(heading)
        return [row[place] for row in rows[1:]]

    def heading(self, reference: str) -> str:
        """The heading over the first column of a reference."""
        sheet, _, cells = reference.rpartition("!")
        left, *_ = range_boundaries(cells.replace("$", ""))
        return str(self.rows(sheet.strip("'"))[0][left - 1])

    def sheets(self) -> list[tuple[str, str]]:
        """Names of sheets, and whether they are seen."""
        return [(sheet.title, sheet.sheet_state) for sheet in self.formulas]

    def others(self, sheet: str, published: Callable[[str], set[float] | None]) -> list[tuple[str, str, float]]:
        """Numbers of a sheet that are not among those published under their heading, with heading and place."""
        found = []
        for column in self.formulas[sheet].iter_cols():
            heading = str(column[0].value)
            allowed = published(heading)
            if allowed is not None:
                numbers = (cell for cell in column[1:] if is_number(cell.value))
                found += [(heading, cell.coordinate, cell.value) for cell in numbers if cell.value not in allowed]
        return found

    def check_formulas(self, checks: Checks) -> None:
        """Formulas must be ours, and their stored results what they come to."""
        stored, worked_out = [], []
        for sheet in self.formulas:
            values = self.values[sheet.title]
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                stored.append((sheet.title, cell.coordinate, values[cell.coordinate].value))
                worked_out.append((sheet.title, cell.coordinate, result(str(cell.value), values)))
        checks.equal("formulas and their stored results", worked_out, stored)


def result(formula: str, sheet: Any) -> Any:
    """What a formula comes to."""
    if parts := DIFFERENCE.fullmatch(formula):
        greater, smaller = (sheet[part].value for part in parts.groups())
        return max(0.0, greater - smaller)
    if part := SAME.fullmatch(formula):
        return sheet[part[1]].value
    return f"an unknown formula {formula}"
