"""Packages of Office, against their schemas and rules: openxml-audit must find nothing."""

import pathlib
import tempfile

from openxml_audit import OpenXmlValidator

from .checks import Checks


def check(checks: Checks, content: bytes, ending: str) -> None:
    """Asks for everything it finds, warnings too."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / f"file.{ending}"
        file.write_bytes(content)
        found = OpenXmlValidator().validate(file)
    checks.equal("what openxml-audit finds", [], [str(error) for error in found.errors])
