"""Pictures: SVG read with lxml, PNG with Pillow."""

import io
import json

from lxml import etree
from PIL import Image, ImageColor

from .checks import Checks, bare, plain
from .exhibit import Exhibit

SVG = "{http://www.w3.org/2000/svg}"
# Widths of pictures: in CSS pixels, and how many pixels a PNG has for each.
WIDTHS = {"narrow": (390, 3), "medium": (728, 2), "wide": (1104, 2)}
GROUNDS = {"light": "#ffffff", "dark": "#0e1216"}


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
    width, _ = WIDTHS[options.get("width", "wide")]
    checks.equal("width", str(width), root.get("width"))
    ground = root.find(f"{SVG}rect")
    found = [ground.get(name) for name in ("width", "height", "fill")] if ground is not None else []
    colour = GROUNDS[options.get("theme", "light")]
    checks.equal("its ground", [root.get("width"), root.get("height"), colour], found)
    checks.equal("pictures or scripts inside", [], [node.tag for node in root.iter(f"{SVG}image", f"{SVG}script")])


def check_png(checks: Checks, content: bytes, exhibits: list[Exhibit], options: dict[str, str]) -> None:
    """Compares its text, and that something is drawn."""
    [exhibit] = exhibits
    image = Image.open(io.BytesIO(content))
    image.load()
    checks.equal("title", plain(exhibit.title), plain(image.info.get("Title", "")))
    checks.equal("description", plain(exhibit.sentence), plain(image.info.get("Description", "")))
    checks.equal("exhibit", exhibit.id, image.info.get("Exhibit"))
    width, times = WIDTHS[options.get("width", "wide")]
    checks.equal("width in pixels", width * times, image.width)
    drawn = image.convert("RGB")
    corners = [(x, y) for x in (0, image.width - 1) for y in (0, image.height - 1)]
    ground = ImageColor.getrgb(GROUNDS[options.get("theme", "light")])
    checks.equal("colours of its corners", [ground] * len(corners), [drawn.getpixel(corner) for corner in corners])
    colours = drawn.getcolors(image.width * image.height) or []
    checks.true("colours", "more than ten", len(colours), len(colours) > 10)
