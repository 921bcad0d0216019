"""The pages whose files are read."""

import json
import urllib.parse
from dataclasses import dataclass, field

TRENDS = ("trend", "responders", "multiples", "attrition")
COMPARISON = ("compare", "compare_trend", "compare_responders", "table_one")
COHORT = ("cohort_attrition", "cohort_trend", "cohort_responders")
PAGES = {"trends": TRENDS, "comparison": COMPARISON, "cohort": COHORT}


@dataclass(frozen=True)
class Case:
    """A page; `options` choose among files, `hides` also asks for it where small counts are hidden.

    `without` are the figures of such a page that this one does not have.
    """

    study: str
    page: str
    query: str = ""
    options: dict[str, str] = field(default_factory=dict)
    hides: bool = False
    without: tuple[str, ...] = ()

    def address(self, name: str, ending: str, options: dict[str, str]) -> str:
        """Where a file is."""
        query = "&".join(part for part in (self.query, urllib.parse.urlencode(options)) if part)
        return f"/s/{self.study}/{name}.{ending}" + (f"?{query}" if query else "")


def rules(*criteria: object) -> str:
    """The query of a cohort with these rules."""
    return urllib.parse.urlencode([("rule", json.dumps(one)) for one in criteria])


WOMEN = {"kind": "one_of", "detail": {"variable": "sex", "levels": ["female"]}}
MIGRAINE = {"kind": "flag_is", "detail": {"variable": "migraine", "answer": True}}


def age_from(low: int) -> object:
    """People of this age and older."""
    return {"kind": "number_range", "detail": {"variable": "age", "low": low, "high": None}}


OTHER = {"shape": "standard", "paper": "letter", "width": "narrow", "theme": "dark"}

CASES = [
    Case("acupuncture", "trends"),
    # What is split by the category of the panels, or filtered to one level of it, has none.
    Case("acupuncture", "trends", "f.sex=female&missing=locf&split=sex", OTHER, without=("multiples",)),
    Case("acupuncture", "trends", "split=group&band=quartiles&improved=last_value", {"width": "medium"}),
    # A handful of people: groups and times of one person, without an interval.
    Case("acupuncture", "trends", "f.age.from=65&f.chronicity.from=45"),
    Case("acupuncture", "comparison", hides=True),
    Case("acupuncture", "comparison", "a=sex.female&b=rest&f.age.from=30", OTHER),
    Case("acupuncture", "cohort", rules(WOMEN, {"kind": "any", "detail": [MIGRAINE, age_from(60)]}, age_from(30))),
    # A synthetic programme: hidden counts, six regions, many rows.
    Case("synthetic", "trends"),
    Case("synthetic", "trends", "split=region&f.sex=female", hides=True, without=("multiples",)),
    Case("synthetic", "trends", "split=employer&score=phq9", OTHER),
    Case("synthetic", "comparison"),
    Case("synthetic", "cohort", rules(age_from(40)), hides=True),
]
