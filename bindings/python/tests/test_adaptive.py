"""Models that learn."""

import copy
import pickle
import threading

import coders
import numpy as np
import pytest
from constriction.stream import adaptive, model, queue, stack
from constriction.stream.adaptive import (
    AdaptiveBernoulli,
    AdaptiveCategorical,
    BitTree,
    LeftTop,
    Mixer,
    Nibbles,
    Order,
    Word,
)

KINDS = ["ans", "range", "interleaved"]
all_kinds = pytest.mark.parametrize("kind", KINDS)

# Each makes a new model with this number of contexts, and says how many symbols it has.
MAKERS = {
    "bernoulli": (lambda contexts: AdaptiveBernoulli(num_contexts=contexts), 2),
    "bernoulli-two-rates": (lambda contexts: AdaptiveBernoulli((4, 7), num_contexts=contexts), 2),
    "bernoulli-counting": (lambda contexts: AdaptiveBernoulli(limit=255, num_contexts=contexts), 2),
    "categorical": (lambda contexts: AdaptiveCategorical(63, 32, num_contexts=contexts), 63),
    "categorical-halved": (lambda contexts: AdaptiveCategorical(100, 24, 300, contexts), 100),
    "bit-tree": (lambda contexts: BitTree(6, num_contexts=contexts), 64),
    "bit-tree-counting": (lambda contexts: BitTree(6, limit=30, num_contexts=contexts), 64),
    "nibbles": (lambda contexts: Nibbles(contexts), 256),
}
every_model = pytest.mark.parametrize("name", MAKERS)


def data(size, num_symbols, seed=1):
    """Symbols of which small ones are frequent."""
    random = np.random.default_rng(seed)
    return np.minimum(random.geometric(min(0.8, 3 / num_symbols), size) - 1, num_symbols - 1).astype(np.int32)


@all_kinds
@every_model
@pytest.mark.parametrize("size", [0, 1, 7, 3000])
def test_what_is_encoded_is_decoded(kind, name, size):
    make, num_symbols = MAKERS[name]
    symbols = data(size, num_symbols)
    contexts = np.arange(size) * 7 % 5
    sender, receiver = make(5), make(5)
    source = coders.reader(coders.encoded(kind, symbols, sender, contexts))
    assert np.array_equal(source.decode(receiver, size, contexts), symbols)
    assert sender == receiver
    assert (sender == make(5)) == (size == 0)


@all_kinds
@every_model
@pytest.mark.parametrize(
    "rule, reach, shift",
    [(Order(0), 1, 0), (Order(1), 1, 0), (Order(2), 2, 0), (Order(3, shift=4), 3, 4), (LeftTop(37), 2, 0),
     (LeftTop(50, shift=3), 2, 3)],
    ids=str,
)  # fmt: skip
def test_rules_are_the_contexts_that_a_loop_finds(kind, name, rule, reach, shift):
    make, num_symbols = MAKERS[name]
    base = ((num_symbols - 1) >> shift) + 1
    num_contexts = base**reach
    symbols = data(700, num_symbols).reshape(7, 100)
    flat, contexts = (symbols.ravel() >> shift).tolist(), []
    for i in range(700):
        if isinstance(rule, LeftTop):
            above = flat[i - rule.width] if i >= rule.width else 0
            contexts.append((flat[i - 1] if i % rule.width else 0) + base * above)
        else:
            before = ([0, 0, 0] + flat[:i])[::-1]
            contexts.append(sum(before[k] * base**k for k in range(rule.order)))
    by_rule, by_array = make(num_contexts), make(num_contexts)
    a = coders.encoded(kind, symbols, by_rule, rule)
    b = coders.encoded(kind, symbols, by_array, np.reshape(contexts, symbols.shape))
    assert coders.state(a) == coders.state(b) and by_rule == by_array
    receiver = make(num_contexts)
    assert np.array_equal(coders.reader(a).decode(receiver, symbols.shape, rule), symbols)
    assert receiver == by_rule


def by_hand(counts):
    """The model of counts that a user would make for each symbol."""
    ends = np.concatenate([[0], np.cumsum(counts, dtype=object)]) * 2**24 // int(np.sum(counts))
    return model.Categorical.from_frequencies(np.diff(ends).astype(np.int64))


