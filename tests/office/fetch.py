"""Files from a running server."""

import http.client
import json
import urllib.error
import urllib.request

from .cases import PAGES, Case
from .exhibit import Exhibit

SECONDS = 60
# The answer where a page is without a figure.
NO_FIGURE = 422


class Missing(Exception):
    """The server gives no such file: its answer with its sentence, or why there is no answer."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


def content(server: str, address: str) -> bytes:
    """A file."""
    try:
        with urllib.request.urlopen(server + address, timeout=SECONDS) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        raise Missing(f"{error.code}: {error.read().decode('utf-8', 'replace')[:200]}", error.code) from error
    except (OSError, http.client.HTTPException) as error:
        raise Missing(f"no answer: {error}") from error


def exhibit(server: str, case: Case, name: str) -> Exhibit:
    """The exhibit of one question."""
    return Exhibit(json.loads(content(server, case.address(name, "json", {}))))


def exhibits(server: str, case: Case) -> tuple[dict[str, Exhibit], list[str]]:
    """The exhibits of a page by the codes of their questions, and the codes of those it does not have."""
    found, without = {}, []
    for name in PAGES[case.page]:
        try:
            found[name] = exhibit(server, case, name)
        except Missing as reason:
            if reason.status != NO_FIGURE:
                raise
            without.append(name)
    return found, without
