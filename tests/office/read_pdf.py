"""PDF files, read with pypdf for words and structure and with pdfplumber for the table."""

import io
from typing import Any

import pdfplumber
import pypdf

from .checks import Checks, bare, plain
from .exhibit import Exhibit, decimal, people_words

SIZES = {"a4": (595, 842), "letter": (612, 792)}


def check(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares a PDF file."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    wanted = sorted(SIZES[options.get("paper", "a4")])
    sizes = [sorted((round(float(one.mediabox.width)), round(float(one.mediabox.height)))) for one in reader.pages]
    checks.equal("size of pages", [wanted] * len(sizes), sizes)
    metadata = reader.metadata or {}
    title = exhibits[0].title
    if len(exhibits) > 1:
        title = f"{exhibits[0].provenance['study_title']}: {len(exhibits)} exhibits"
    checks.equal("title in the metadata", plain(title), plain(str(metadata.get("/Title"))))
    for exhibit in exhibits:
        checks.holds("keywords in the metadata", exhibit.id, str(metadata.get("/Keywords")))
    root: Any = reader.trailer["/Root"]
    checks.equal("tagged", True, root.get("/MarkInfo", {}).get("/Marked"))
    outline = [plain(one.title) for one in reader.outline if not isinstance(one, list)]
    checks.equal("outline", [plain(exhibit.title) for exhibit in exhibits], outline)
    pages = [bare(page.extract_text()) for page in reader.pages]
    text = "".join(pages)
    words(checks, exhibits, pages)
    # Reading again takes long: of files with several figures the words read before are enough.
    tables(checks, exhibits, again(content) if len(exhibits) == 1 else text)
    structure(checks, exhibits, root)


def words(checks: Checks, exhibits: list[Exhibit], pages: list[str]) -> None:
    """Everything said around the figure."""
    for exhibit in exhibits:
        of = exhibit.provenance
        lines = [exhibit.title, exhibit.subtitle, exhibit.caption, exhibit.id, of["study_title"], of["cohort"]]
        lines += [*exhibit.footnotes, f"data as of {of['data_as_of']}, version {of['data_version']}"]
        for headline in exhibit.headlines:
            lines += headline_words(headline)
        checks.equal(f"words of {exhibit.id} missing", [], [line for line in lines if not is_said(bare(line), pages)])


def is_said(line: str, pages: list[str]) -> bool:
    """Whether a page has the line, or one its beginning and the next the rest."""
    if any(line in page for page in pages):
        return True
    for page, following in zip(pages, pages[1:]):
        fits = (size for size in range(len(line) - 1, 0, -1) if line[:size] in page)
        if line[next(fits, 0) :] in following:
            return True
    return False


def headline_words(headline: dict[str, Any]) -> list[str]:
    """A headline as it is printed."""
    value = headline["value"]
    if value == "hidden":
        return [headline["label"]]
    [(kind, one)] = value.items()
    if kind == "unavailable":
        return [headline["label"], one]
    scale, unit = (100, "%") if kind == "share" else (1, "")
    number = [decimal(one["value"] * scale, one["places"]) + unit]
    if one["interval"]:
        low, high = (decimal(one["interval"][end] * scale, one["places"]) for end in ("low", "high"))
        number.append(f"95% CI {low} to {high}")
    people = f"{people_words(headline['people'])} of {people_words(headline['of'])} people"
    return [headline["label"], headline["group"], *number, people]


def again(content: bytes) -> str:
    """The characters as pdfplumber reads them."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        return "".join(bare("".join(one["text"] for one in page.chars)) for page in file.pages)


def tables(checks: Checks, exhibits: list[Exhibit], text: str) -> None:
    """Headings and rows, cell after cell, in the order in which the file writes them."""
    for exhibit in exhibits:
        # A table stands under its caption.
        place = max(text.find(bare(exhibit.caption)), 0)
        rows = [bare("".join(row)) for row in [exhibit.headings, *exhibit.printed()]]
        missing = []
        for number, row in enumerate(rows):
            found = text.find(row, place)
            if found < 0:
                missing.append((number, row))
            else:
                place = found + len(row)
        checks.equal(f"rows of the table of {exhibit.id} that are not there in their order", [], missing)


def structure(checks: Checks, exhibits: list[Exhibit], root: Any) -> None:
    """Tags: a table with its cells, and a figure described by the finding."""
    kinds: dict[str, int] = {}
    described: list[str] = []
    waiting = [root.get("/StructTreeRoot")]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            kind = str(node.get("/S", ""))
            kinds[kind] = kinds.get(kind, 0) + 1
            if kind == "/Figure":
                described.append(plain(str(node.get("/Alt", ""))))
            waiting += [node["/K"]] if "/K" in node else []
    cells = sum(len(row) for exhibit in exhibits for row in [exhibit.headings, *exhibit.cells])
    checks.equal("tagged headings and cells", cells, kinds.get("/TD", 0) + kinds.get("/TH", 0))
    for exhibit in exhibits:
        is_there = any(plain(exhibit.sentence) in one for one in described)
        checks.true(f"description of the figure of {exhibit.id}", exhibit.sentence, described, is_there)
