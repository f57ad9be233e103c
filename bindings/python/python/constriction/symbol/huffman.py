"""Huffman codes."""
