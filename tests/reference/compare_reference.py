"""Computes tests/reference/compare_reference.json from the acupuncture trial in tests/data/oracle.

Needs numpy and scipy. Written straight from the definitions: lists of people, all pairs of differences listed.

    python3 tests/reference/compare_reference.py
"""

import csv
import json
import math
import pathlib

import numpy as np
from scipy import optimize, special, stats

ROOT = pathlib.Path(__file__).resolve().parent
DATA = ROOT.parent / "data" / "oracle"
Z = stats.norm.ppf(0.975)


def people(group, columns=("pk1", "pk5")):
    number = lambda text: float(text) if text else None
    rows = csv.DictReader((DATA / "acupuncture_headache.csv").open())
    return [tuple(number(row[column]) for column in columns) for row in rows if row["group"] == group]


def within(pairs):
    before, after = np.array(pairs).T
    change = after - before
    test = stats.ttest_1samp(change, 0.0)
    low, high = test.confidence_interval()
    ratio = after.mean() / before.mean()
    covariance = np.cov(before, after)
    variance = covariance[1, 1] + ratio**2 * covariance[0, 0] - 2 * ratio * covariance[0, 1]
    error = math.sqrt(variance / len(before)) / before.mean()
    return {
        "n": len(change), "estimate": change.mean(), "sd": change.std(ddof=1), "conf_int": [low, high],
        "statistic": test.statistic, "df": test.df, "p_value": test.pvalue,
        "improvement": [1 - ratio, 1 - ratio - Z * error, 1 - ratio + Z * error],
    }


def hedges_g(first, second):
    n1, n2 = len(first), len(second)
    df = n1 + n2 - 2
    pooled = math.sqrt(((n1 - 1) * first.var(ddof=1) + (n2 - 1) * second.var(ddof=1)) / df)
    d = (first.mean() - second.mean()) / pooled
    scale = math.sqrt(n1 * n2 / (n1 + n2))
    t = d * scale
    root = lambda tail: optimize.brentq(lambda nc: stats.nct.cdf(t, df, nc) - tail, t - 8, t + 8, xtol=1e-13)
    j = math.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / math.sqrt(df / 2)
    return [j * d, j * root(0.975) / scale, j * root(0.025) / scale]


def shift(first, second):
    differences = np.sort(np.subtract.outer(first, second).ravel())
    n1, n2 = len(first), len(second)
    rank = math.ceil(n1 * n2 / 2 - Z * math.sqrt(n1 * n2 * (n1 + n2 + 1) / 12) - 0.5)
    return [np.median(differences), differences[rank - 1], differences[n1 * n2 - rank]]


def repeated():
    """The mixed model for repeated measures with one matrix over all scores, by Newton's method on the REML likelihood."""
    design, change, subject, visit = [], [], [], []
    courses = [(1.0, course) for course in people("1", ("pk1", "pk2", "pk5"))]
    courses += [(0.0, course) for course in people("0", ("pk1", "pk2", "pk5"))]
    for person, (group, (start, *later)) in enumerate(courses):
        for time, score in enumerate(later):
            if start is not None and score is not None:
                row = np.zeros(6)
                row[[time, 2 + time, 4 + time]] = 1.0, group, start
                design.append(row), change.append(score - start), subject.append(person), visit.append(time)
    x, y, subject, visit = np.array(design), np.array(change), np.array(subject), np.array(visit)
    same = subject[:, None] == subject[None, :]
    pairs = [(0, 0), (1, 0), (1, 1)]
    of_pair = lambda a, b: (visit[:, None] == a) & (visit[None, :] == b)
    slopes = [(same & (of_pair(a, b) | of_pair(b, a))).astype(float) for a, b in pairs]
    theta = np.array([150.0, 75.0, 150.0])
    for _ in range(30):
        w = np.linalg.inv(sum(t * d for t, d in zip(theta, slopes)))
        c = np.linalg.inv(x.T @ w @ x)
        p = w - w @ x @ c @ x.T @ w
        py, pd = p @ y, [p @ d for d in slopes]
        gradient = np.array([np.trace(a) - py @ d @ py for a, d in zip(pd, slopes)])
        hessian = np.array([[2 * py @ d @ p @ e @ py - np.sum(a * b.T) for e, b in zip(slopes, pd)] for d, a in zip(slopes, pd)])
        step = np.linalg.solve(hessian, gradient)
        theta = theta - step
    beta, at = c @ x.T @ w @ y, 3
    variance, curve = c[at, at], np.array([c[at] @ x.T @ w @ d @ w @ x @ c[at] for d in slopes])
    df = 2 * variance**2 / (curve @ (2 * np.linalg.inv(hessian)) @ curve)
    statistic, half = beta[at] / math.sqrt(variance), stats.t.ppf(0.975, df) * math.sqrt(variance)
    return {
        "estimate": beta[at], "conf_int": [beta[at] - half, beta[at] + half], "statistic": statistic, "df": df,
        "p_value": 2 * stats.t.sf(abs(statistic), df), "scores": len(y),
        "people": [len({person for person in subject if courses[person][0] == group}) for group in (1.0, 0.0)],
        "covariance": [theta[0], theta[1], theta[2]], "last_step": float(np.abs(step).max()),
    }


