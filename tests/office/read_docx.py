"""Documents, read with python-docx."""

import io
import posixpath
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from . import embedded
from .checks import Checks, bare, plain
from .exhibit import Exhibit
from .plotted import Surface

A4 = [595, 842]


class Part:
    """What stands under one heading."""

    def __init__(self) -> None:
        self.words: dict[str, list[str]] = {}
        self.tables: list[Any] = []
        self.drawings: list[Any] = []
        self.notes: list[str] = []

    def of(self, style: str) -> list[str]:
        """Paragraphs of a style."""
        return self.words.get(style, [])


def check(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares a document."""
    document = docx.Document(io.BytesIO(content))
    checks.equal("title in the properties", plain(exhibits[0].title), plain(document.core_properties.title))
    sizes = [sorted((round(one.page_width.pt), round(one.page_height.pt))) for one in document.sections]
    checks.equal("size of pages", [A4] * len(sizes), sizes)
    feet = "\n".join(paragraph.text for one in document.sections for paragraph in one.footer.paragraphs)
    heads = "\n".join(paragraph.text for one in document.sections for paragraph in one.header.paragraphs)
    parts = split(document)
    checks.equal("exhibits under headings", len(exhibits), len(parts))
    for number, (exhibit, part) in enumerate(zip(exhibits, parts), 1):
        checks.holds(f"footer of {exhibit.id}", exhibit.id, feet)
        checks.holds(f"header of {exhibit.id}", exhibit.provenance["study_title"], heads)
        words(checks, exhibit, part, number)
        table(checks, exhibit, part)
        charts(checks, exhibit, part, document)


def split(document: Any) -> list[Part]:
    """The body, a part a heading of the first level."""
    notes = footnotes(document)
    parts: list[Part] = []
    for block in document.element.body:
        if block.tag == qn("w:tbl") and parts:
            parts[-1].tables.append(docx.table.Table(block, document))
        elif block.tag == qn("w:p"):
            paragraph = docx.text.paragraph.Paragraph(block, document)
            if paragraph.style.name == "Heading 1":
                parts.append(Part())
            if parts:
                parts[-1].words.setdefault(paragraph.style.name, []).append(paragraph.text)
                parts[-1].drawings += block.iter(qn("wp:inline"), qn("wp:anchor"))
                ids = [one.get(qn("w:id")) for one in block.iter(qn("w:footnoteReference"))]
                parts[-1].notes += [notes.get(one, f"no footnote {one}") for one in ids]
        if parts:
            nested = block.iter(qn("w:tbl")) if block.tag == qn("w:p") else ()
            parts[-1].tables += [docx.table.Table(one, document) for one in nested]
    return parts


def footnotes(document: Any) -> dict[str, str]:
    """Words of the footnotes by their ids."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            root = docx.oxml.parse_xml(relation.target_part.blob)
            texts = ((one, one.iter(qn("w:t"))) for one in root.iter(qn("w:footnote")))
            return {one.get(qn("w:id")): "".join(text.text or "" for text in found) for one, found in texts}
    return {}


def words(checks: Checks, exhibit: Exhibit, part: Part, number: int) -> None:
    """Headings, captions, footnotes and the note on sources."""
    of = exhibit.provenance
    checks.equal("title", [plain(exhibit.title)], [plain(one) for one in part.of("Heading 1")])
    checks.equal("subtitle", [plain(exhibit.subtitle)], [plain(one) for one in part.of("Subtitle")])
    checks.equal("sentence", [plain(exhibit.sentence)], [plain(one) for one in part.of("Body Text")])
    checks.equal("footnotes", [plain(one) for one in exhibit.footnotes], [plain(one) for one in part.notes])
    captions = part.of("Caption")
    wanted = [f"Figure {number}. ", f"Table {number}. "] if part.drawings else [f"Table {number}. "]
    for start in wanted:
        found = next((one for one in captions if one.startswith(start)), f"no {start}")
        checks.holds(f"caption {start.strip()!r}", start + exhibit.caption, found)
    source = "\n".join(part.of("Source Note"))
    facts = [of["study_title"], of["data_as_of"], of["cohort"], of["options"], exhibit.id, of["address"]]
    facts += [f"Suppression {exhibit.suppression}"]
    missing = [fact for fact in facts + of["files_sha256"] if bare(fact) not in bare(source)]
    checks.equal("facts missing from the note on sources", [], missing)


def table(checks: Checks, exhibit: Exhibit, part: Part) -> None:
    """Every cell; a wide table is in several, each with the columns that name its rows."""
    seen: set[int] = set()
    printed = exhibit.printed()
    for number, block in enumerate(part.tables, 1):
        rows = [[plain(cell.text) for cell in row.cells] for row in block.rows]
        places: list[int] = []
        for heading in rows[0] if rows else []:
            start = places[-1] + 1 if places else 0
            free = (place for place in range(start, len(exhibit.headings)) if place < 2 or place not in seen)
            place = next((place for place in free if plain(exhibit.headings[place]) == heading), None)
            checks.true(f"table {number}, heading {heading!r}", "a column of the exhibit", heading, place is not None)
            if place is None:
                return
            places.append(place)
        seen |= set(places)
        expected = [[plain(row[place]) for place in places] for row in printed]
        checks.equal(f"table {number}, cells", expected, rows[1:])
        about = [one.get(qn("w:val")) for one in block._tbl.iter(qn("w:tblDescription"))]
        checks.equal(f"table {number}, description", [plain(exhibit.sentence)], [plain(one) for one in about])
    checks.equal("columns in tables", list(range(len(exhibit.headings))), sorted(seen))


def charts(checks: Checks, exhibit: Exhibit, part: Part, document: Any) -> None:
    """Charts with their descriptions and workbooks."""
    found = []
    for drawing in part.drawings:
        [properties] = drawing.iter(qn("wp:docPr"))
        checks.holds(f"description of {properties.get('name')!r}", exhibit.sentence, properties.get("descr", ""))
        for reference in drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
            one = document.part.rels[reference.get(qn("r:id"))].target_part
            [workbook] = [relation.target_part for relation in one.rels.values()]
            checks.equal("workbook of a chart", ".xlsx", posixpath.splitext(str(workbook.partname))[1])
            found.append((one.blob, workbook.blob))
    if found or part.tables and exhibit.cells:
        embedded.check(checks, exhibit, found, Surface.DOCUMENT)
