"""The figures of the chapters, by name."""

from . import coders, codes, models

DRAWINGS = {
    "information": codes.information,
    "huffman": codes.huffman,
    "race": codes.race,
    "nested": coders.nested,
    "state-space": coders.state_space,
    "bits-back": coders.bits_back,
    "chain": coders.chain,
    "fixed-point": models.fixed_point,
    "lanes": models.lanes,
    "learning": models.learning,
}


def draw(name: str) -> str:
    """The figure as HTML.

    Raises:
        KeyError: no figure has this name.
    """
    return DRAWINGS[name]()
