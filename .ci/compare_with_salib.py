"""Reads points, results and estimates of examples/08_sensitivity.rs, estimates again with SALib, and
fails if the two differ by more than rounding, or intervals by more than resampling explains."""

import csv
import sys
from pathlib import Path

import numpy as np
from SALib.analyze import morris, sobol
from SALib.sample import sobol as sobol_sample

FACTORS = 3
PROBLEM = {"num_vars": FACTORS, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * FACTORS}
KNOWN = {"S1": [0.3139, 0.4424, 0.0], "ST": [0.5576, 0.4424, 0.2437]}


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def column(table, name):
    return np.array([float(row[name]) for row in table])


def crossed(table):
    """Results in the order in which SALib lays out a sample: A, AB1.., BA1.., B by row."""
    blocks = {}
    for row in table:
        blocks.setdefault(row["block"], []).append(float(row["result"]))
    names = ["A"] + [f"{kind}{it + 1}" for kind in ("AB", "BA") for it in range(FACTORS)] + ["B"]
    return np.array([blocks[name] for name in names]).T.ravel()


def ishigami(x):
    x = np.pi * (2 * x - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def main(folder):
    own = {}
    for row in rows(folder / "estimates.csv"):
        key = (row["measure"], int(row["factor"]), int(row["other"] or 0))
        ends = (float(row["low"]), float(row["high"])) if row["low"] else None
        own[key] = (float(row["value"]), ends)
    table = rows(folder / "saltelli.csv")
    points = np.array([column(table, name) for name in PROBLEM["names"]]).T
    assert np.allclose(ishigami(points), column(table, "result"), rtol=1e-9, atol=1e-9)

    found = {}
    indices = sobol.analyze(PROBLEM, crossed(table), calc_second_order=True, seed=1, num_resamples=500)
    for measure in ("S1", "ST"):
        for factor in range(FACTORS):
            found[measure, factor + 1, 0] = (indices[measure][factor], indices[measure + "_conf"][factor])
    for one in range(FACTORS):
        for other in range(one + 1, FACTORS):
            pair = indices["S2"][one, other], indices["S2_conf"][one, other]
            found["S2", one + 1, other + 1] = pair
    table = rows(folder / "morris.csv")
    points = np.array([column(table, name) for name in PROBLEM["names"]]).T
    effects = morris.analyze(PROBLEM, points, column(table, "result"), num_levels=4, seed=1)
    for measure in ("mu", "mu_star", "sigma"):
        for factor in range(FACTORS):
            wide = effects["mu_star_conf"][factor] if measure == "mu_star" else None
            found[measure, factor + 1, 0] = (effects[measure][factor], wide)

    assert found.keys() == own.keys(), (found.keys(), own.keys())
    wrong = []
    for key, (value, half) in found.items():
        mine, ends = own[key]
        print(f"{key[0]:8} {key[1]} {key[2] or ' '}  corredor {mine:11.7f}  SALib {value:11.7f}", end="")
        if abs(mine - value) > 1e-6 * max(1.0, abs(value)):
            wrong.append(key)
        if half is not None and ends is not None:
            width = (ends[1] - ends[0]) / 2
            print(f"  half width {width:9.5f} and {half:9.5f}", end="")
            if abs(width - half) > 0.25 * half + 1e-3:
                wrong.append(key)
        print()
    for measure, values in KNOWN.items():
        for factor, known in enumerate(values):
            mine, ends = own[measure, factor + 1, 0]
            if abs(mine - known) > max(0.02, ends[1] - ends[0]):
                wrong.append((measure, factor + 1, known))

    # SALib's own sample of the same size: two estimates of the same index, within sampling error.
    sample = sobol_sample.sample(PROBLEM, 1024, calc_second_order=True, seed=3)
    other = sobol.analyze(PROBLEM, ishigami(sample), calc_second_order=True, seed=1)
    for measure in ("S1", "ST"):
        for factor in range(FACTORS):
            mine, _ = own[measure, factor + 1, 0]
            apart = abs(mine - other[measure][factor])
            if apart > 2 * other[measure + "_conf"][factor]:
                wrong.append((measure, factor + 1, "other sample", apart))
    if wrong:
        sys.exit(f"not alike: {wrong}")
    print("alike")


main(Path(sys.argv[1]))
