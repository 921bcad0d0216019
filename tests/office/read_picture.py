"""Pictures: SVG read with lxml, PNG with Pillow."""

import io
import json

from lxml import etree
from PIL import Image

from .checks import Checks, bare, plain
from .exhibit import Exhibit

SVG = "{http://www.w3.org/2000/svg}"
# Widths of pictures, in units of which a PNG has two pixels each.
WIDTHS = {"narrow": None, "medium": None, "wide": 1104}


def check_svg(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares words for those who do not see the picture, and where it comes from."""
    [exhibit] = exhibits
    root = etree.fromstring(content)
    checks.equal("title", plain(exhibit.title), plain(root.findtext(f"{SVG}title", "")))
    checks.equal("description", plain(exhibit.sentence), plain(root.findtext(f"{SVG}desc", "")))
    named = root.get("aria-labelledby", "").split()
    ids = {node.get("id") for node in root}
    checks.true("elements that name it", "title and description", named, len(named) == 2 and set(named) <= ids)
    metadata = json.loads(root.findtext(f"{SVG}metadata", "{}"))
    checks.equal("exhibit in the metadata", exhibit.id, metadata.get("exhibit"))
    checks.equal("provenance in the metadata", exhibit.provenance["address"], metadata["provenance"]["address"])
    shown = bare("".join(root.itertext()))
    missing = [note for note in exhibit.footnotes if bare(note) not in shown]
    checks.equal("footnotes missing", [], missing)
    width = WIDTHS[options.get("width", "wide")]
    checks.true("width", str(width), root.get("width"), width is None or root.get("width") == str(width))
    checks.equal("pictures or scripts inside", [], [node.tag for node in root.iter(f"{SVG}image", f"{SVG}script")])


def check_png(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares its text, and that something is drawn."""
    [exhibit] = exhibits
    image = Image.open(io.BytesIO(content))
    image.load()
    checks.equal("title", plain(exhibit.title), plain(image.info.get("Title", "")))
    checks.equal("description", plain(exhibit.sentence), plain(image.info.get("Description", "")))
    checks.equal("exhibit", exhibit.id, image.info.get("Exhibit"))
    width = WIDTHS[options.get("width", "wide")]
    checks.true("width in pixels", f"twice {width}", image.width, width is None or image.width == 2 * width)
    colours = image.convert("RGB").getcolors(image.width * image.height) or []
    checks.true("colours", "more than ten", len(colours), len(colours) > 10)