def wilson(events, n):
    interval = stats.binomtest(events, n).proportion_ci(method="wilson")
    return interval.low, interval.high


def table(a, n, c, m):
    p, q = a / n, c / m
    (l1, u1), (l2, u2) = wilson(a, n), wilson(c, m)
    difference = [p - q, p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2)]
    limits = lambda value, error: [value, value * math.exp(-Z * error), value * math.exp(Z * error)]
    cells = [[a, n - a], [c, m - c]]
    odds = a * (m - c) / ((n - a) * c)
    pearson, yates = (stats.chi2_contingency(cells, correction=correct) for correct in (False, True))
    return {
        "events": [a, c], "of": [n, m], "risk_difference": difference,
        "risk_ratio": limits(p / q, math.sqrt(1 / a - 1 / n + 1 / c - 1 / m)),
        "odds_ratio": limits(odds, math.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c))),
        "number_needed_to_treat": [1 / difference[0], 1 / difference[2], 1 / difference[1]],
        "fisher": stats.fisher_exact(cells).pvalue,
        "pearson": [pearson.statistic, pearson.pvalue], "yates": [yates.statistic, yates.pvalue],
    }


def responders(first, second, percent):
    reaches = lambda before, after: after is not None and before - after >= before * percent / 100
    events = [sum(reaches(*person) for person in group) for group in (first, second)]
    everyone = [sum(before > 0 for before, _ in group) for group in (first, second)]
    completers = [sum(before > 0 and after is not None for before, after in group) for group in (first, second)]
    return {
        "everyone": table(events[0], everyone[0], events[1], everyone[1]),
        "completers": table(events[0], completers[0], events[1], completers[1]),
    }


def main():
    groups = [people("1"), people("0")]
    paired = [[person for person in group if None not in person] for group in groups]
    first, second = (np.array([after - before for before, after in pairs]) for pairs in paired)
    welch = stats.ttest_ind(first, second, equal_var=False)
    low, high = welch.confidence_interval()
    ranks = stats.mannwhitneyu(first, second, method="asymptotic")
    result = {
        "header": "DO NOT EDIT: written by compare_reference.py in this folder",
        "source": "acupuncture_headache.csv, severity at baseline and 12 months; acupuncture, then usual care",
        "groups": [within(pairs) for pairs in paired],
        "welch": {
            "estimate": first.mean() - second.mean(), "conf_int": [low, high],
            "statistic": welch.statistic, "df": welch.df, "p_value": welch.pvalue,
        },
        "repeated": repeated(),
        "hedges_g": hedges_g(first, second),
        "mann_whitney": {
            "statistic": ranks.statistic, "p_value": ranks.pvalue,
            "rank_biserial": 2 * ranks.statistic / (len(first) * len(second)) - 1,
        },
        "hodges_lehmann": shift(first, second),
        "responders": {str(percent): responders(*groups, percent) for percent in (30, 35, 50)},
    }
    text = json.dumps(result, indent=1, default=float)
    (ROOT / "compare_reference.json").write_text(text + "\n")


main()
