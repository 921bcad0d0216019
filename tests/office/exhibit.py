"""The exhibit, as its JSON file has it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MINUS = "−"
# Where there is no value.
EMPTY = "–"
# What is said of the counts under each policy.
SUPPRESSION = {"exact": "off: exact counts", "rounded": "on: counts under 11 hidden, others rounded"}
# Parts of a figure that are places on axes, colours or decimals, and no results.
PLACES = ("x", "y", "at", "ticks", "number", "places", "hidden")


@dataclass(frozen=True)
class Mark:
    """An estimate that is shown, with the ends of its interval where it has one."""

    value: float
    low: float | None
    high: float | None

    @property
    def reach(self) -> tuple[float | None, float | None]:
        """How far its error bar goes up and down."""
        if self.low is None or self.high is None:
            return None, None
        return max(0.0, self.high - self.value), max(0.0, self.value - self.low)


class Exhibit:
    """One exhibit."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.id: str = raw["id"]
        self.title: str = raw["text"]["title"]
        self.subtitle: str = raw["text"]["subtitle"]
        self.sentence: str = raw["text"]["sentence"]
        self.footnotes: list[str] = raw["text"]["footnotes"]
        self.headlines: list[dict[str, Any]] = raw["headlines"]
        self.provenance: dict[str, Any] = raw["provenance"]
        self.suppression = SUPPRESSION[self.provenance["policy"]]
        self.caption: str = raw["table"]["caption"]
        self.columns: list[dict[str, str]] = raw["table"]["columns"]
        self.headings = [column["heading"] for column in self.columns]
        self.cells: list[list[Any]] = [row["cells"] for row in raw["table"]["rows"]]
        [(self.kind, self.figure)] = raw["figure"].items()

    def printed(self) -> list[list[str]]:
        """The table as a person reads it."""
        return [[words(cell, EMPTY) for cell in row] for row in self.cells]


def words(cell: Any, empty: str) -> str:
    """What a person reads in a cell; `empty` where there is no value."""
    if cell == "hidden":
        return "hidden"
    if cell == "empty":
        return empty
    return cell["number"]["text"] if "number" in cell else cell["text"]


def estimate(raw: Any) -> Mark | None:
    """An estimate; nothing where it is hidden or of nobody."""
    if raw in ("hidden", "empty"):
        return None
    interval = raw["mean"]["interval"] or {"low": None, "high": None}
    return Mark(raw["mean"]["value"], interval["low"], interval["high"])


def mean(figure: dict[str, Any], point: dict[str, Any]) -> Mark | None:
    """The mean of a trend with what the figure draws about it: its interval or its quartiles."""
    mark = estimate(point["estimate"])
    if not mark or figure["band"] != "quartiles":
        return mark
    quartiles = point["quartiles"] or {"low": None, "high": None}
    return Mark(mark.value, quartiles["low"], quartiles["high"])


def columns(raw: dict[str, list[Any]]) -> list[Mark | None]:
    """Estimates that are sent by column."""
    rows = zip(raw["value"], raw["low"], raw["high"], strict=True)
    return [None if value is None else Mark(value, low, high) for value, low, high in rows]


def is_hidden_at(raw: dict[str, list[Any]], place: int) -> bool:
    """Whether the estimate at this place of a column is hidden."""
    return place in raw["hidden"]


def people(count: Any) -> int | None:
    """A count; nothing where it is hidden."""
    if count in ("zero", "hidden"):
        return 0 if count == "zero" else None
    [(_, number)] = count.items()
    return number


def people_words(count: Any) -> str:
    """A count as it is printed."""
    number = people(count)
    if number is None:
        return "hidden"
    about = "about " if isinstance(count, dict) and "about" in count else ""
    return f"{about}{number:,}"


def decimal(value: float, places: int) -> str:
    """A number as it is printed: thousands apart, a real minus, none before a zero."""
    text = f"{value:,.{places}f}"
    return text if not text.startswith("-") else (MINUS + text[1:]) if text.strip("-0.,") else text[1:]


def by_kind(*functions: Callable[..., Any]) -> dict[str, Callable[..., Any]]:
    """Functions by the kinds of figures that they are named after."""
    return {function.__name__: function for function in functions}


def results(raw: Any) -> set[float]:
    """Every number that a part of an exhibit publishes as a result."""
    if isinstance(raw, dict):
        return set().union(*(results(part) for name, part in raw.items() if name not in PLACES))
    if isinstance(raw, list):
        return set().union(*(results(part) for part in raw))
    # A count of nobody is a word.
    return {0.0} if raw == "zero" else numbers(raw)


def numbers(raw: Any) -> set[float]:
    """Every number that a part of an exhibit holds."""
    if isinstance(raw, dict):
        return set().union(*(numbers(part) for part in raw.values()))
    if isinstance(raw, list):
        return set().union(*(numbers(part) for part in raw))
    return {float(raw)} if isinstance(raw, (int, float)) and not isinstance(raw, bool) else set()