@pytest.mark.parametrize("limit", [2**24, 500])
def test_counts_have_the_bits_of_counts_by_hand(limit):
    symbols = data(600, 63)
    counts, encoder = np.ones(63, dtype=np.int64), queue.RangeEncoder()
    coder, models, costs = stack.AnsCoder(), [], []
    for symbol in symbols.tolist():
        models.append(by_hand(counts))
        encoder.encode(symbol, models[-1])
        costs.append(models[-1].cost_bits(symbol))
        if counts.sum() + 32 > limit:
            counts = (counts + 1) // 2
        counts[symbol] += 32
    for symbol, made in zip(symbols.tolist()[::-1], models[::-1], strict=True):
        coder.encode_reverse(symbol, made)
    learner = AdaptiveCategorical(63, increment=32, limit=limit)
    assert np.allclose(learner.cost_bits(symbols), costs, atol=2**-15)
    by_call = queue.RangeEncoder()
    by_call.encode(symbols, learner.clone())
    assert by_call.to_bytes() == encoder.to_bytes()
    by_call = stack.AnsCoder()
    by_call.encode_reverse(symbols, learner)
    assert by_call.to_bytes() == coder.to_bytes()


def test_bits_have_the_bits_of_a_probability_by_hand():
    bits, rate = (data(500, 10) > 2).astype(int), 4
    p, encoder = 2**15, queue.RangeEncoder()
    for bit in bits.tolist():
        made = model.CdfTable([[0, p, 2**16]], precision=16)
        encoder.encode(bit, made, 0)
        p += ((2**16 - p) >> rate) if bit == 0 else -(p >> rate)
    by_call = queue.RangeEncoder()
    by_call.encode(bits, AdaptiveBernoulli(rate))
    assert by_call.to_bytes() == encoder.to_bytes()


@all_kinds
@every_model
def test_symbol_by_symbol_is_as_one_call(kind, name):
    make, num_symbols = MAKERS[name]
    symbols, contexts = data(50, num_symbols), np.arange(50) % 3
    sender = make(3)
    source = coders.reader(coders.encoded(kind, symbols, sender, contexts))
    receiver = make(3)
    pairs = zip(symbols.tolist(), contexts.tolist(), strict=True)
    for symbol, context in pairs:
        decoded = source.decode(receiver, None, context)
        assert type(decoded) is int and decoded == symbol
    assert receiver == sender
    if kind == "range":
        encoder, sender = queue.RangeEncoder(), make(3)
        for symbol, context in zip(symbols.tolist(), contexts.tolist(), strict=True):
            encoder.encode(symbol, sender, context)
        assert sender == receiver
        assert encoder.to_bytes() == coders.encoded(kind, symbols, make(3), contexts).to_bytes()


@all_kinds
@every_model
@pytest.mark.parametrize("contexts", [2, 2000])
@pytest.mark.parametrize("place", [0, 5, 1500, 2999])
def test_a_failed_call_leaves_no_trace(kind, name, contexts, place):
    make, num_symbols = MAKERS[name]
    sender = make(contexts)
    symbols = data(3000, num_symbols)
    coder = coders.encoded(kind, symbols, sender, 1)
    before, learned = coders.state(coder), sender.clone()
    for wrong in (num_symbols, -1, 2**31 - 1, 2**40):
        damaged = symbols.astype(np.int64)
        damaged[place] = wrong
        with pytest.raises(KeyError, match=f"{wrong} at index {place}"):
            coders.encode(coder, damaged, sender, np.ones(3000, dtype=int))
        with pytest.raises(KeyError):
            sender.cost_bits(damaged, 1)
    for wrong in (contexts, -1, 2**31, 2**40):
        damaged = np.ones(3000, dtype=np.int64)
        damaged[place] = wrong
        with pytest.raises(ValueError, match=f"index {place}"):
            coders.encode(coder, symbols, sender, damaged)
    assert coders.state(coder) == before and sender == learned

    source = coders.reader(coder)
    receiver, before = make(contexts), coders.state(source)
    with pytest.raises(ValueError, match=f"index {place}"):
        source.decode(receiver, 3000, damaged)
    if num_symbols > 128:
        with pytest.raises(ValueError, match="does not fit"):
            source.decode(receiver, 3000, 1, dtype=np.int8)
    assert coders.state(source) == before and receiver == make(contexts)
    assert np.array_equal(source.decode(receiver, 3000, 1), symbols)


@every_model
def test_clones_go_their_own_way(name):
    make, num_symbols = MAKERS[name]
    symbols = data(200, num_symbols)
    learner = make(1)
    coders.encoded("range", symbols, learner)
    copies = [learner.clone(), copy.copy(learner), copy.deepcopy(learner), pickle.loads(pickle.dumps(learner))]
    for other in copies:
        assert type(other) is type(learner) and other == learner and repr(other) == repr(learner)
        coders.encoded("range", symbols[:33], other)
        assert other != learner and other == copies[0]
    learner.reset()
    assert learner == make(1) and learner != copies[0]
    assert eval(repr(learner), vars(adaptive)) == learner
    with pytest.raises(TypeError):
        hash(learner)


