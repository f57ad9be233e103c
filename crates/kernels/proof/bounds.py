"""Proves, in ball arithmetic, that the guard of src/vector/approx.rs is wide enough. `docs/kernels.md` has the argument.

Needs python-flint: `pip install -r proof/requirements.txt`, then `python proof/bounds.py`. Takes a second; exits with an
error if something does not hold. `cargo xtask test` runs the script. All numbers that it prints are upper bounds of absolute errors of a probability.
"""

import re
from pathlib import Path

from flint import arb, arb_series, ctx

ctx.prec = 200
EPS = arb(2) ** -53  # the largest relative error of a rounding
GUARD = arb(2) ** -47
HERE = Path(__file__).parent
ORDER = 12


def up(x):
    """An upper bound of the absolute value."""
    return arb(abs(x).upper())


def ball(low, high):
    return arb((low + high) / 2, (high - low) / 2)


def literals(text):
    return [float(x) for x in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text)]


def tables():
    text = (HERE / "../src/tables/coefficients.rs").read_text()
    text = re.sub(r"//.*", "", text)
    parts = re.split(r"pub\(crate\) (?:static|const) (\w+): [^=]*=", text)
    numbers = {name: literals(body) for name, body in zip(parts[1::2], parts[2::2])}
    rows = lambda x: [x[i : i + 12] for i in range(0, len(x), 12)]
    assert len(numbers["GAUSSIAN"]) == len(numbers["CAUCHY"]) == 192 and len(numbers["EXP"]) == 12
    return rows(numbers["GAUSSIAN"]), rows(numbers["CAUCHY"]), numbers["EXP"]


def largest(f, low, high, cells=16):
    """An upper bound of |f| from low to high, for a function of power series: by Taylor's theorem in each cell."""
    bound = arb(0)
    low, high = arb(low), arb(high)
    radius = (high - low) / cells / 2
    for i in range(cells):
        centre = low + radius * (2 * i + 1)
        series = f(arb_series([centre, 1], ORDER))
        rest = f(arb_series([ball(centre - radius, centre + radius), 1], ORDER + 1))
        total = up(rest[ORDER]) * up(radius) ** ORDER
        for k in range(ORDER):
            total += up(series[k]) * up(radius) ** k
        bound = bound.max(up(total))
    return bound


def horner(x, coefficients):
    result = arb(coefficients[-1]) + 0 * x
    for c in reversed(coefficients[:-1]):
        result = result * x + arb(c)
    return result


class Rounded:
    """A ball that contains an exact value, and a bound of the error of its floating-point version."""

    def __init__(self, value, error=0):
        self.value, self.error = arb(value), arb(error)

    def result(self, value, error):
        return Rounded(value, up(error + EPS * (up(value) + error)))

    def __add__(self, other):
        other = other if isinstance(other, Rounded) else Rounded(other)
        return self.result(self.value + other.value, self.error + other.error)

    def __sub__(self, other):
        other = other if isinstance(other, Rounded) else Rounded(other)
        return self.result(self.value - other.value, self.error + other.error)

    def __mul__(self, other):
        other = other if isinstance(other, Rounded) else Rounded(other)
        error = up(self.value) * other.error + up(other.value) * self.error + self.error * other.error
        return self.result(self.value * other.value, error)

    def __truediv__(self, other):
        other = other if isinstance(other, Rounded) else Rounded(other)
        least = arb(abs(other.value).lower()) - other.error
        assert least > 0
        value = self.value / other.value
        return self.result(value, (self.error + up(value) * other.error) / least)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return Rounded(other) - self

    def __rtruediv__(self, other):
        return Rounded(other) / self


def cells(low, high, count):
    low, high = arb(low), arb(high)
    for i in range(count):
        yield ball(low + (high - low) * i / count, low + (high - low) * (i + 1) / count)


