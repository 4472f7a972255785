"""Writes what scikit-learn, scipy and statsmodels say to ../resources/scikit-learn.

The tests compare Java with these files; they are kept, so that no build needs Python. To make them
anew, in a virtual environment, with the versions that requirements.txt names:

    pip install -r requirements.txt
    python ask_scikit_learn.py

Same versions, same files: the random cases are seeded.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import optimize, special, stats
from sklearn.metrics import (
    brier_score_loss,
    classification_report,
    confusion_matrix,
    log_loss,
)
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

OUT = Path(__file__).parent.parent / "resources" / "scikit-learn"
MADE_WITH = {m.__name__: m.__version__ for m in (np, sklearn, scipy, statsmodels)}
CIFAR = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
FLOAT32_EPS = float(np.finfo(np.float32).eps)


def write(name, cases):
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    text = f'{{"made_with": {json.dumps(MADE_WITH)},\n"cases": [\n{lines}\n]}}\n'
    (OUT / name).write_text(text, encoding="utf-8")


# Reports and matrices


def report(y_true, y_pred, digits, with_dict, **which):
    said = {"text": classification_report(y_true, y_pred, digits=digits, zero_division=0, **which)}
    if with_dict:
        said["dict"] = classification_report(
            y_true, y_pred, output_dict=True, zero_division=0, **which
        )
    return said


def report_case(title, names, y_true, y_pred, digits=2, keep_images=True, with_dict=True):
    """One case. Without its images it is given by its matrix, whose cells they fill in order.

    What scikit-learn says without labels is kept where it differs: when a class is absent.
    """
    seen = sorted(set(y_true) | set(y_pred))
    matrix = confusion_matrix(y_true, y_pred, labels=range(len(names)))
    case = {"title": title, "names": names, "digits": digits}
    if keep_images:
        case |= {"y_true": list(map(int, y_true)), "y_pred": list(map(int, y_pred))}
    else:
        case["counts"] = matrix.ravel().tolist()
    case["all"] = report(
        y_true, y_pred, digits, with_dict, labels=range(len(names)), target_names=names
    )
    if len(seen) < len(names):
        case["present"] = report(
            y_true, y_pred, digits, with_dict, target_names=[names[i] for i in seen]
        )
    case["matrix"] = np.array2string(
        matrix, threshold=sys.maxsize, max_line_width=sys.maxsize
    )
    return case


def from_counts(title, names, counts, digits=2, keep_images=False):
    counts = np.array(counts)
    actual, predicted = np.indices(counts.shape)
    y_true = np.repeat(actual.ravel(), counts.ravel())
    y_pred = np.repeat(predicted.ravel(), counts.ravel())
    return report_case(title, names, y_true, y_pred, digits, keep_images)


def guesses(rng, images, classes, right, actual=None, predicted=None):
    """Labels, and predictions that are right with a probability and else drawn."""
    y_true = rng.choice(range(classes) if actual is None else actual, images)
    other = rng.choice(range(classes) if predicted is None else predicted, images)
    return y_true, np.where(rng.random(images) < right, y_true, other)


def named_reports():
    rng = np.random.default_rng(20240601)
    balanced = np.repeat(np.arange(10), 30)
    noisy = np.where(rng.random(300) < 0.8, balanced, rng.integers(0, 10, 300))
    for digits in (0, 1, 2, 3, 4, 5, 6, 17):
        yield report_case(f"balanced, {digits} digits", CIFAR, balanced, noisy, digits)
    yield report_case(
        "classes absent among the actual", CIFAR, *guesses(rng, 80, 10, 0.5, actual=[0, 3, 4, 9])
    )
    never = rng.choice([1, 2, 5], 80)
    yield report_case("classes never predicted", CIFAR, rng.integers(0, 10, 80), never, 3)
    yield report_case(
        "classes in neither", CIFAR, *guesses(rng, 60, 10, 0.6, [2, 3, 5], [2, 3, 5, 7]), 4
    )
    yield report_case("one class", ["cat"], [0, 0, 0], [0, 0, 0])
    yield report_case("one of three classes", ["cat", "dog", "frog"], [1, 1], [1, 1])
    yield report_case("one image", ["cat", "dog"], [1], [1])
    yield report_case("none right", ["cat", "dog", "frog"], [0, 1, 1], [1, 0, 0])
    yield report_case("none right, one image", ["cat", "dog"], [0], [1], 4)
    yield report_case("binary", ["cat", "dog"], *guesses(rng, 97, 2, 0.7), 3)
    yield from_counts("binary, from counts", ["no", "yes"], [[50, 2], [3, 45]], keep_images=True)
    long = ["a class with quite a long name", "b", "twelve chars", "thirteen char"]
    yield report_case("long names", long, *guesses(rng, 40, 4, 0.6))
    foreign = ["čaj", "кот", "日本の猫", "😀😀", "e\u0301", "كلب"]
    yield report_case("unicode names", foreign, *guesses(rng, 50, 6, 0.6), 3)
    yield report_case("unicode name is longest", ["😀" * 14, "x"], *guesses(rng, 20, 2, 0.6))
    yield report_case(
        "100 classes", [f"class {i}" for i in range(100)], *guesses(rng, 400, 100, 0.3), 5
    )
    yield report_case(
        "150 classes, some absent",
        [f"{i}" for i in range(150)],
        *guesses(rng, 250, 150, 0.3),
        6,
    )
    big = [[1234567, 89012, 0], [345, 2345678, 12], [1, 67890, 999999]]
    yield from_counts("large supports", ["cat", "dog", "frog"], big, 6)
    # Exact binary halves, which go to even: 1/8, 3/8, 5/8, 7/8 and sixteenths.
    for hits, of in ((1, 8), (3, 8), (5, 8), (7, 8), (1, 16), (3, 16), (5, 16), (13, 16), (1, 32)):
        for digits in (2, 3, 4):
            yield from_counts(
                f"tie of {hits} in {of}, {digits} digits", ["a", "b"],
                [[hits, of - hits], [0, of]], digits,
            )
    # Decimal halves that no double is: which way depends on the double's exact value.
    for hits, of in ((29, 200), (57, 200), (1, 200), (23, 40), (123, 200), (1001, 2000), (2001, 4000)):
        for digits in (2, 3, 4):
            yield from_counts(
                f"near tie of {hits} in {of}, {digits} digits", ["a", "b"],
                [[hits, of - hits], [of // 3, of - of // 3]], digits,
            )
    # Averages over ten classes of ten images each: their exact values end in many a 5.
    for seed in range(20):
        sums = np.random.default_rng(seed)
        ten = np.repeat(np.arange(10), 10)
        y_pred = np.where(sums.random(100) < 0.7, ten, sums.integers(0, 10, 100))
        yield report_case(f"tens {seed}", CIFAR, ten, y_pred, 2 + seed % 2)


def random_reports():
    rng = np.random.default_rng(7)
    for i in range(200):
        classes = int(rng.integers(1, 13))
        images = int(rng.integers(1, 41))
        some = lambda: rng.choice(classes, rng.integers(1, classes + 1), replace=False)
        y_true, y_pred = guesses(rng, images, classes, rng.random(), some(), some())
        names = [f"{'n' * int(rng.integers(0, 16))}{k}" for k in range(classes)]
        yield report_case(f"random {i}", names, y_true, y_pred, int(rng.integers(1, 7)), with_dict=False)


# Losses


def rows(probabilities):
    """float32 values, each as the shortest decimal that is it."""
    return [float(str(p)) for p in probabilities.astype(np.float32).ravel()]


def loss_case(title, probabilities, labels):
    single = probabilities.astype(np.float32)
    exact = single.astype(np.float64)
    classes = range(single.shape[1])
    clipped = np.clip(exact, FLOAT32_EPS, 1 - FLOAT32_EPS)
    return {
        "title": title,
        "classes": len(classes),
        "probabilities": rows(single),
        "labels": list(map(int, labels)),
        "log_loss_in_float32": log_loss(labels, single, labels=classes),
        "log_loss": log_loss(labels, clipped, labels=classes),
        "brier": brier_score_loss(labels, exact, labels=classes),
    }


def losses():
    rng = np.random.default_rng(3)
    for classes, images in ((2, 20), (3, 20), (10, 30), (1000, 2)):
        p = special.softmax(rng.normal(0, 3, (images, classes)), axis=1)
        yield loss_case(f"{classes} classes", p, rng.integers(0, classes, images))
    certain = np.eye(3)
    yield loss_case("certain and right", certain, [0, 1, 2])
    yield loss_case("certain and wrong", certain, [1, 2, 0])
    yield loss_case("certain, once wrong", certain, [0, 1, 0])


# Paired comparison and intervals


def paired_case(counts, level):
    """Agresti and Min's interval as the mean of d in {0, -1, 1, 0}, half an image more a cell."""
    both, first, second, neither = counts
    table = [[both, first], [second, neither]]
    test = mcnemar(table, exact=True)
    weights = np.array(counts) + 0.5
    d = np.array([0.0, -1.0, 1.0, 0.0])
    mean = np.average(d, weights=weights)
    variance = np.average((d - mean) ** 2, weights=weights)
    interval = stats.norm.interval(level, mean, np.sqrt(variance / weights.sum()))
    binomial = stats.binom(first + second, 0.5)
    fewer = min(first, second)
    return {
        "counts": counts,
        "level": level,
        "p": float(test.pvalue),
        "mid_p": min(1.0, float(2 * binomial.cdf(fewer) - binomial.pmf(fewer))),
        "difference": (second - first) / sum(counts) if sum(counts) else None,
        "lower": max(-1.0, float(interval[0])),
        "upper": min(1.0, float(interval[1])),
    }


