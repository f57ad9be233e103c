"""Calls in a loop, each with a symbol or with an array of them."""

from typing import Any, NamedTuple


class Calls(NamedTuple):
    """What differs between calls is in columns, with an entry for each call."""

    # What is called to get the model of a call, or the model of all.
    model: Any
    makes_models: bool
    symbols: list[Any]
    # A column for each parameter.
    params: list[list[Any]]
    # The length of arrays of a model that has all its parameters; None for calls with one symbol.
    amount: int | None = None

    def encode(self, method, backwards):
        columns = [column[::-1] if backwards else column for column in (self.symbols, *self.params)]
        loop = ENCODE_NEW if self.makes_models else ENCODE
        loop[len(self.params)](method, self.model, *columns)

    def decode(self, method):
        columns = self.params
        if not columns and self.amount is not None:
            columns = [[self.amount] * len(self.symbols)]
        if self.makes_models:
            return DECODE_NEW[len(columns)](method, self.model, *columns)
        if not columns:
            return [method(self.model) for _ in self.symbols]
        return DECODE[len(columns)](method, self.model, *columns)


# A loop for each number of parameters: calls with `*params` would take longer.


def encode_0(encode, model, symbols):
    for symbol in symbols:
        encode(symbol, model)


def encode_1(encode, model, symbols, first):
    for symbol, a in zip(symbols, first):
        encode(symbol, model, a)


def encode_2(encode, model, symbols, first, second):
    for symbol, a, b in zip(symbols, first, second):
        encode(symbol, model, a, b)


def encode_3(encode, model, symbols, first, second, third):
    for symbol, a, b, c in zip(symbols, first, second, third):
        encode(symbol, model, a, b, c)


def encode_new_1(encode, new, symbols, first):
    for symbol, a in zip(symbols, first):
        encode(symbol, new(a))


def encode_new_2(encode, new, symbols, first, second):
    for symbol, a, b in zip(symbols, first, second):
        encode(symbol, new(a, b))


def encode_new_3(encode, new, symbols, first, second, third):
    for symbol, a, b, c in zip(symbols, first, second, third):
        encode(symbol, new(a, b, c))


def decode_1(decode, model, first):
    return [decode(model, a) for a in first]


def decode_2(decode, model, first, second):
    return [decode(model, a, b) for a, b in zip(first, second)]


def decode_3(decode, model, first, second, third):
    return [decode(model, a, b, c) for a, b, c in zip(first, second, third)]


def decode_new_1(decode, new, first):
    return [decode(new(a)) for a in first]


def decode_new_2(decode, new, first, second):
    return [decode(new(a, b)) for a, b in zip(first, second)]


def decode_new_3(decode, new, first, second, third):
    return [decode(new(a, b, c)) for a, b, c in zip(first, second, third)]


ENCODE = {0: encode_0, 1: encode_1, 2: encode_2, 3: encode_3}
ENCODE_NEW = {1: encode_new_1, 2: encode_new_2, 3: encode_new_3}
DECODE = {1: decode_1, 2: decode_2, 3: decode_3}
DECODE_NEW = {1: decode_new_1, 2: decode_new_2, 3: decode_new_3}