# The functions of libm 0.2.16, with the constants in its sources (FreeBSD's msun).
PP = [1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05]
QQ = [1.0, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06]
ERX = 8.45062911510467529297e-01
PA = [-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03]
QA = [1.0, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02]
RA = [-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e01, -6.23753324503260060396e01, -1.62396669462573470355e02, -1.84605092906711035994e02, -8.12874355063065934246e01, -9.81432934416914548592e00]
SA = [1.0, 1.96512716674392571292e01, 1.37657754143519042600e02, 4.34565877475229228821e02, 6.45387271733267880336e02, 4.29008140027567833386e02, 1.08635005541779435134e02, 6.57024977031928170135e00, -6.04244152148580987438e-02]
RB = [-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e01, -1.60636384855821916062e02, -6.37566443368389627722e02, -1.02509513161107724954e03, -4.83519191608651397019e02]
SB = [1.0, 3.03380607434824582924e01, 3.25792512996573918826e02, 1.53672958608443695994e03, 3.19985821950859553908e03, 2.55305040643316442583e03, 4.74528541206955367215e02, -2.24409524465858183362e01]
EXP_P = [1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05, -1.65339022054652515390e-06, 4.13813679705723846039e-08]
LN2HI, LN2LO = 6.93147180369123816490e-01, 1.90821492927058770002e-10
AT = [3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01, -1.11111104054623557880e-01, 9.09088713343650656196e-02, -7.69187620504482999495e-02, 6.66107313738753120669e-02, -5.83357013379057348645e-02, 4.97687799461593236017e-02, -3.65315727442169155270e-02, 1.62858201153657823623e-02]
ATANHI = [4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01, 1.57079632679489655800e00]
ATANLO = [2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17]


def rounded_exp_error():
    """The largest relative error of exp, for arguments from -38 to 3."""
    half = arb(2).log() / 2 + arb("0.001")

    def real(r):
        c = r - r * r * horner(r * r, EXP_P)
        return 1 + (r * c / (2 - c) + r)

    formula = largest(lambda r: real(r) - r.exp(), -half, half)
    # What is left of ln(2) after the two constants, up to 55 times.
    constants = 55 * up(arb(2).log() - arb(LN2HI) - arb(LN2LO))
    rounding = arb(0)
    for r in cells(-half, half, 64):
        # k * LN2HI is exact; hi is the difference, and lo a product that is below 1.1e-8.
        hi, lo = Rounded(r, EPS * up(r)), Rounded(ball(arb("-1.1e-8"), arb("1.1e-8")), EPS * arb("1.1e-8"))
        # r = hi - lo; the ball of r is that of the difference.
        x = Rounded(r, hi.error + lo.error + EPS * up(r))
        xx = x * x
        c = x - xx * horner(xx, EXP_P)
        quotient = x * c / (2.0 - c)
        inner = (quotient - lo) + hi
        y = 1.0 + inner
        rounding = rounding.max(up(y.error / (r.exp().lower())))
    return up((formula + constants) * 2 + rounding)