@every_model
def test_damaged_pickles_are_value_errors(name):
    make, num_symbols = MAKERS[name]
    learner = make(3)
    coders.encoded("range", data(900, num_symbols), learner, np.arange(900) % 3)
    state, before = learner.__reduce__()[2], learner.clone()
    for damaged in (b"", state[:-1], state + b"\0", state + state):
        with pytest.raises(ValueError):
            learner.__setstate__(damaged)
    if name != "nibbles":
        with pytest.raises(ValueError):
            learner.__setstate__(bytes(len(state)))
    assert learner == before
    # Whatever the bytes are, the model codes or refuses them.
    random = np.random.default_rng(3)
    for _ in range(200):
        damaged = bytearray(state)
        damaged[random.integers(len(state))] = random.integers(256)
        other = make(3)
        try:
            other.__setstate__(bytes(damaged))
        except ValueError:
            assert other == make(3)
        symbols = data(300, num_symbols)
        receiver = other.clone()
        source = coders.reader(coders.encoded("ans", symbols, other, np.arange(300) % 3))
        assert np.array_equal(source.decode(receiver, 300, np.arange(300) % 3), symbols)


def test_costs_are_what_a_message_takes():
    for name, (make, num_symbols) in MAKERS.items():
        symbols = data(3000, num_symbols).reshape(30, 100)
        learner = make(1)
        costs = learner.cost_bits(symbols)
        assert costs.shape == symbols.shape and costs.dtype == np.float64
        assert learner == make(1), name
        coders.encoded("ans", symbols.ravel()[:1700], learner)
        assert np.array_equal(learner.cost_bits(symbols.ravel()[1700:]), costs.ravel()[1700:]), name
        learner.reset()
        coder = coders.encoded("ans", symbols, learner)
        assert abs(coder.num_valid_bits() - costs.sum()) < 33 + 0.001 * costs.sum(), name
    assert AdaptiveBernoulli().cost_bits(1) == 1.0 and type(AdaptiveBernoulli().cost_bits(1)) is float


@pytest.mark.parametrize(
    "make",
    [
        lambda: AdaptiveBernoulli(0),
        lambda: AdaptiveBernoulli(15),
        lambda: AdaptiveBernoulli(-1),
        lambda: AdaptiveBernoulli((4, 15)),
        lambda: AdaptiveBernoulli((4, 5, 6)),
        lambda: AdaptiveBernoulli(limit=1024),
        lambda: AdaptiveBernoulli(4, limit=10),
        lambda: AdaptiveBernoulli(num_contexts=0),
        lambda: AdaptiveBernoulli(num_contexts=2**63),
        lambda: AdaptiveBernoulli(num_contexts=2**100),
        lambda: AdaptiveCategorical(0),
        lambda: AdaptiveCategorical(2**20 + 1),
        lambda: AdaptiveCategorical(-1),
        lambda: AdaptiveCategorical(10, 0),
        lambda: AdaptiveCategorical(10, 2**24),
        lambda: AdaptiveCategorical(10, 5, 19),
        lambda: AdaptiveCategorical(10, 5, 2**24 + 1),
        lambda: AdaptiveCategorical(2**20, num_contexts=2**50),
        lambda: BitTree(0),
        lambda: BitTree(21),
        lambda: BitTree(20, num_contexts=2**50),
        lambda: Nibbles(0),
        lambda: Nibbles(2**60),
        lambda: Order(-1),
        lambda: Order(65),
        lambda: Order(1, 32),
        lambda: LeftTop(0),
        lambda: LeftTop(5, -1),
    ],
)
def test_parameters_out_of_range_are_value_errors(make):
    with pytest.raises(ValueError):
        make()


@pytest.mark.parametrize("make", [
    lambda: AdaptiveBernoulli("5"), lambda: AdaptiveBernoulli(1.5), lambda: AdaptiveBernoulli((1.5, 2)),
    lambda: AdaptiveCategorical(2.5), lambda: AdaptiveCategorical(None), lambda: BitTree("8"), lambda: Nibbles(1.0),
    lambda: Order(1.0), lambda: LeftTop(None), adaptive.AdaptiveModel,
])  # fmt: skip
def test_parameters_of_other_types_are_type_errors(make):
    with pytest.raises(TypeError):
        make()


