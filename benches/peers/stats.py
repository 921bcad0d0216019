"""The workloads of benches/stats by scipy, statsmodels and lifelines: times in milliseconds and the numbers found."""

import json
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.stats
import statsmodels.api as sm
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test

warnings.simplefilter("ignore")
FOLDER = Path(sys.argv[1])
ANSWERS = []


def column(name):
    return np.fromfile(FOLDER / f"{name}.f64")


def matrix(name, columns):
    # Stored column by column.
    return np.ascontiguousarray(column(name).reshape(columns, -1).T)


def measured(workload, program, run, most_runs=9):
    """Runs once to warm up; slow ones fewer times."""
    begun = time.perf_counter()
    values = run()
    first = time.perf_counter() - begun
    runs = max(1, min(most_runs, int(20 / max(first, 1e-6))))
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        run()
        times.append((time.perf_counter() - begun) * 1000)
    values = [float(value) for value in values]
    ANSWERS.append({"workload": workload, "program": program, "times": times, "values": values})


def named(package):
    return f"{package} {version(package)}"


def two_samples():
    first, second = column("welch_first"), column("welch_second")
    measured("welch", named("scipy"), lambda: tuple(scipy.stats.ttest_ind(first, second, equal_var=False)))
    first, second = column("rank_sum_first"), column("rank_sum_second")
    measured(
        "rank_sum",
        named("scipy"),
        lambda: tuple(scipy.stats.mannwhitneyu(first, second, method="asymptotic")),
    )


def regressions():
    x, y = matrix("linear_x", 11), column("linear_y")

    def linear():
        fit = sm.OLS(y, x).fit(cov_type="HC3")
        return [*fit.params, *fit.bse]

    measured("linear", named("statsmodels"), linear)
    z, event = matrix("logistic_x", 21), column("logistic_event")

    def logistic():
        fit = sm.Logit(event, z).fit(disp=0)
        return [*fit.params, *fit.bse]

    measured("logistic", named("statsmodels"), logistic)


def equations():
    x, event, subject = matrix("slopes_x", 4), column("slopes_event"), column("slopes_subject")

    def run():
        exchangeable = sm.cov_struct.Exchangeable()
        fit = sm.GEE(event, x, groups=subject, family=sm.families.Binomial(), cov_struct=exchangeable).fit()
        return [*fit.params, *fit.bse]

    measured("equations", named("statsmodels"), run)


def survival():
    x, weeks, event = matrix("hazards_x", 4), column("hazards_time"), column("hazards_event")
    frame = pd.DataFrame(x, columns=list("abcd")).assign(time=weeks, event=event)

    def hazards():
        options = {"precision": 1e-10}
        fit = CoxPHFitter().fit(frame, "time", "event", fit_options=options)
        return fit.params_

    measured("hazards", named("lifelines"), hazards)
    x, weeks, event = matrix("curves_x", 4), column("curves_time"), column("curves_event")
    of = [x[:, 0] == group for group in (0, 1)]

    def curves():
        ends = [KaplanMeierFitter().fit(weeks[one], event[one]).survival_function_.iloc[-1, 0] for one in of]
        test = logrank_test(weeks[of[0]], weeks[of[1]], event[of[0]], event[of[1]])
        return [*ends, test.test_statistic]

    measured("curves", named("lifelines"), curves)


def bootstrap():
    sample = column("bootstrap")

    def run():
        found = scipy.stats.bootstrap((sample,), np.mean, n_resamples=9999, method="BCa", rng=1)
        return found.confidence_interval

    measured("bootstrap", named("scipy"), run)


two_samples()
regressions()
equations()
survival()
bootstrap()
json.dump(ANSWERS, sys.stdout)
