"""Parquet files, read with PyArrow."""

import io
from typing import Any

import pyarrow.parquet

from .checks import Checks, is_number
from .exhibit import Exhibit
from .read_csv import description

# Names of the metadata that are numbered.
LISTS = ("footnote", "file_sha256")
HIDDEN = "hidden"


def check(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares names, types, cells, what is hidden, and what the table is."""
    [exhibit] = exhibits
    file = pyarrow.parquet.ParquetFile(io.BytesIO(content))
    table = file.read()
    expected = columns(exhibit)
    found = [(one.name, str(one.type)) for one in table.schema]
    checks.equal("columns", [(name, kind) for name, kind, _ in expected], found)
    checks.equal("rows", len(exhibit.cells), table.num_rows)
    for name, _, cells in expected:
        found = table.column(name).to_pylist() if name in table.column_names else "no such column"
        # To the last digit: no rounding, and null is null.
        checks.true(f"column {name!r}", repr(cells), repr(found), repr(cells) == repr(found))
    published = {float(cell["number"]["value"]) for row in exhibit.cells for cell in row if "number" in cell}
    others = [one for column in table.columns for one in column.to_pylist() if is_number(one) and one not in published]
    checks.equal("numbers that are not published", [], others)
    about(checks, exhibit, table.schema.metadata or {})
    statistics(checks, file.metadata)


def columns(exhibit: Exhibit) -> list[tuple[str, str, list[Any]]]:
    """Names, types and cells; numbers and words of one column apart."""
    taken, found = {HIDDEN}, []
    hidden: list[list[str]] = [[] for _ in exhibit.cells]
    for place, heading in enumerate(exhibit.columns):
        cells = [row[place] for row in exhibit.cells]
        name = free(heading["code"], taken)
        for names in (names for names, cell in zip(hidden, cells, strict=True) if cell == "hidden"):
            names.append(name)
        if heading["alignment"] == "text":
            found.append((name, "string", [word(cell) for cell in cells]))
            continue
        found.append((name, "double", [number(cell) for cell in cells]))
        among = [word(cell) for cell in cells]
        if any(one is not None for one in among):
            found.append((free(f"{name}_words", taken), "string", among))
    return [*found, (HIDDEN, "string", [",".join(names) for names in hidden])]


def free(wanted: str, taken: set[str]) -> str:
    """The name, with a number after it where it is taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    taken.add(name)
    return name


def number(cell: Any) -> float | None:
    """The number a cell holds."""
    return float(cell["number"]["value"]) if "number" in cell else None


def word(cell: Any) -> str | None:
    """The words a cell holds."""
    return cell["text"] if "text" in cell else None


def about(checks: Checks, exhibit: Exhibit, metadata: dict[bytes, bytes]) -> None:
    """What the table is: the pairs under a CSV, those that come several times with numbers."""
    expected, seen = {}, dict.fromkeys(LISTS, 0)
    for name, value in description(exhibit):
        if name in LISTS:
            seen[name] += 1
            name = f"{name}_{seen[name]}"
        expected[name] = value
    found = {name.decode("utf-8"): value.decode("utf-8") for name, value in metadata.items()}
    checks.equal("what the table is", sorted(expected.items()), sorted(found.items()))


def statistics(checks: Checks, metadata: Any) -> None:
    """Nothing is said of a column but its values, and nothing is compressed."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    chunks = [group.column(number) for group in groups for number in range(group.num_columns)]
    checks.equal("statistics", [], [chunk.path_in_schema for chunk in chunks if chunk.statistics])
    checks.equal("compression", {"UNCOMPRESSED"} if chunks else set(), {chunk.compression for chunk in chunks})
