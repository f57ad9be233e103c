"""Fixed point, interleaving, and models that learn."""

from math import erf, exp, pi, sqrt

from .svg import COLOURS, SOFT, WASHES, Axes, arrow, drawing, rect, text


def leaky(low: int = -6, high: int = 6, bits: int = 6, mean: float = 0.4, std: float = 1.6) -> list[int]:
    """How many of 2^bits quantiles each integer has."""
    free = 2**bits - 1 - (high - low)
    cdf = lambda x: (1 + erf((x - mean) / (std * sqrt(2)))) / 2
    left = [0] + [int(free * cdf(s - 0.5)) + s - low for s in range(low + 1, high + 1)] + [2**bits]
    return [b - a for a, b in zip(left, left[1:])]


def fixed_point() -> str:
    low, high, bits = -6, 6, 6
    shares = leaky(low, high, bits)
    axes = Axes((50, 30, 600, 220), (low - 0.6, high + 0.6), (0, 0.3))
    parts = [axes.frame(list(range(low, high + 1)), [0, 0.1, 0.2, 0.3], "symbol", "probability; above each bar, out of 64")]
    for i, share in enumerate(shares):
        x1, x2, y = axes.x(low + i - 0.45), axes.x(low + i + 0.45), axes.y(share / 2**bits)
        parts += [rect(x1, y, x2 - x1, axes.y(0) - y, WASHES[0], COLOURS[0]), text((x1 + x2) / 2, y - 6, str(share), size=12)]
    bell = [(x / 20, exp(-(((x / 20 - 0.4) / 1.6) ** 2) / 2) / (1.6 * sqrt(2 * pi))) for x in range(20 * low - 10, 20 * high + 11)]
    parts.append(axes.curve(bell, COLOURS[1]))
    caption = "A Gaussian of mean 0.4 and standard deviation 1.6, quantised to 6 bits. The leaky quantiser gives every symbol at least 1 of 64."
    return drawing(680, 305, caption, *parts)


def lanes() -> str:
    parts = []
    for symbol in range(16):
        lane, step = symbol % 4, symbol // 4
        x, y = 150 + 120 * step, 30 + 44 * lane
        parts += [rect(x, y, 84, 32, WASHES[lane], COLOURS[lane], 4), text(x + 42, y + 21, f"symbol {symbol}", size=13)]
        if step:
            parts.append(arrow(x - 36, y + 16, x - 3, y + 16, COLOURS[lane]))
    for lane in range(4):
        parts += [text(30, 51 + 44 * lane, f"state {lane}", "start"), arrow(90, 46 + 44 * lane, 147, 46 + 44 * lane, COLOURS[lane])]
    for step in range(4):
        parts.append(f'<rect x="{142 + 120 * step}" y="20" width="100" height="186" rx="8" fill="none" stroke="{SOFT}" stroke-dasharray="4 4"/>')
        parts.append(text(192 + 120 * step, 224, f"step {step}", kind="soft", size=12))
    caption = "Four states take the symbols in turns. Within a step, no state depends on another, so a processor works on all four at once."
    return drawing(660, 236, caption, *parts)


def learning() -> str:
    """The probability of a zero under two rules, on bits whose statistics change in the middle."""
    state = 7
    bits = []
    for i in range(200):  # a small generator, the same everywhere
        state = (state * 1103515245 + 12345) % 2**31
        bits.append(int(state / 2**31 > (0.9 if i < 100 else 0.3)))
    axes = Axes((60, 40, 590, 220), (0, 200), (0, 1))
    parts = [axes.frame([0, 50, 100, 150, 200], [0, 0.25, 0.5, 0.75, 1], "bits seen", "probability of a 0")]
    parts.append(axes.curve([(0, 0.9), (100, 0.9), (100, 0.3), (200, 0.3)], SOFT))
    for rate, colour in [(3, COLOURS[1]), (5, COLOURS[0])]:
        p, curve = 2**15, [(0.0, 0.5)]
        for i, bit in enumerate(bits):
            p = p - (p >> rate) if bit else p + ((2**16 - p) >> rate)
            curve.append((i + 1, p / 2**16))
        parts.append(axes.curve(curve, colour))
    parts += [text(655, 60, "rate 3: quick, noisy", "end", fill=COLOURS[1]), text(655, 82, "rate 5: slow, quiet", "end", fill=COLOURS[0]), text(655, 104, "the truth", "end", "soft")]
    caption = "A model that learns, p += (1 − p)/2^r after a 0 and p −= p/2^r after a 1, on bits whose statistics change after 100."
    return drawing(680, 315, caption, *parts)


