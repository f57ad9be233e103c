"""Writes the tables in src/tables/. With `--check`, the script only compares them, and fails if a table differs.

Needs python-flint: `pip install -r proof/requirements.txt`, then `python proof/tables.py`. `cargo xtask test` runs the
comparison.
"""

import argparse
import sys
from pathlib import Path

from flint import arb, arb_mat, ctx

ctx.prec = 400

SEGMENTS = 16
COEFFICIENTS = 12
GAUSSIAN_SCALE = arb("2.5")  # segments per unit of (x - mean) / (std * sqrt(2))
LN2 = arb(2).log()


def gaussian_tail(t):
    return t.erfc() / 2


def cauchy_tail(t):
    return t.atan() / arb.pi()


def interpolate(f, centre, half):
    """Coefficients of the polynomial in u that is f(centre + u) at the Chebyshev nodes of [-half, half]."""
    n = COEFFICIENTS
    nodes = [half * (arb.pi() * (2 * i + 1) / (2 * n)).cos() for i in range(n)]
    powers = arb_mat([[u**j for j in range(n)] for u in nodes])
    values = arb_mat([[f(centre + u)] for u in nodes])
    solved = powers.solve(values)
    return [float(solved[j, 0].mid()) for j in range(n)]


def piecewise(f, scale):
    half = arb("0.5")
    return [interpolate(lambda v: f(v / scale), i + half, half) for i in range(SEGMENTS)]


def gaussian_quantile(p):
    low, high = arb(0), arb(10)
    for _ in range(60):
        middle = ((low + high) / 2).mid()
        if (middle / arb(2).sqrt()).erfc() / 2 > p:
            low = middle
        else:
            high = middle
    return low


def quantiles(f):
    """f at the lower ends of eighths of octaves, from 2^-33 up to 1/2 and one further."""
    points = [arb(2) ** (j // 8 - 33) * (1 + arb(j % 8) / 8) for j in range(257)]
    values = [float(f(p).mid()) for p in points]
    values[256] = 0.0
    return values


def rows(numbers, per_line, indent):
    lines = []
    for i in range(0, len(numbers), per_line):
        lines.append(" " * indent + ", ".join(numbers[i : i + per_line]) + ",")
    return "\n".join(lines)


def texts():
    """The text of each file, by its name."""
    note = "// Written by proof/tables.py, which says what the numbers are."
    skip = "#[rustfmt::skip]"
    out = ["//! Coefficients of polynomials.", "", note, "", "use super::{COEFFICIENTS, SEGMENTS};", ""]
    for name, table, doc in [
        ("GAUSSIAN", piecewise(gaussian_tail, GAUSSIAN_SCALE), "`erfc(t) / 2`, with 2.5 segments for a unit of `t`."),
        ("CAUCHY", piecewise(cauchy_tail, arb(16)), "`atan(t) / pi` for t from 0 to 1."),
    ]:
        out += [f"/// {doc}", skip, f"pub(crate) static {name}: [[f64; COEFFICIENTS]; SEGMENTS] = ["]
        for row in table:
            out += ["    [", rows([repr(x) for x in row], 4, 8), "    ],"]
        out += ["];", ""]
    exp = interpolate(lambda r: (-r).exp(), arb(0), LN2 / 2 + arb("0.001"))
    out += ["/// `exp(-r)` for r from -0.3476 to 0.3476.", skip, "pub(crate) const EXP: [f64; COEFFICIENTS] = ["]
    out += [rows([repr(x) for x in exp], 4, 4), "];", ""]
    coefficients = "\n".join(out)

    out = ["//! Approximate quantiles of the standard distributions.", "", note, "", "use super::inverse::BINS;", ""]
    for name, f in [
        ("GAUSSIAN", gaussian_quantile),
        ("LAPLACE", lambda p: -(2 * p).log()),
        ("CAUCHY", lambda p: (arb.pi() * p).cot()),
    ]:
        numbers = [f"{x:.6g}" if "." in f"{x:.6g}" else f"{x:.1f}" for x in quantiles(f)]
        lint = ['#[expect(clippy::approx_constant, reason = "one of a row of numbers")]'] if name == "LAPLACE" else []
        out += [skip, *lint, f"pub(super) const {name}: [f64; BINS + 1] = ["]
        out += [rows(numbers, 10, 4), "];", ""]
    return {"coefficients.rs": coefficients, "quantiles.rs": "\n".join(out)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare")
    is_check = parser.parse_args().check
    folder = Path(__file__).parent.parent / "src" / "tables"
    for name, text in texts().items():
        if not is_check:
            (folder / name).write_text(text)
        elif (folder / name).read_text() != text:
            sys.exit(f"src/tables/{name} is not what proof/tables.py writes")
        else:
            print(f"src/tables/{name} is what proof/tables.py writes")


main()
