"""Range coding, ANS, bits-back coding and chain coding."""

from math import log2

from .svg import COLOURS, INK, LINE, WASHES, arrow, drawing, line, rect, text

SYMBOLS = ["a", "b", "c"]
SHARES = [5, 2, 1]  # of 8


def nested() -> str:
    """The interval of “aba”, divided again and again."""
    parts, left, width = [], 0.0, 1.0
    message = [0, 1, 0]
    for level in range(4):
        y = 30 + 88 * level
        start = 0.0
        for symbol, share in enumerate(SHARES):
            x, w = 40 + 600 * start / 8, 600 * share / 8
            chosen = level < 3 and symbol == message[level]
            parts.append(rect(x, y, w, 36, WASHES[symbol], COLOURS[symbol] if chosen else LINE))
            parts.append(text(x + w / 2, y + 24, SYMBOLS[symbol], kind="mono", size=15))
            if chosen:
                parts += [line(x, y + 36, 40, y + 88, COLOURS[symbol], 1, "4 3"), line(x + w, y + 36, 640, y + 88, COLOURS[symbol], 1, "4 3")]
            start += share
        parts += [text(40, y - 6, f"{left:.5g}", "start", "mono soft", 12), text(640, y - 6, f"{left + width:.5g}", "end", "mono soft", 12)]
        if level < 3:
            before = sum(SHARES[: message[level]])
            left, width = left + width * before / 8, width * SHARES[message[level]] / 8
    caption = (
        f"Arithmetic coding of “aba” with the probabilities 5/8, 2/8 and 1/8. Each symbol's part is drawn at full width below. "
        f"Any number from {left:.5g} to {left + width:.5g} says all three symbols: {-log2(width):.2f} bits."
    )
    return drawing(680, 345, caption, *parts)


def state_space() -> str:
    """Which symbol each state of ANS ends with, and where one of them comes from."""
    owner = [symbol for symbol, share in enumerate(SHARES) for _ in range(share)]
    parts = []
    for x in range(32):
        column, row = x % 16, x // 16
        symbol = owner[x % 8]
        parts.append(rect(30 + 39 * column, 40 + 120 * row, 36, 34, WASHES[symbol], COLOURS[symbol], 4))
        parts.append(text(48 + 39 * column, 62 + 120 * row, SYMBOLS[symbol], kind="mono", size=15))
        parts.append(text(48 + 39 * column, 34 + 120 * row, str(x), kind="soft", size=12))
    # From state 7, encode each symbol.
    starts = [0, 5, 7]
    for symbol, share in enumerate(SHARES):
        new = 8 * (7 // share) + starts[symbol] + 7 % share
        if new < 32:
            x, y = 48 + 39 * (new % 16), 40 + 120 * (new // 16)
            parts.append(arrow(303 + 39 + 0 * symbol - 18, 76, x, y - 20 if new >= 16 else 78, COLOURS[symbol]) if new >= 16 else "")
            if new < 16:
                parts.append(f'<path d="M321 76 Q {(321 + x) / 2:.1f} 118 {x:.1f} 80" fill="none" stroke="{COLOURS[symbol]}" stroke-width="1.6"/>')
    caption = (
        "The states 0 to 31 of ANS with shares of 5, 2 and 1 of 8, each with the symbol that it decodes to. From state 7, encoding "
        "“a” leads to 10, “b” to 30: the less likely symbol leads further up."
    )
    return drawing(670, 215, caption, *parts)


def bits_back() -> str:
    """The balance of bits of one value."""
    rows = [("decode z by q(z | x)", -1.8, 0), ("encode x by p(x | z)", 2.9, 1), ("encode z by p(z)", 2.4, 1)]
    parts, at = [], 0.0
    zero, scale = 330, 62
    for i, (name, bits, colour) in enumerate(rows):
        y = 24 + 56 * i
        start, at = at, at + bits
        x1, x2 = sorted((zero + scale * start, zero + scale * at))
        parts += [text(24, y + 22, name, "start"), rect(x1, y, x2 - x1, 34, WASHES[colour], COLOURS[colour], 3)]
        parts.append(text((x1 + x2) / 2, y + 22, f"{bits:+.1f}".replace("-", "−")))
        parts.append(line(zero + scale * at, y + 34, zero + scale * at, y + 56, INK, 1, "3 3"))
    y = 24 + 56 * 3
    parts += [text(24, y + 22, "net", "start"), rect(zero, y, scale * at, 34, WASHES[2], COLOURS[2], 3), text(zero + scale * at / 2, y + 22, f"{at:+.1f} bits")]
    parts.append(line(zero, 12, zero, y + 46, INK, 1.2))
    caption = "Bits-back coding of one value: decoding the latent variable removes bits that were there, encoding adds more. The net is −log₂ p(x) if q is the exact posterior."
    return drawing(680, 250, caption, *parts)


def chain() -> str:
    """Two heads, each with a stack of words of its own."""
    parts = []

    def words(x: float, y: float, many: int, colour: int, name: str) -> None:
        for i in range(many):
            parts.append(rect(x + 46 * i, y, 42, 30, WASHES[colour], COLOURS[colour], 3))
        parts.append(text(x, y - 10, name, "start", "soft"))

    words(20, 50, 4, 0, "compressed words")
    words(470, 50, 4, 1, "remainder words")
    parts += [rect(250, 42, 74, 46, "none", COLOURS[0], 5), text(287, 70, "head")]
    parts += [rect(352, 42, 74, 46, "none", COLOURS[1], 5), text(389, 70, "head")]
    parts += [arrow(206, 65, 246, 65, COLOURS[0]), arrow(430, 65, 466, 65, COLOURS[1])]
    parts += [arrow(287, 92, 330, 140), arrow(346, 140, 389, 92), rect(290, 142, 96, 36, WASHES[2], COLOURS[2], 5), text(338, 165, "model")]
    parts += [text(250, 122, "24 bits", "end"), text(432, 122, "what the symbol leaves", "start"), arrow(338, 178, 338, 208, COLOURS[2]), text(338, 226, "symbol")]
    caption = (
        "Decoding by a chain coder: each symbol reads the same number of bits, whatever its model, and leaves what it does not "
        "need on the other side. So the bits that the next symbol reads never depend on this model."
    )
    return drawing(680, 240, caption, *parts)
