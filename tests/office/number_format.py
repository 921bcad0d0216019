"""What a spreadsheet prints for a number in one of the formats used here."""

import re

from .exhibit import decimal

PIECE = re.compile(r'"([^"]*)"|#,##0(?:\.(0+))?|(%)')


def printed(value: float, code: str) -> str | None:
    """The number as printed; nothing for a format that leaves it to the program."""
    if code == "General":
        return None
    positive, _, negative = code.partition(";")
    section = negative if value < 0 and negative else positive
    text, size = "", abs(value)
    is_share = "%" in re.sub(r'"[^"]*"', "", section)
    for piece in PIECE.finditer(section):
        words, places, percent = piece.groups()
        if words is not None:
            text += words
        elif percent:
            text += "%"
        else:
            text += decimal(size * 100 if is_share else size, len(places or ""))
    return text
