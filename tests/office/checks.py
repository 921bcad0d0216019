"""What was compared, and what was found to differ."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

# The differences that one check names at most.
MOST_DIFFERENCES = 3
# Longer values are cut in a message.
MOST_CHARACTERS = 300
# Stands for a place that only the other list has.
NOTHING = "nothing here"


@dataclass
class Finding:
    """A difference: in which file, where in it, what was expected and what was read."""

    file: str
    where: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: expected {self.expected}, found {self.found}"


@dataclass
class Checks:
    """The checks of one file. A list is compared by one check, which names the first places that differ."""

    file: str
    passed: int = 0
    failed: int = 0
    findings: list[Finding] = field(default_factory=list)

    def equal(self, where: str, expected: object, found: object) -> None:
        """Words must be the same, numbers to nine digits, lists place by place."""
        self._count(where, list(differences(expected, found)))

    def holds(self, where: str, words: str, text: str) -> None:
        """The text must contain the words; white space does not count."""
        is_there = bare(words) in bare(text)
        self._count(where, [] if is_there else [("", words, text)])

    def true(self, where: str, expected: str, found: object, is_so: bool) -> None:
        """Something that is no equality must be so."""
        self._count(where, [] if is_so else [("", expected, found)])

    def unreadable(self, error: Exception) -> None:
        """A reader gave up."""
        self._count("the file", [("", "a file that can be read", f"{type(error).__name__}: {error}")])

    def _count(self, where: str, different: list[tuple[str, object, object]]) -> None:
        if not different:
            self.passed += 1
            return
        self.failed += 1
        for place, expected, found in different[:MOST_DIFFERENCES]:
            self.findings.append(Finding(self.file, where + place, shown(expected), shown(found)))


def differences(expected: object, found: object, place: str = "") -> Iterator[tuple[str, object, object]]:
    """Places that differ, with both values."""
    if isinstance(expected, (list, tuple)) and isinstance(found, (list, tuple)):
        for index, (one, other) in enumerate(zip_longest(expected, found, fillvalue=NOTHING), 1):
            yield from differences(one, other, f"{place}[{index}]")
    elif is_number(expected) and is_number(found):
        if not math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-9):
            yield place, expected, found
    elif expected != found or is_number(expected) != is_number(found):
        yield place, expected, found


def is_number(value: object) -> bool:
    """Whether it is a number; a truth value is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def bare(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())


def plain(words: str) -> str:
    """Words with one ordinary space wherever there is white space."""
    return " ".join(words.split())


def shown(value: object) -> str:
    """A value in a message."""
    text = repr(value)
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"
