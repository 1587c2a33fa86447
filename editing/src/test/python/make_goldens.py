#!/usr/bin/env python3
"""Goldens of the closed forms by NumPy, straight from the papers' formulas: explicit inverses, a dense projector, an SVD.

Run from anywhere with NumPy 2; writes goldens.json and statistics/*.npz beside the tests' other resources. Seeded, so a rerun changes
nothing but the last digits where NumPy or its BLAS do.
"""
import io
import json
import pathlib
import zipfile

import numpy as np

RESOURCES = pathlib.Path(__file__).resolve().parents[1] / "resources/dev/engram/editing"
D, F = 5, 8


def moment_sum(random, tokens, used=F, leak=1.0):
    """Sum of k k^T of keys that fill `used` directions, and the rest by `leak` only."""
    rotation = np.linalg.qr(random.standard_normal((F, F)))[0]
    scales = np.where(np.arange(F) < used, np.linspace(2.0, 0.5, F), leak)
    keys = random.standard_normal((tokens, F)) * scales @ rotation.T
    return keys.T @ keys


def facts(random, count):
    return random.standard_normal((F, count)), random.standard_normal((D, count))


def rome(c, k, r):
    u = np.linalg.inv(c) @ k
    return r @ u.T / (k.T @ u)


def emmet(c, k, r, a):
    inverse = np.linalg.inv(c)
    return r @ np.linalg.inv(k.T @ inverse @ k + a * np.eye(k.shape[1])) @ k.T @ inverse


def memit(c, k, r, weight):
    return r @ np.linalg.solve(weight * c + k @ k.T, k).T


def alphaedit(c, k, r, past, threshold, weight):
    u, s, _ = np.linalg.svd(c)
    unused = u[:, s < threshold]
    p = unused @ unused.T
    m = k @ k.T + past @ past.T
    return np.linalg.solve(p @ m + weight * np.eye(F), p @ k @ r.T).T


def solve_cases():
    random = np.random.default_rng(20220205)
    cases = []

    def case(name, method, sums, count, k, r, delta, **more):
        cases.append(
            dict(name=name, method=method, sums=sums.tolist(), count=count, keys=k.tolist(), residuals=r.tolist(),
                 delta=delta.tolist(), **more))

    sums = moment_sum(random, 80)
    c = sums / 80
    k, r = facts(random, 1)
    case("ROME", "closed", sums, 80, k, r, rome(c, k, r), weight=0.0)
    case("ROME with C = I", "closed", np.eye(F), 1, k, r, rome(np.eye(F), k, r), weight=0.0)
    k, r = facts(random, 3)
    case("EMMET of three facts", "closed", sums, 80, k, r, emmet(c, k, r, 0.0), weight=0.0)
    case("EMMET with a = 0.5", "closed", sums, 80, k, r, emmet(c, k, r, 0.5), weight=0.5)
    case("MEMIT of three facts", "closed", sums, 80, k, r, memit(c, k, r, 15.0), weight=15.0)
    k, r = facts(random, 11)
    case("MEMIT of more facts than key entries", "closed", sums, 80, k, r, memit(c, k, r, 15.0), weight=15.0)

    sums = moment_sum(random, 80, used=5, leak=0.05)
    c = sums / 80
    k, r = facts(random, 2)
    none = np.zeros((F, 0))
    case("AlphaEdit's first edit", "null-space", sums, 80, k, r, alphaedit(c, k, r, none, 2e-2, 10.0),
         past=none.tolist(), threshold=2e-2, weight=10.0)
    past = random.standard_normal((F, 6))
    case("AlphaEdit after six facts", "null-space", sums, 80, k, r, alphaedit(c, k, r, past, 2e-2, 10.0),
         past=past.tolist(), threshold=2e-2, weight=10.0)
    return cases


def write_versions(path, arrays, version, compression):
    """An archive whose arrays have the given version of NumPy's format."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, value in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.asanyarray(value), version=version)
            archive.writestr(zipfile.ZipInfo(name + ".npy"), content.getvalue(), compression)


def write_archives():
    random = np.random.default_rng(7)
    keys = random.standard_normal((40, 4)).astype(np.float32)
    arrays = {
        "mom2.constructor": "util.runningstats.SecondMoment()",
        "mom2.count": 40,
        "mom2.mom2": keys.T @ keys,
        "sample_size": 100000,
    }
    folder = RESOURCES / "statistics"
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "float32-stored.npz", **arrays)
    np.savez_compressed(folder / "float32-compressed.npz", **arrays)
    write_versions(folder / "float32-format-2.npz", arrays, (2, 0), zipfile.ZIP_STORED)
    write_versions(folder / "float32-format-3.npz", arrays, (3, 0), zipfile.ZIP_DEFLATED)
    # What this project writes of the sums [[2, 1], [1, 3]] over 5 keys, its stamp left out.
    np.savez(
        folder / "as-we-write.npz",
        **{
            "mom2.constructor": "util.runningstats.SecondMoment()",
            "mom2.count": 5,
            "mom2.mom2": np.array([[2.0, 1.0], [1.0, 3.0]]),
            "sample_size": 5,
        })
    return arrays["mom2.mom2"].astype(np.float64)


def main():
    goldens = dict(numpy=np.__version__, solve=solve_cases(), float32Sums=write_archives().tolist())
    with open(RESOURCES / "goldens.json", "w") as out:
        out.write("{\n")
        out.write(f'"numpy": {json.dumps(goldens["numpy"])},\n')
        out.write(f'"float32Sums": {json.dumps(goldens["float32Sums"])},\n')
        out.write('"solve": [\n')
        out.write(",\n".join(
            "{" + ",\n  ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in case.items()) + "}"
            for case in goldens["solve"]))
        out.write("\n]}\n")


if __name__ == "__main__":
    main()
