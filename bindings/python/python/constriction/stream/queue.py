"""Range coding: a queue, first in, first out."""
