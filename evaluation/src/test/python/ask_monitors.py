"""Writes what river, Evidently, NannyML and scipy say to ../resources/monitors.

The tests compare Java with these files; they are kept, so that no build needs Python. To make them
anew, name one package or several. Their requirements exclude one another, so each has a virtual
environment of its own, with the versions that monitors-NAME.txt names:

    pip install -r monitors-river.txt && python ask_monitors.py river

Same versions, same files: the random cases are seeded.
"""

import json
import os
import random
import sys
import warnings
from pathlib import Path

# None of them is to tell anybody that it was asked.
os.environ.update(NML_DISABLE_USAGE_LOGGING="1", DO_NOT_TRACK="1")

OUT = Path(__file__).parent.parent / "resources" / "monitors"


def write(name, made_with, cases):
    lines = ",\n".join(json.dumps(case) for case in cases)
    text = f'{{"made_with": {json.dumps(made_with)},\n"cases": [\n{lines}\n]}}\n'
    (OUT / name).write_text(text, encoding="utf-8")


def versions(*modules):
    return {module.__name__: module.__version__ for module in modules}


def rows_of_counts():
    """Pairs of rows of counts: a title, the reference's, the current ones."""
    rng = random.Random(11)
    yield "equal", [100, 200, 300], [10, 20, 30]
    yield "no class in common", [50, 50, 0, 0], [0, 0, 30, 70]
    yield "one gone", [400, 300, 300], [120, 130, 0]
    yield "one new", [400, 600, 0], [120, 130, 5]
    yield "a rare one gone", [999_990, 999_990, 20], [500, 500, 0]
    yield "two classes", [700, 300], [55, 45]
    yield "two classes, equal shares", [700, 300], [70, 30]
    yield "one observation", [500, 300, 200], [0, 1, 0]
    for classes, then, now, spread in (
        (10, 10_000, 100, 0),
        (10, 10_000, 500, 0),
        (10, 10_000, 5_000, 0.3),
        (10, 2_000, 1_500, 1),
        (100, 10_000, 3_000, 0.2),
        (100, 10_000, 200, 0),
        (3, 1_000, 1_000, 2),
    ):
        weights = [1 + rng.random() for _ in range(classes)]
        moved = [w * (1 + spread * rng.random()) for w in weights]
        yield (
            f"{classes} classes, {then} and {now}",
            counts(rng.choices(range(classes), weights, k=then), classes),
            counts(rng.choices(range(classes), moved, k=now), classes),
        )


def counts(drawn, classes):
    return [drawn.count(c) for c in range(classes)]


def series(row):
    import pandas as pd

    return pd.Series([f"c{i:03}" for i, n in enumerate(row) for _ in range(n)], name="class")


# scipy


def ask_scipy():
    import numpy as np
    import scipy
    from scipy.spatial.distance import jensenshannon
    from scipy.stats import chi2, chi2_contingency, chisquare

    def cases():
        for title, then, now in rows_of_counts():
            seen = [i for i in range(len(then)) if then[i] or now[i]]
            r = np.array([then[i] for i in seen], dtype=float)
            c = np.array([now[i] for i in seen], dtype=float)
            one = chisquare(c, r * c.sum() / r.sum())
            two = chi2_contingency([r, c])
            yield {
                "title": title,
                "reference": then,
                "current": now,
                "natural": float(jensenshannon(r, c)),
                "base_2": float(jensenshannon(r, c, base=2)),
                # JSON has no infinity
                "one": None if np.isinf(one.statistic) else float(one.statistic),
                "one_p": float(one.pvalue),
                "two": float(two.statistic),
                "two_p": float(two.pvalue),
            }

    def tails():
        for k in (1, 2, 3, 9, 10, 99, 1000, 9999):
            for s in (0.0, 0.001, 0.5, k * 0.2, k * 0.9, k * 1.0, k * 1.1, k * 2.0, k + 300.0):
                yield {"degrees": k, "statistic": s, "p": float(chi2.sf(s, k))}

    write("distances.json", versions(np, scipy), cases())
    write("chi-square-tails.json", versions(np, scipy), tails())


# Evidently


def ask_evidently():
    import evidently
    from evidently.legacy.calculations.stattests import (
        chi_stat_test,
        jensenshannon_stat_test,
        psi_stat_test,
    )

    def cases():
        for title, then, now in rows_of_counts():
            if sum(then) > 1_000_000:
                continue
            said = {"title": title, "reference": then, "current": now}
            for name, test in (
                ("psi", psi_stat_test),
                ("jensen_shannon", jensenshannon_stat_test),
                ("chi_square_p", chi_stat_test),
            ):
                said[name] = float(test.func(series(then), series(now), "cat", 0.1)[0])
            yield said

    write("evidently.json", versions(evidently), cases())


# NannyML


