"""The moves of a brush by DuckDB, Polars and pandas: times in milliseconds and answers, as JSON on standard output.

Called by benches/brush with the file to read; what to ask comes as JSON on standard input. Each peer holds the data in
memory in the layout and with the statements that were fastest of those tried: one row a person, whole numbers of one
byte, and the people selected gathered once a move. Peers take turns move by move, each with all processors it uses by
itself (pandas uses one).
"""

import json
import math
import sys
import time

import duckdb
import numpy
import pandas
import polars

ASKED = json.load(sys.stdin)
FACETS = [f"f{place}" for place in range(len(ASKED["places"]))]
SCORES = [f"v{point}" for point in range(ASKED["times"])]
START, END = "v0", f"v{ASKED['primary']}"
ARM, REGION = ASKED["arm"], ASKED["region"]
CUT_OFFS = 101
STAGES = ["filter", "facets", "trend", "responders", "move"]


def whole_counts(places, pairs):
    """Counts in the order of places, from pairs of place and count in any order."""
    counts = [0] * places
    for place, count in pairs:
        if place is not None and not math.isnan(place):
            counts[int(place)] = int(count)
    return counts


def at_least(pairs):
    """People who reach at least 0, 1 … 100 per cent, from pairs of per cent reached, rounded down, and people."""
    counts = [0] * CUT_OFFS
    for percent, count in pairs:
        if percent is not None and not math.isnan(percent) and percent >= 0:
            counts[min(int(percent), CUT_OFFS - 1)] += int(count)
    for cut_off in reversed(range(CUT_OFFS - 1)):
        counts[cut_off] += counts[cut_off + 1]
    return counts


class DuckDb:
    def __init__(self, path):
        self.connection = duckdb.connect()
        types = {"age": "DOUBLE"} | {name: "UTINYINT" for name in FACETS + SCORES}
        self.connection.execute(
            "create table people as select * from read_csv(?, header = true, columns = ?)", [path, types]
        )
        self.threads = self.connection.execute("select current_setting('threads')").fetchone()[0]

    def where(self, low):
        regions = ", ".join(map(str, ASKED["regions"]))
        return f"age between {low!r} and {ASKED['high']!r} and {REGION} in ({regions})"

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()

    def filter(self, low):
        return self.rows(f"select count(*) from people where {self.where(low)}")[0][0]

    def gather(self, low):
        self.connection.execute(f"create or replace temp table selected as from people where {self.where(low)}")
        return "selected"

    def facets(self, selected):
        sets = ", ".join(f"({name})" for name in FACETS)
        grouping = f"grouping({', '.join(FACETS)})"
        columns = ", ".join(FACETS)
        rows = self.rows(f"select {grouping}, {columns}, count(*) from {selected} group by grouping sets ({sets})")
        pairs = [[] for _ in FACETS]
        for row in rows:
            # Of all bits, that of the facet is not set; the first facet's is the highest.
            place = len(FACETS) - 1 - ((1 << len(FACETS)) - 1 - row[0]).bit_length() + 1
            pairs[place].append((row[1 + place], row[-1]))
        return [whole_counts(places, pairs) for places, pairs in zip(ASKED["places"], pairs)]

    def trend(self, selected):
        columns = ", ".join(f"count({v}), avg({v}), stddev_samp({v})" for v in SCORES)
        rows = self.rows(f"select {ARM}, {columns} from {selected} group by 1")
        found = {row[0]: [list(row[i : i + 3]) for i in range(1, len(row), 3)] for row in rows}
        return [found[arm] for arm in range(ASKED["arms"])]

    def responders(self, selected):
        percent = f"floor(100 * ({START}::integer - {END}::integer) / {START})"
        rows = self.rows(
            f"select {ARM}, {percent} as reached, count(*) from {selected} where {START} > 0 group by 1, 2"
        )
        of = lambda arm: [(row[1], row[2]) for row in rows if row[0] == arm]
        return [[sum(count for _, count in of(arm)), at_least(of(arm))] for arm in range(ASKED["arms"])]


