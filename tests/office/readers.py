"""Which reader reads which file."""

from collections.abc import Callable

from . import audit, read_csv, read_docx, read_parquet, read_pdf, read_picture, read_pptx, read_xlsx
from .checks import Checks
from .exhibit import Exhibit

Reader = Callable[[Checks, bytes, list[Exhibit], dict[str, str]], None]

OFFICE: dict[str, Reader] = {"pptx": read_pptx.check, "docx": read_docx.check, "xlsx": read_xlsx.check}
DOCUMENTS: dict[str, Reader] = {**OFFICE, "pdf": read_pdf.check}
FIGURES: dict[str, Reader] = {
    **DOCUMENTS,
    "csv": read_csv.check,
    "parquet": read_parquet.check,
    "svg": read_picture.check_svg,
    "png": read_picture.check_png,
}
# What chooses among files of a kind.
PICTURE = ("width", "theme")
OPTIONS = {"pptx": ("shape",), "pdf": ("paper",), "svg": PICTURE, "png": PICTURE}


def options_of(ending: str, options: dict[str, str]) -> dict[str, str]:
    """The options that concern a kind of file."""
    return {name: value for name, value in options.items() if name in OPTIONS.get(ending, ())}


def read(file: str, ending: str, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> Checks:
    """Everything one file is compared in."""
    checks = Checks(file)
    try:
        FIGURES[ending](checks, content, exhibits, options)
        if ending in OFFICE:
            audit.check(checks, content, ending)
    # Readers give up in ways of their own; whichever it is, the file is at fault.
    except Exception as error:
        checks.unreadable(error)
    return checks
