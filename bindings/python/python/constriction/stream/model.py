"""Exactly invertible entropy models: probability distributions over integers, in fixed point."""
