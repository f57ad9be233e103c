"""Asymmetric numeral systems (ANS): a stack, last in, first out."""
