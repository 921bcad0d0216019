"""Files from a running server."""

import json
import urllib.error
import urllib.request

from .cases import PAGES, Case
from .exhibit import Exhibit

SECONDS = 60


class Missing(Exception):
    """The server has no such file; the reason is its sentence."""


def content(server: str, address: str) -> bytes:
    """A file."""
    try:
        with urllib.request.urlopen(server + address, timeout=SECONDS) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        raise Missing(f"{error.code}: {error.read().decode('utf-8', 'replace')[:200]}") from error


def exhibits(server: str, case: Case) -> dict[str, Exhibit]:
    """The exhibits of a page by the codes of their questions; a page may be without one of its figures."""
    found = {}
    for name in PAGES[case.page]:
        try:
            found[name] = Exhibit(json.loads(content(server, case.address(name, "json", {}))))
        except Missing as reason:
            if not str(reason).startswith("422"):
                raise
    return found
