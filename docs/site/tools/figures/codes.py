"""Information content, Huffman's tree, and what whole bits cost."""

import heapq
from itertools import count
from math import log2

from .svg import COLOURS, INK, WASHES, Axes, drawing, line, rect, text


def information() -> str:
    axes = Axes((60, 40, 600, 240), (0, 1), (0, 8))
    curve = [(p / 400, -log2(p / 400)) for p in range(2, 401)]
    marks = [(0.5, "1 bit"), (0.25, "2 bits"), (0.125, "3 bits"), (1 / 64, "6 bits")]
    points = "".join(
        f'<circle cx="{axes.x(p):.1f}" cy="{axes.y(-log2(p)):.1f}" r="5" fill="{COLOURS[1]}"/>'
        + text(axes.x(p) + 10, axes.y(-log2(p)) - 6, f"p = 1/{round(1 / p)}: {name}", "start")
        for p, name in marks
    )
    caption = "The information content −log₂ p. Half the probability is one bit more; what is certain costs nothing."
    frame = axes.frame([0, 0.25, 0.5, 0.75, 1], [0, 2, 4, 6, 8], "probability p", "bits")
    return drawing(690, 335, caption, frame, axes.curve(curve, COLOURS[0]), points)


def huffman_lengths(weights: list[float]) -> list[tuple[int, ...]]:
    """The symbols below each inner node, in the order in which the nodes are made."""
    order = count()
    heap = [(weight, next(order), (symbol,)) for symbol, weight in enumerate(weights)]
    heapq.heapify(heap)
    made = []
    while len(heap) > 1:
        first, second = heapq.heappop(heap), heapq.heappop(heap)
        members = first[2] + second[2]
        made.append((first[2], second[2]))
        heapq.heappush(heap, (first[0] + second[0], next(order), members))
    return made


def huffman() -> str:
    """The tree of abracadabra."""
    names, weights = ["a", "b", "r", "c", "d"], [5, 2, 2, 1, 1]
    made = huffman_lengths(weights)
    depth = {members: 0 for members in [made[-1][0] + made[-1][1]]}
    parts, words = [], {}

    def put(members: tuple[int, ...], x: float, width: float, y: float, word: str) -> None:
        if len(members) == 1:
            words[members[0]] = word
            parts.extend([
                rect(x - 19, y - 17, 38, 34, WASHES[0], COLOURS[0], 6),
                text(x, y + 5, names[members[0]], kind="mono", size=16),
                text(x, y + 38, word, kind="mono soft"),
            ])
            return
        left, right = next((a, b) for a, b in made if a + b == members)
        for child, sign, bit in [(left, -1, "0"), (right, 1, "1")]:
            to = x + sign * width
            parts.append(line(x, y, to, y + 68, INK, 1.4))
            parts.append(text((x + to) / 2 + sign * 12, y + 34, bit, kind="mono", fill=COLOURS[1]))
            put(child, to, width * 0.52, y + 68, word + bit)
        weight = sum(weights[i] for i in members)
        parts.extend([f'<circle cx="{x:.1f}" cy="{y:.1f}" r="15" fill="var(--figure-paper)" stroke="{INK}"/>', text(x, y + 5, str(weight), size=13)])

    put(next(iter(depth)), 300, 140, 30, "")
    bits = sum(weights[symbol] * len(word) for symbol, word in words.items())
    content = sum(-weight * log2(weight / 11) for weight in weights)
    caption = (
        f"Huffman's tree of “abracadabra”: each node has the number of letters below it. The code takes {bits} bits; the "
        f"information content is {content:.2f} bits."
    )
    return drawing(640, 300, caption, *parts)


def race() -> str:
    """Two symbols: a Huffman code cannot take less than one bit each."""
    def entropy(p: float) -> float:
        return -p * log2(p) - (1 - p) * log2(1 - p)

    def block(p: float, size: int) -> float:
        weights = [p ** (size - ones) * (1 - p) ** ones for ones in (bin(i).count("1") for i in range(2**size))]
        total = sum(sum(weights[i] for i in a + b) for a, b in huffman_lengths(weights))
        return total / size

    axes = Axes((60, 40, 560, 250), (0.5, 1), (0, 1.05))
    ps = [0.5 + 0.495 * i / 100 for i in range(101)]
    curves = [
        ([(p, 1.0) for p in ps], COLOURS[1], "Huffman, one symbol a word", 0.66, 1.0, -8),
        ([(p, block(p, 3)) for p in ps], COLOURS[2], "Huffman, three symbols a word", 0.99, block(0.80, 3), -12),
        ([(p, entropy(p)) for p in ps], COLOURS[0], "entropy; range coding, ANS", 0.80, entropy(0.80), 30),
    ]
    parts = [axes.frame([0.5, 0.6, 0.7, 0.8, 0.9, 1], [0, 0.25, 0.5, 0.75, 1], "probability of the likelier symbol", "bits per symbol")]
    for points, colour, name, at, height, shift in curves:
        anchor = "start" if shift == -8 else "end"
        parts += [axes.curve(points, colour), text(axes.x(at), axes.y(height) + shift, name, anchor, fill=colour)]
    caption = "Bits per symbol of a coin. At p = 0.99, a Huffman code of single symbols takes twelve times what it must."
    return drawing(660, 345, caption, *parts)


