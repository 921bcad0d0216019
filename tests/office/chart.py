"""A chart part, read with lxml: its series, their stored copies of the numbers, and their error bars."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


@dataclass
class Source:
    """Where values of a series come from, and the chart's own copy of them."""

    reference: str
    copied: list[Any]


@dataclass
class ErrorBars:
    """Error bars of a series; lengths of custom ones have sources."""

    along: str
    kind: str
    plus: Source | None
    minus: Source | None


@dataclass
class Series:
    """One series; `x` are the categories of bars."""

    name: str
    name_source: Source | None
    x: Source | None
    y: Source | None
    errors: list[ErrorBars]

    def custom(self) -> ErrorBars | None:
        """Error bars whose lengths are given."""
        return next((one for one in self.errors if one.kind == "cust"), None)


@dataclass
class Chart:
    """A chart."""

    kind: str
    series: list[Series]
    # Where the axis at the left ends, if it is one of numbers.
    top: float | None

    def sources(self) -> list[tuple[str, Source]]:
        """Every source with words for where it is used."""
        found = []
        for series in self.series:
            parts = [("name", series.name_source), ("x", series.x), ("y", series.y)]
            parts += [(f"plus along {one.along}", one.plus) for one in series.errors]
            parts += [(f"minus along {one.along}", one.minus) for one in series.errors]
            found += [(f"series {series.name!r}, {part}", source) for part, source in parts if source]
        return found


def xpath(node: Any, path: str) -> list[Any]:
    """What a path finds in a chart."""
    return etree._Element.xpath(node, path, namespaces=NAMES)


def read(part: bytes) -> Chart:
    """The chart of a part."""
    root = etree.fromstring(part)
    [kind] = xpath(root, "//c:plotArea/c:scatterChart | //c:plotArea/c:barChart")
    tops = xpath(root, "//c:valAx[c:axPos/@val='l']/c:scaling/c:max/@val")
    series = [one_series(node) for node in xpath(kind, "c:ser")]
    return Chart(etree.QName(kind).localname, series, float(tops[0]) if tops else None)


def one_series(node: Any) -> Series:
    """A series."""
    name = source(node, "c:tx")
    literal = "".join(xpath(node, "c:tx/c:v/text()"))
    bars = [error_bars(bar) for bar in xpath(node, "c:errBars")]
    words = str(name.copied[0]) if name and name.copied else literal
    x = source(node, "c:xVal") or source(node, "c:cat")
    return Series(words, name, x, source(node, "c:yVal") or source(node, "c:val"), bars)


def error_bars(node: Any) -> ErrorBars:
    """Error bars."""
    along = xpath(node, "c:errDir/@val") or ["y"]
    return ErrorBars(along[0], xpath(node, "c:errValType/@val")[0], source(node, "c:plus"), source(node, "c:minus"))


def source(node: Any, path: str) -> Source | None:
    """The source under an element, if it has one."""
    for reference in xpath(node, f"{path}/c:numRef | {path}/c:strRef"):
        is_words = etree.QName(reference).localname == "strRef"
        cache = xpath(reference, "c:strCache | c:numCache")
        count = int(xpath(cache[0], "c:ptCount/@val")[0]) if cache else 0
        copied: list[Any] = [None] * count
        for point in xpath(cache[0], "c:pt") if cache else []:
            text = "".join(xpath(point, "c:v/text()"))
            copied[int(point.get("idx"))] = text if is_words else float(text)
        return Source(xpath(reference, "c:f/text()")[0], copied)
    return None