def plain_gaussian(exp_error):
    """(1 + erf(t)) / 2, against the true one."""
    bound = arb(0)
    # Below 2^-28, as in the FreeBSD sources: x + efx * x, whose error is a few units in the last place of 2^-28.
    erf_error = largest(lambda x: x + x * (horner(x * x, PP) / horner(x * x, QQ)) - x.erf(), 0, 0.84375)
    for x in cells(0, 0.84375, 64):
        x = Rounded(x)
        z = x * x
        y = x + x * (horner(z, PP) / horner(z, QQ))
        bound = bound.max(up(y.error))
    bound = up(bound + erf_error)

    def middle(s):
        return arb(ERX) + horner(s, PA) / horner(s, QA) - (1 + s).erf()

    formula = largest(middle, -0.15625, 0.25)
    rounding = arb(0)
    for x in cells(0.84375, 1.25, 32):
        s = Rounded(x) - 1.0
        y = 1.0 - ((1.0 - Rounded(ERX)) - horner(s, PA) / horner(s, QA))
        rounding = rounding.max(up(y.error))
    bound = bound.max(up(formula + rounding))

    relative_at_the_end = None
    # 1 / 0.35 is where the sources change over; here, both are checked a little beyond.
    for low, high, r, s, count in [(1.25, 2.858, RA, SA, 256), (2.857, 6.0, RB, SB, 512)]:
        def tail(x):
            z = 1 / (x * x)
            return (-x * x - arb("0.5625") + horner(z, r) / horner(z, s)).exp() / x - x.erfc()

        formula = largest(tail, low, high, cells=64)
        for x in cells(low, high, count):
            exact = Rounded(x)
            z = 1.0 / (exact * exact)
            quotient = horner(z, r) / horner(z, s)
            # The argument with half of its digits: the difference is exact, and so is the square.
            cut = x * ball(-(arb(2) ** -20), arb(0))
            inner = Rounded(cut) * Rounded(2 * x + cut, EPS * up(2 * x)) + quotient
            outer = Rounded(-x * x - arb("0.5625"), EPS * up(x * x + 1))
            # Both exponentials, their product and the division by x.
            relative = ((inner.error + outer.error).exp() - 1) + 2 * exp_error + 3 * EPS
            total = up(relative * arb("1.001") * up(x.erfc()) + formula + EPS)
            bound = bound.max(total)
            if x.contains(arb("5.8295")):
                # The approximation is good to many digits there, too: the formula's error beside a value of 1e-16.
                local = largest(tail, x.lower(), x.upper(), cells=4)
                relative_at_the_end = up(relative * arb("1.001") + local / arb(x.erfc().lower()))
    # 1 + erf is rounded, and erf itself was.
    return up((bound + 2 * EPS) / 2), relative_at_the_end


def plain_laplace(exp_error):
    # exp(t) / 2, and the difference from 1.
    return up(exp_error / 2 + EPS)


def plain_cauchy():
    def formula(x):
        z = x * x
        w = z * z
        s1 = z * horner(w, AT[0::2])
        s2 = w * horner(w, AT[1::2])
        return x - x * (s1 + s2)

    reductions = [
        (0, 0.4375, lambda x: x, None),
        (0.4375, 0.6875, lambda x: (2.0 * x - 1.0) / (2.0 + x), 0),
        (0.6875, 1.1875, lambda x: (x - 1.0) / (x + 1.0), 1),
        (1.1875, 2.4375, lambda x: (x - 1.5) / (1.0 + 1.5 * x), 2),
    ]
    constants = [arb("0.5").atan(), arb(1).atan(), arb("1.5").atan(), arb.pi() / 2]
    series = largest(lambda x: formula(x) - x.atan(), -0.4375, 0.4375)
    bound = arb(0)
    for low, high, reduce, number in reductions:
        for x in cells(low, high, 256):
            bound = bound.max(atan_error(Rounded(x), reduce, number, constants, series, formula))
    # From 2.4375 on: the reciprocal, from 0 to 0.4103.
    for w in cells(0, 0.4104, 256):
        bound = bound.max(atan_error(Rounded(w, EPS * up(w)), lambda x: x, 3, constants, series, formula))
    pi_error = up(arb(0.3183098861837907) - 1 / arb.pi()) * arb.pi() / 2
    return up(bound * arb("0.3184") + pi_error + 2 * EPS)


def atan_error(x, reduce, number, constants, series, formula):
    x = reduce(x)
    z = x * x
    w = z * z
    s1 = z * horner(w, AT[0::2])
    s2 = w * horner(w, AT[1::2])
    if number is None:
        return up((x - x * (s1 + s2)).error + series)
    y = Rounded(ATANHI[number]) - ((x * (s1 + s2) - Rounded(ATANLO[number])) - x)
    constant = up(arb(ATANHI[number]) + arb(ATANLO[number]) - constants[number])
    # The derivative of the arc tangent is at most 1, so that the argument's error, which y has, counts once.
    return up(y.error + series + constant)


