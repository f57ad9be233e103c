"""Every family, coder and size of a call: where something is slow that is fast elsewhere.

The name of a cell says the road, the subject, the types of symbols and parameters, the coder, and the number of symbols
of a call, which is `one` where that is a number and no array. On the road `fixed`, a model has all its parameters; on
`each symbol`, they come with the calls; on `new model`, a model is made for each symbol.
"""

from functools import lru_cache, partial

import numpy as np

from .calls import Calls
from .coders import CODERS
from .subjects import Subject, subjects

ROUNDS = 7
# In nanoseconds.
ROUND = 2_000_000

ONE = "one"
SIZES = (1, 2, 8, 64, 4096, 100_000)
# Where not all sizes are of interest: one of each kind.
FEW_SIZES = (8, 4096)
LARGE_SIZES = (64, 4096, 100_000)
# Python's numbers, and numpy's.
SCALARS = ("int", "np.int32")


@lru_cache(4)
def parameters(name: str, road: str) -> tuple[np.ndarray, ...]:
    subject = SUBJECTS[name]
    count = 1 if road == "fixed" else max(subject.most(), subject.few())
    return subject.draw(subject.rng("parameters", road), count)


@lru_cache(4)
def message(name: str, road: str) -> tuple[np.ndarray, ...]:
    """Symbols and the parameters that they were drawn from."""
    subject = SUBJECTS[name]
    params = parameters(name, road)
    count = max(subject.most(), subject.few()) if road == "fixed" else len(params[0])
    return subject.sample(subject.rng("symbols", road), count, *params).astype(np.int32), *params


def cut(array, size, count):
    return [array[start : start + size] for start in range(0, count, size)]


def in_type(parameter, dtype):
    """A parameter in a type, if it is of that kind."""
    return parameter.astype(dtype) if parameter.dtype.kind == np.dtype(dtype).kind else parameter


def scalar_column(parameter, kind):
    """One entry or row for each call: rows stay arrays."""
    return list(parameter) if parameter.ndim > 1 or kind != "float" else parameter.tolist()


def calls_of_arrays(subject: Subject, road: str, types: tuple[str, str], size: int) -> Calls:
    symbols, *params = message(subject.name, road)
    count = size if size >= subject.few() else subject.few() // size * size
    symbols = symbols[:count].astype(types[0])
    if road == "fixed":
        model = subject.new(*fixed_parameters(params, types[1]))
        return Calls(model, False, cut(symbols, size, count), [], size)
    params = [cut(in_type(parameter[:count], types[1]), size, count) for parameter in params]
    return Calls(subject.new(), False, cut(symbols, size, count), params)


def fixed_parameters(params, dtype):
    """Those of a model: Python's numbers, and a vector in its type."""
    rows = (in_type(parameter, dtype)[0] for parameter in params)
    return [row if row.ndim > 0 else row.item() for row in rows]


def calls_of_ones(subject: Subject, road: str, types: tuple[str, str]) -> Calls:
    symbols, *params = message(subject.name, road)
    count = subject.few()
    symbols = symbols[:count].tolist() if types[0] == "int" else list(symbols[:count])
    if road == "fixed":
        return Calls(subject.new(*fixed_parameters(params, types[1])), False, symbols, [])
    kind = types[1].removeprefix("np.")
    columns = []
    for parameter in params:
        converted = parameter[:count] if kind == "float" else in_type(parameter[:count], kind)
        columns.append(scalar_column(converted, types[1]))
    makes_models = road == "new model"
    return Calls(subject.new if makes_models else subject.new(), makes_models, symbols, columns)


def array_cells(subject: Subject, road: str):
    """Types of symbols and parameters, coder and size."""
    for place, dtype in enumerate(subject.types):
        if road == "fixed" and place > 0:
            continue
        types = ("int32", dtype)
        for coder in CODERS:
            sizes = SIZES if place == 0 else FEW_SIZES
            if coder == "chain":
                sizes = FEW_SIZES
            if coder == "interleaved":
                sizes = LARGE_SIZES
            if coder in ("chain", "interleaved") and place > 0 or coder == "chain" and not subject.has_chain:
                continue
            yield from ((types, coder, size) for size in sizes)
    if subject.cost == 1:
        yield from ((("int64", subject.types[0]), coder, size) for coder in ("ANS", "range") for size in FEW_SIZES)


def one_cells(subject: Subject, road: str):
    """Types of symbols and parameters, and coder, of calls with one symbol."""
    is_row = any(parameter.ndim > 1 for parameter in parameters(subject.name, road))
    if road == "fixed":
        kinds = subject.types[:1]
    elif is_row:
        kinds = subject.types
    else:
        kinds = ("float", f"np.{subject.types[0]}")
    for symbol in SCALARS:
        for place, kind in enumerate(kinds):
            # Numpy's symbols with the first and the last type, as they are another matter.
            if symbol == SCALARS[0] or place in (0, len(kinds) - 1) and not is_row:
                for coder in ("ANS", "range") if road != "new model" else ("range",):
                    yield (symbol, kind), coder
    if subject.has_chain and road == "fixed":
        yield (SCALARS[0], subject.types[0]), "chain"


def cell_names(road, subject, types, coder, size):
    what = types[0] if road == "fixed" else f"{types[0]} + {types[1]}"
    return [f"{road}, {subject.name}, {what}, {coder} {way}, {size}" for way in ("encode", "decode")]


def make_job(calls, coder, place):
    return CODERS[coder](calls())[place]


def jobs_of(subject: Subject, road: str):
    cells = []
    for types, coder in one_cells(subject, road):
        cells.append((types, coder, ONE, partial(calls_of_ones, subject, road, types)))
    for types, coder, size in array_cells(subject, road) if road != "new model" else ():
        if size <= subject.most() or size == 1:
            cells.append((types, coder, size, partial(calls_of_arrays, subject, road, types, size)))
    for types, coder, size, calls in cells:
        for place, name in enumerate(cell_names(road, subject, types, coder, size)):
            # The type of the symbols counts where they are encoded.
            if place == 0 or types[0] in ("int", "int32"):
                yield name, partial(make_job, calls, coder, place)


SUBJECTS = {subject.name: subject for subject in subjects()}
JOBS = {
    name: make
    for road in ("fixed", "each symbol", "new model")
    for subject in SUBJECTS.values()
    if road in subject.roads
    for name, make in jobs_of(subject, road)
}
