"""Chain coding: bits-back coding in which symbols do not influence each other."""