def polynomial_error(coefficients, reach):
    """Of Estrin's scheme: at most 15 roundings on the way of any term if nothing is fused, and half a unit in u.

    Those of the last term: two in the pair, one of u^2, two, three of u^4, two, three of u^4, two.
    """
    terms = sum(up(arb(c)) * arb(reach) ** k for k, c in enumerate(coefficients))
    slope = sum(k * up(arb(c)) * arb(reach) ** (k - 1) for k, c in enumerate(coefficients) if k)
    return up(((1 + EPS) ** 15 - 1) * terms + slope * EPS)


def fast_gaussian(rows):
    bound = arb(0)
    for i, row in enumerate(rows):
        f = lambda u: horner(u, row) - ((u + i + arb("0.5")) / arb("2.5")).erfc() / 2
        bound = bound.max(up(largest(f, -0.5, 0.5, cells=64) + polynomial_error(row, 0.5)))
    return up(bound)


def fast_cauchy(rows):
    bound = arb(0)
    for i, row in enumerate(rows):
        f = lambda u: horner(u, row) - ((u + i + arb("0.5")) / 16).atan() / arb.pi()
        bound = bound.max(up(largest(f, -0.5, 0.5, cells=64) + polynomial_error(row, 0.5)))
    # The reciprocal is rounded, w * f(w) <= 1 / (2 pi), and the difference from 1/2 is, too.
    return up(bound + EPS * arb("0.16") + EPS)


def fast_laplace(row):
    reach = arb(2).log() / 2 + arb("0.001")
    formula = largest(lambda r: horner(r, row) - (-r).exp(), -reach, reach, cells=64)
    # Two roundings of r, and what is missing of ln(2).
    argument = 3 * EPS * reach + 55 * EPS * arb("1e-9") + 55 * up(arb(2).log() - arb(LN2HI) - arb(LN2LO))
    return up((formula + polynomial_error(row, reach) + argument * arb("1.5")) / 2)


def check(name, plain, fast, slope):
    """The error of both, of the distance, of taking the tail from 1, and of both products with the weight."""
    distance = up(3 * EPS * arb("1.001") * slope)
    rounding = 3 * EPS
    total = up(plain + fast + distance + rounding)
    print(f"{name}: plain {float(plain):.2e}, fast {float(fast):.2e}, distance {float(distance):.2e}, total {float(total):.2e}, guard {float(GUARD):.2e}")
    assert total < GUARD


def main():
    gaussian, cauchy, exp = tables()
    exp_error = rounded_exp_error()
    print(f"exp: relative error {float(exp_error):.2e}")
    plain, relative = plain_gaussian(exp_error)
    # The largest |t * f(t)| for the three densities.
    check("Gaussian", plain, fast_gaussian(gaussian), arb("0.2421"))
    check("Laplace", plain_laplace(exp_error), fast_laplace(exp), arb("0.1840"))
    check("Cauchy", plain_cauchy(), fast_cauchy(cauchy), arb("0.1592"))

    # Where the plain CDF becomes 1: erf does where erfc is at most 3/2 * 2^-53 (then 1 - 2^-53, and 1 + that is 2).
    print(f"erfc near 5.83: relative error {float(relative):.2e}")
    edge = arb(3) / 2 * EPS
    assert arb("5.82900001").erfc() * (1 - relative) > edge and arb("5.82999999").erfc() * (1 + relative) < edge
    # exp(-t) / 2 is taken from 1 without a trace where it is at most 2^-54.
    assert (-arb("36.7360001")).exp() * (1 - exp_error) > EPS and (-arb("36.7379999")).exp() * (1 + exp_error) < EPS
    # At 2^40, the upper tail is 2.9e-13: far above every error.
    assert 1 / (arb.pi() * arb(2) ** 40) / 2 > plain_cauchy() + 2 * EPS
    # Beyond these, the lower tail is less than the smallest unit, 2^-32.
    assert arb("5.829").erfc() < arb(2) ** -40
    print("the guard is wide enough")


main()
