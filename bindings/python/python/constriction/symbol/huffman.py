"""Huffman codes: the shortest symbol codes of symbols with known probabilities."""

from .._native import CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree

__all__ = ["CanonicalHuffman", "DecoderHuffmanTree", "EncoderHuffmanTree"]