def test_contexts_that_cannot_be_are_errors():
    encoder = queue.RangeEncoder()
    learner = AdaptiveCategorical(10, num_contexts=10)
    symbols = np.zeros((2, 3), dtype=int)
    for wrong, error in [
        (np.zeros((3, 2), dtype=int), ValueError),
        (np.zeros(6, dtype=int), ValueError),
        ([[0, 1, 2], [3, 4, 2**70]], ValueError),
        ([[0, 1, 2], [3, 4, 2**64 - 1]], ValueError),
        (10, ValueError),
        (-1, ValueError),
        (Order(2), ValueError),
        (Order(64), ValueError),
        (LeftTop(3), ValueError),
        (0.5, TypeError),
        (np.zeros((2, 3)), TypeError),
        ("abc", TypeError),
    ]:
        with pytest.raises(error):
            encoder.encode(symbols, learner, wrong)
    with pytest.raises(ValueError, match="several contexts"):
        encoder.encode(symbols, learner)
    with pytest.raises(ValueError, match="contexts"):
        encoder.encode(symbols, learner, 0, 1)
    with pytest.raises(ValueError, match="number of symbols"):
        encoder.get_decoder().decode(learner, 5, 0, 0)
    with pytest.raises(TypeError, match="one thread"):
        encoder.encode(symbols, learner, 0, threads=2)
    assert encoder.is_empty() and learner == AdaptiveCategorical(10, num_contexts=10)


def test_chain_coders_and_batches_say_why_they_do_not():
    chain = coders.new("chain")
    before = coders.state(chain)
    for call in (
        lambda: chain.encode_reverse([1, 2], AdaptiveCategorical(5)),
        lambda: chain.decode(AdaptiveCategorical(5), 2),
    ):
        with pytest.raises(TypeError, match="depends on all before"):
            call()
    assert coders.state(chain) == before
    for coder in (stack.AnsCoder, queue.RangeEncoder):
        with pytest.raises(TypeError, match="one after the other"):
            coder.encode_batch([[1, 2], [3]], AdaptiveCategorical(5))
    with pytest.raises(TypeError, match="one after the other"):
        stack.AnsCoder.decode_batch([np.zeros(0, dtype=np.uint32)], AdaptiveCategorical(5), 2)


@all_kinds
def test_corrupt_data_decodes_or_leaves_no_trace(kind):
    random = np.random.default_rng(5)
    start = {"ans": stack.AnsCoder, "range": queue.RangeDecoder, "interleaved": type(coders.new("interleaved"))}[kind]
    for _ in range(50):
        words = random.integers(0, 2**32, 30, dtype=np.uint32)
        try:
            source = start(words)
        except ValueError:
            continue
        for make, num_symbols in MAKERS.values():
            receiver = make(1)
            before = coders.state(source)
            try:
                symbols = source.clone().decode(receiver, 500)
            except ValueError:
                assert receiver == make(1) and coders.state(source) == before
            else:
                assert symbols.min() >= 0 and symbols.max() < num_symbols


def test_any_integer_type_goes_in_and_out():
    for dtype in (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, ">i4"):
        symbols = data(300, 100).astype(dtype)[::-1]
        contexts = (np.arange(300) % 3).astype(dtype)
        encoder = queue.RangeEncoder()
        encoder.encode(symbols, AdaptiveCategorical(100, num_contexts=3), contexts)
        receiver = AdaptiveCategorical(100, num_contexts=3)
        decoded = encoder.get_decoder().decode(receiver, 300, contexts, dtype=dtype)
        assert decoded.dtype == dtype and np.array_equal(decoded, symbols)
        out = np.zeros(600, dtype=dtype)[::2]
        receiver.reset()
        assert encoder.get_decoder().decode(receiver, 300, contexts, out=out) is out
        assert np.array_equal(out, symbols)


def test_a_model_that_is_in_use_is_an_error():
    learner, failures = AdaptiveCategorical(256), []
    symbols = np.tile(data(1000, 256), 3000)
    started = threading.Event()

    def report(done, total):
        started.set()

    def encode():
        queue.RangeEncoder().encode(symbols, learner, progress=report)

    thread = threading.Thread(target=encode)
    thread.start()
    try:
        while thread.is_alive() and not failures:
            try:
                learner.reset()
            except RuntimeError as error:
                failures.append(error)
    finally:
        thread.join()
    assert len(failures) == 1


TEXT = np.frombuffer(b"how much wood would a woodchuck chuck if a woodchuck could chuck wood " * 40, dtype=np.uint8)
RULES = [Order(1), Order(2), np.arange(TEXT.size) % 7, Word()]


