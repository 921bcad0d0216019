"""Reads the files of a running server: `python -m office --server http://127.0.0.1:3000 --report report.json`."""

import argparse
import dataclasses
import json
import os
import pathlib
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from . import fetch, readers, tampered
from .cases import CASES, PAGES, Case
from .checks import Checks
from .readers import DOCUMENTS, FIGURES, options_of


def of_case(server: str, case: Case, counts: str) -> list[Checks]:
    """Every file of a page."""
    try:
        exhibits, without = fetch.exhibits(server, case)
    except fetch.Missing as reason:
        return [unavailable(case.address(case.page, "json", {}), reason)]
    policy = Checks(case.address(case.page, "json", {}))
    policies = [exhibit.provenance["policy"] for exhibit in exhibits.values()]
    policy.equal("policy of its figures", [counts] * len(policies), policies)
    policy.equal("figures that it does not have", list(case.without), without)
    results = [policy]
    for name, exhibit in exhibits.items():
        results += [one_file(server, case, name, ending, [exhibit]) for ending in FIGURES]
    results += [one_file(server, case, case.page, ending, list(exhibits.values())) for ending in DOCUMENTS]
    return results


def one_file(server: str, case: Case, name: str, ending: str, exhibits: list) -> Checks:
    """A file, fetched and read."""
    options = options_of(ending, case.options)
    address = case.address(name, ending, options)
    try:
        content = fetch.content(server, address)
    except fetch.Missing as reason:
        return unavailable(address, reason)
    return readers.read(address, ending, content, exhibits, options)


def unavailable(address: str, reason: fetch.Missing) -> Checks:
    """A file that the server does not give."""
    checks = Checks(address)
    checks.equal("the file", "a file", str(reason))
    return checks


def self_test(server: str, cases: list[Case]) -> list[Checks]:
    """That changed files are found out: those of the first page that has a figure."""
    results = []
    for name, endings in tampered.originals().items():
        case = next(case for case in cases if name in PAGES[case.page])
        try:
            exhibit = fetch.exhibit(server, case, name)
            files = {ending: fetch.content(server, case.address(name, ending, {})) for ending in endings}
        except fetch.Missing as reason:
            results.append(unavailable(f"the checks themselves, {name}", reason))
            continue
        results.append(tampered.check(name, exhibit, files))
    return results


def run(server: str, cases: list[Case], counts: str) -> list[Checks]:
    """All cases, the largest first, on every core; with exact counts the checks themselves are tried, too."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(of_case, server, case, counts) for case in reversed(cases)]
        if counts == "exact":
            jobs.append(pool.submit(self_test, server, cases))
        return [checks for job in reversed(jobs) for checks in job.result()]


def main() -> int:
    """Says what differs, writes the report, and fails when something does."""
    arguments = argparse.ArgumentParser(prog="office", description=__doc__)
    arguments.add_argument("--server", required=True, help="scheme, host and port")
    arguments.add_argument("--report", type=pathlib.Path, help="where the counts and findings are written")
    arguments.add_argument("--counts", choices=("exact", "rounded"), default="exact", help="the policy it serves under")
    given = arguments.parse_args()
    cases = [case for case in CASES if case.hides] if given.counts == "rounded" else CASES
    start = time.monotonic()
    results = run(given.server, cases, given.counts)
    findings = [finding for checks in results for finding in checks.findings]
    for finding in findings:
        print(finding)
    passed, failed = (sum(getattr(checks, kind) for checks in results) for kind in ("passed", "failed"))
    files = len(results)
    print(f"{files} files read in {time.monotonic() - start:.0f} s: {passed} checks passed, {failed} failed")
    if given.report:
        report = {"files": files, "passed": passed, "failed": failed}
        report["findings"] = [dataclasses.asdict(finding) for finding in findings]
        given.report.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
