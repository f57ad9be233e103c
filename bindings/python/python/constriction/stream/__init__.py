"""Stream codes: they amortise over many symbols, down to a fraction of a bit per symbol.

A coder (`stack`, `queue`, `chain`, `interleaved`) turns symbols into 32-bit words and back, by the probabilities that
a model (`model`, or `adaptive` for those that learn) gives them. Conventions of all of them:

- Symbols are one integer or an array of integers, of any type and shape; arrays are taken in C order. A symbol is an
  int32.
- Parameters of models are floats of 16 to 64 bits or integers: scalars for all symbols, or arrays of the shape of the
  symbols. A parameter that is a row of k numbers, as the probabilities of `Categorical`, has one more axis, the last
  one.
- A call that fails leaves its coder as it was. It raises TypeError for arguments that are not numbers or models, ValueError
  for parameters, shapes and data that cannot be, and KeyError for a symbol without a probability.
- Other threads run during calls, and Ctrl-C ends them.

    >>> from constriction.stream import model, stack
    >>> coder = stack.AnsCoder()
    >>> coder.encode_reverse([3, 1, 4, 1, 5], model.QuantizedLaplace(0, 9, 3.0, 1.5))
    >>> coder.num_valid_bits()
    35
    >>> coder.decode(model.QuantizedLaplace(0, 9, 3.0, 1.5), 5).tolist()
    [3, 1, 4, 1, 5]
"""

from . import adaptive, chain, interleaved, model, queue, stack

__all__ = ["adaptive", "chain", "interleaved", "model", "queue", "stack"]