def ask_nannyml():
    import nannyml
    import numpy as np
    import pandas as pd
    from nannyml.calibration import NoopCalibrator
    from nannyml.chunk import CountBasedChunker
    from nannyml.drift.univariate.methods import CategoricalJensenShannonDistance, Chi2Statistic
    from nannyml.thresholds import ConstantThreshold

    def drift_cases():
        for title, then, now in rows_of_counts():
            if sum(then) > 1_000_000:
                continue
            said = {"title": title, "reference": then, "current": now}
            for name, method in (
                ("jensen_shannon", CategoricalJensenShannonDistance),
                ("chi_square", Chi2Statistic),
            ):
                asked = method(
                    chunker=CountBasedChunker(1), threshold=ConstantThreshold(0, 1), computation_params={}
                )
                asked.fit(series(then))
                said[name] = float(asked.calculate(series(now)))
            yield said

    def cbpe_cases():
        rng = np.random.default_rng(3)
        for title, classes, sharpness, images in (
            ("sure", 10, 6.0, 400),
            ("unsure", 10, 1.0, 400),
            ("three classes", 3, 2.0, 300),
            ("few", 4, 2.0, 12),
        ):
            p = rng.dirichlet(np.ones(classes) / sharpness, images).round(4)
            p[:, 0] += 1 - p.sum(axis=1)
            columns = {f"p{i}": p[:, i] for i in range(classes)}
            names = [f"c{i}" for i in range(classes)]
            frame = pd.DataFrame(columns)
            frame["predicted"] = [names[i] for i in p.argmax(axis=1)]
            actual = [int(rng.choice(classes, p=np.abs(row) / np.abs(row).sum())) for row in p]
            frame["actual"] = [names[i] for i in actual]
            estimator = nannyml.CBPE(
                y_pred_proba={n: f"p{i}" for i, n in enumerate(names)},
                y_pred="predicted",
                y_true="actual",
                metrics=["accuracy"],
                problem_type="classification_multiclass",
                calibrator=NoopCalibrator(),  # ours are calibrated before
                chunk_number=1,
            )
            estimator.fit(frame)
            estimated = estimator.estimate(frame).to_df()["accuracy"]
            yield {
                "title": title,
                "confidences": p.max(axis=1).tolist(),
                "value": float(estimated["value"].iloc[-1]),
                "sampling_error": float(estimated["sampling_error"].iloc[-1]),
                "correct": int((p.argmax(axis=1) == np.array(actual)).sum()),
            }

    write("nannyml-drift.json", versions(nannyml), drift_cases())
    write("nannyml-cbpe.json", versions(nannyml), cbpe_cases())


# river


def ask_river():
    import river
    from river import drift

    def streams():
        """A title, the stream's parts: how many, and the chance of a one in each."""
        yield "no drift", [(20_000, 0.9)]
        yield "a fall", [(5_000, 0.9), (2_000, 0.7)]
        yield "a small fall", [(20_000, 0.9), (20_000, 0.87)]
        yield "falls and rises", [(1_000, 0.95), (1_000, 0.6), (1_000, 0.95), (1_000, 0.2)]
        yield "slowly", [(500, 0.9 - i * 0.01) for i in range(30)]
        yield "always right, then not", [(3_000, 1.0), (500, 0.5)]

    def cases():
        for number, (title, parts) in enumerate(streams()):
            rng = random.Random(100 + number)
            ones = [int(rng.random() < p) for n, p in parts for _ in range(n)]
            adwin, ddm = drift.ADWIN(), drift.binary.DDM()
            said = {"title": title, "ones": "".join(map(str, ones))}
            said.update(adwin=[], widths=[], ddm=[], warnings=[])
            for i, one in enumerate(ones):
                adwin.update(one)
                ddm.update(1 - one)
                if adwin.drift_detected:
                    said["adwin"].append(i)
                    said["widths"].append(int(adwin.width))
                if ddm.drift_detected:
                    said["ddm"].append(i)
                elif ddm.warning_detected:
                    said["warnings"].append(i)
            said["mean"] = adwin.estimation
            yield said

        rng = random.Random(7)
        values = [round(rng.random() * (0.5 if i < 3_000 else 0.8), 3) for i in range(5_000)]
        adwin = drift.ADWIN()
        said = {"title": "numbers between", "values": values, "adwin": [], "widths": []}
        for i, value in enumerate(values):
            adwin.update(value)
            if adwin.drift_detected:
                said["adwin"].append(i)
                said["widths"].append(int(adwin.width))
        said["mean"] = adwin.estimation
        yield said

    write("river.json", versions(river), cases())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    OUT.mkdir(parents=True, exist_ok=True)
    asked = {
        "scipy": ask_scipy,
        "evidently": ask_evidently,
        "nannyml": ask_nannyml,
        "river": ask_river,
    }
    for package in sys.argv[1:] or asked:
        asked[package]()