def paired():
    cells = [
        [0, 0, 0, 0], [10, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 5, 5, 0], [0, 4, 5, 0],
        [36, 12, 2, 0], [101, 59, 121, 33], [794, 86, 150, 570], [0, 0, 20, 0], [0, 30, 0, 1],
        [8364, 300, 420, 916], [9000, 300, 301, 399], [9000, 0, 1000, 0], [80000, 9500, 10000, 500],
        [0, 500000, 501000, 0], [10**7, 2 * 10**6, 2 * 10**6 + 12345, 10**6],
    ]
    rng = np.random.default_rng(11)
    cells += [[int(x) for x in rng.integers(0, 60, 4)] for _ in range(30)]
    for i, counts in enumerate(cells):
        yield paired_case(counts, (0.95, 0.9, 0.99, 0.999)[i % 4])


def wilson():
    rng = np.random.default_rng(13)
    of = [(0, 1), (1, 1), (0, 10), (10, 10), (5, 10), (8364, 10000), (7920, 10000), (10**9 - 3, 10**9)]
    of += [(int(rng.integers(0, n + 1)), int(n)) for n in rng.integers(1, 5000, 20)]
    for hits, total in of:
        for level in (0.5, 0.8, 0.9, 0.95, 0.99, 0.9999999):
            lower, upper = proportion_confint(hits, total, 1 - level, "wilson")
            yield {
                "hits": hits, "total": total, "level": level,
                "lower": float(lower), "upper": float(upper),
            }