class Polars:
    def __init__(self, path):
        types = {name: polars.UInt8 for name in FACETS + SCORES} | {"age": polars.Float64}
        self.people = polars.read_csv(path, schema_overrides=types).rechunk()
        self.threads = polars.thread_pool_size()

    def where(self, low):
        column = polars.col
        return column("age").is_between(low, ASKED["high"]) & column(REGION).is_in(ASKED["regions"])

    def filter(self, low):
        return self.people.lazy().select(self.where(low).sum()).collect().item()

    def gather(self, low):
        return self.people.filter(self.where(low))

    def facets(self, selected):
        lazy = selected.lazy()
        found = polars.collect_all([lazy.group_by(name).len() for name in FACETS])
        return [whole_counts(places, frame.iter_rows()) for places, frame in zip(ASKED["places"], found)]

    def trend(self, selected):
        column = polars.col
        each = [
            expression
            for v in SCORES
            for expression in (
                column(v).count().alias(f"{v}n"),
                column(v).mean().alias(f"{v}m"),
                column(v).std().alias(f"{v}s"),
            )
        ]
        rows = selected.lazy().group_by(ARM).agg(each).collect().rows()
        found = {row[0]: [list(row[i : i + 3]) for i in range(1, len(row), 3)] for row in rows}
        return [found[arm] for arm in range(ASKED["arms"])]

    def responders(self, selected):
        column = polars.col
        start, end = column(START).cast(polars.Int32), column(END).cast(polars.Int32)
        reached = ((start - end) * 100).floordiv(start).alias("reached")
        counted = (
            selected.lazy().filter(column(START) > 0).group_by(column(ARM), reached).len().collect().rows()
        )
        of = lambda arm: [(row[1], row[2]) for row in counted if row[0] == arm]
        return [[sum(count for _, count in of(arm)), at_least(of(arm))] for arm in range(ASKED["arms"])]


class Pandas:
    threads = 1

    def __init__(self, path):
        people = pandas.read_csv(path)
        # One byte a value; a missing place is one past the last, a missing score not a number.
        for name, places in zip(FACETS, ASKED["places"]):
            people[name] = people[name].fillna(places).astype("uint8")
        for name in SCORES:
            people[name] = people[name].astype("float32")
        self.people = people

    def where(self, low):
        return self.people["age"].between(low, ASKED["high"]) & self.people[REGION].isin(ASKED["regions"])

    def filter(self, low):
        return int(self.where(low).sum())

    def gather(self, low):
        return self.people[self.where(low)]

    def facets(self, selected):
        counted = [selected[name].value_counts(sort=False) for name in FACETS]
        return [
            whole_counts(places, ((place, n) for place, n in counts.items() if place < places))
            for places, counts in zip(ASKED["places"], counted)
        ]

    def trend(self, selected):
        # In double precision, or the means have too few digits.
        scores = selected[SCORES].astype("float64")
        found = scores.groupby(selected[ARM]).agg(["count", "mean", "std"])
        return [
            [[int(n), float(m), float(s)] for n, m, s in found.loc[arm].to_numpy().reshape(-1, 3)]
            for arm in range(ASKED["arms"])
        ]

    def responders(self, selected):
        start, end = selected[START], selected[END]
        above = start > 0
        # Whole numbers: exact in single precision up to here, and rounded down exactly in double.
        reached = ((start - end).astype("float64") * 100 // start).where(above)
        arm = selected[ARM]
        counted = reached.groupby(arm).value_counts(sort=False)
        people = above.groupby(arm).sum()
        return [[int(people[a]), at_least(counted[a].items())] for a in range(ASKED["arms"])]


def move(peer, low):
    selected = peer.gather(low)
    return [peer.facets(selected), peer.trend(selected), peer.responders(selected)]


def timed(times, stage, work, *arguments):
    begun = time.perf_counter()
    answer = work(*arguments)
    times[stage].append((time.perf_counter() - begun) * 1000)
    return answer


def one_move(peer, times, low):
    """One move at a time by parts, then as a whole."""
    answers = {"filter": timed(times, "filter", peer.filter, low)}
    selected = peer.gather(low)
    for stage in ("facets", "trend", "responders"):
        answers[stage] = timed(times, stage, getattr(peer, stage), selected)
    del selected
    timed(times, "move", move, peer, low)
    return answers


def main():
    path = sys.argv[1]
    peers = {"DuckDB": DuckDb(path), "Polars": Polars(path), "pandas": Pandas(path)}
    lows = ASKED["lows"]
    times = {name: {stage: [] for stage in STAGES} for name in peers}
    answers = {name: [] for name in peers}
    kept = {0, len(lows) // 2, len(lows) - 1}
    for name, peer in peers.items():
        one_move(peer, {stage: [] for stage in STAGES}, lows[0] - 1)
    for step, low in enumerate(lows):
        for name, peer in peers.items():
            answer = one_move(peer, times[name], low)
            if step in kept:
                answers[name].append({"step": step} | answer)
    versions = ", ".join(
        f"{name} {module.__version__} ({peer.threads} threads)"
        for (name, peer), module in zip(peers.items(), (duckdb, polars, pandas))
    )
    python = ".".join(map(str, sys.version_info[:3]))
    found = {name: {"ms": times[name], "answers": answers[name]} for name in peers}
    json.dump({"versions": f"{versions}; Python {python}, numpy {numpy.__version__}", "peers": found}, sys.stdout)


if __name__ == "__main__":
    main()