@all_kinds
def test_what_a_mixer_encodes_is_decoded(kind):
    sender, receiver = Mixer(8, 4, 10), Mixer(8, 4, 10)
    coder = coders.encoded(kind, TEXT, sender, RULES)
    assert coder.num_bits() < 2 * TEXT.size
    source = coders.reader(coder)
    assert np.array_equal(source.decode(receiver, TEXT.size, RULES, dtype=np.uint8), TEXT)
    assert sender == receiver and sender != Mixer(8, 4, 10)
    small, symbols = Mixer(3, 1), data(500, 8)
    source = coders.reader(coders.encoded(kind, symbols, small, [LeftTop(20)]))
    assert np.array_equal(source.decode(Mixer(3, 1), 500, [LeftTop(20)]), symbols)


def test_words_are_hashes_of_letters():
    encoded = coders.encoded("range", TEXT, Mixer(8, 1), [Word()])
    # Letters are the same in upper and lower case, and what comes before a word does not matter.
    model_of_words = Mixer(8, 1)
    coders.encoded("range", list(b"(hello) " * 50 + b"[HELL"), model_of_words, [Word()])
    other = model_of_words.clone()
    assert model_of_words.cost_bits(list(b",Hello"), [Word()])[-1] < 3
    assert other == model_of_words and encoded.num_bits() < 2 * TEXT.size
    with pytest.raises(ValueError, match="mixer"):
        queue.RangeEncoder().encode(TEXT, Nibbles(256), Word())


@all_kinds
def test_a_failed_call_of_a_mixer_leaves_no_trace(kind):
    sender = Mixer(7, 2, 8)
    symbols = data(2000, 100)
    rules = [Order(1), np.arange(2000)]
    coder = coders.encoded(kind, symbols, sender, rules)
    before, learned = coders.state(coder), sender.clone()
    for place, wrong in [(0, 128), (1500, -1), (1999, 2**31 - 1)]:
        damaged = symbols.copy()
        damaged[place] = wrong
        with pytest.raises(KeyError, match=f"{wrong} at index {place}"):
            coders.encode(coder, damaged, sender, rules)
    for wrong, error in [
        (None, ValueError), ([], ValueError), ([Order(1)], ValueError), ([Order(1)] * 3, ValueError),
        (Order(1), TypeError), (np.zeros(2000, dtype=int), TypeError), ([Order(1), -np.arange(2000)], ValueError),
        ([Order(1), np.arange(5)], ValueError), ([Order(1), 0.5], TypeError),
    ]:  # fmt: skip
        with pytest.raises(error):
            coders.encode(coder, symbols, sender, wrong)
    assert coders.state(coder) == before and sender == learned
    source, receiver = coders.reader(coder), Mixer(7, 2, 8)
    before = coders.state(source)
    with pytest.raises(ValueError, match="index 1500"):
        source.decode(receiver, 2000, [Order(1), np.where(np.arange(2000) == 1500, -1, np.arange(2000))])
    assert coders.state(source) == before and receiver == Mixer(7, 2, 8)
    assert np.array_equal(source.decode(receiver, 2000, rules), symbols)


def test_mixers_are_copied_pickled_and_reset():
    learner = Mixer(8, 4, 6)
    coders.encoded("range", TEXT, learner, RULES)
    for other in (learner.clone(), copy.deepcopy(learner), pickle.loads(pickle.dumps(learner))):
        assert type(other) is Mixer and other == learner and repr(other) == "Mixer(8, num_inputs=4, table_bits=6)"
        coders.encoded("range", TEXT, other, RULES)
        assert other != learner
    costs = learner.cost_bits(TEXT, RULES)
    coder = coders.encoded("ans", TEXT, learner.clone(), RULES)
    assert abs(coder.num_valid_bits() - costs.sum()) < 33 + 0.001 * costs.sum()
    state, before = learner.__reduce__()[2], learner.clone()
    for damaged in (b"", state[:-1], bytes(len(state)), b"\xff" * len(state)):
        with pytest.raises(ValueError):
            learner.__setstate__(damaged)
    assert learner == before and learner.num_contexts is None and learner.num_inputs == 4
    learner.reset()
    assert learner == Mixer(8, 4, 6)
    for wrong in ((0, 1), (9, 1), (8, 0), (8, 8), (8, 1, 0), (8, 1, 25)):
        with pytest.raises(ValueError):
            Mixer(*wrong)


def test_rules_are_values():
    for rule in (Order(2, 3), LeftTop(5, 1), Word()):
        for other in (copy.copy(rule), pickle.loads(pickle.dumps(rule)), eval(repr(rule), vars(adaptive))):
            assert other == rule and hash(other) == hash(rule) and other != Order(7)