# Temperature


def temperature_case(title, logits, labels):
    logits = logits.astype(np.float32)
    single = special.softmax(logits, axis=1).astype(np.float32)

    def best(scores):
        def negative_log(log_t):
            scaled = special.log_softmax(scores / np.exp(log_t), axis=1)
            return -scaled[np.arange(len(labels)), labels].mean()

        found = optimize.minimize_scalar(
            negative_log, bounds=np.log([0.05, 20]), method="bounded", options={"xatol": 1e-10}
        )
        return {
            "temperature": float(np.exp(found.x)),
            "before": float(negative_log(0.0)),
            "after": float(found.fun),
        }

    smallest = float(np.finfo(np.float32).smallest_subnormal)
    return {
        "title": title,
        "classes": logits.shape[1],
        "labels": list(map(int, labels)),
        "logits": rows(logits),
        "probabilities": rows(single),
        "of_logits": best(logits.astype(np.float64)),
        "of_probabilities": best(np.log(np.maximum(single.astype(np.float64), smallest))),
    }


def temperatures():
    rng = np.random.default_rng(17)
    for title, images, classes, true, spread in (
        ("overconfident", 150, 10, 2.5, 2.0),
        ("underconfident", 150, 5, 0.4, 1.0),
        ("calibrated", 150, 10, 1.0, 2.0),
        ("binary", 100, 2, 1.7, 1.5),
        ("probabilities of zero", 60, 4, 15.0, 5.0),
        ("guesses", 60, 4, 1e9, 5.0),
        ("a hundred classes", 20, 100, 2.0, 3.0),
    ):
        honest = np.round(rng.normal(0, spread, (images, classes)), 2)
        scale = true if true < 1e6 else 1.0
        p = special.softmax(honest if true < 1e6 else 0 * honest, axis=1)
        labels = [int(rng.choice(classes, p=row)) for row in p]
        yield temperature_case(title, honest * scale, np.array(labels))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    OUT.mkdir(parents=True, exist_ok=True)
    write("reports.json", named_reports())
    write("random-reports.json", random_reports())
    write("losses.json", losses())
    write("paired.json", paired())
    write("wilson.json", wilson())
    write("temperatures.json", temperatures())
