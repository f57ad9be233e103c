"""Other threads run during long calls, Ctrl-C ends them, batches use several threads, progress is reported."""

import os
import signal
import sys
import threading
import time

import numpy as np
import pytest
from constriction.stream import adaptive, model
from constriction.stream.interleaved import InterleavedAnsCoder
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder

from coders import all_kinds, encode, encoded, new, reader, state

FAMILY = model.QuantizedGaussian(-100, 100)
SIZE = 2_000_000  # Some tenths of a second.
MEANS = np.zeros(SIZE)
SYMBOLS = np.tile(np.array([3, -7, 12, 0], dtype=np.int32), SIZE // 4)
BATCHES = {
    "ans": (AnsCoder, AnsCoder),
    "range": (RangeEncoder, RangeDecoder),
    "interleaved": (InterleavedAnsCoder, InterleavedAnsCoder),
}
every_batch = pytest.mark.parametrize("writer, source", BATCHES.values(), ids=BATCHES)


class Counter(threading.Thread):
    """Counts milliseconds, as long as it gets the interpreter."""

    def __init__(self):
        super().__init__(daemon=True)
        self.steps, self.running = 0, True

    def run(self):
        while self.running:
            time.sleep(0.001)
            self.steps += 1


def steps_during(call):
    counter = Counter()
    counter.start()
    while counter.steps == 0:
        time.sleep(0.001)
    before = counter.steps
    result = call()
    steps = counter.steps - before
    counter.running = False
    counter.join()
    return result, steps


@pytest.mark.parametrize("kind", BATCHES)
def test_other_threads_run_during_a_long_call(kind):
    coder, steps = steps_during(lambda: encoded(kind, SYMBOLS, FAMILY, MEANS, 9.0))
    assert steps > 5
    decoded, steps = steps_during(lambda: reader(coder).decode(FAMILY, MEANS, 9.0))
    assert steps > 5 and np.array_equal(decoded, SYMBOLS)


def test_threads_may_share_a_model():
    shared = model.Categorical(np.arange(1.0, 300.0))
    symbols = np.random.default_rng(4).integers(0, 299, 200_000)
    results = [None] * 4

    def work(number):
        coder = encoded("ans", symbols, shared)
        results[number] = np.array_equal(coder.decode(shared, symbols.size), symbols)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4


def test_two_threads_on_one_coder_do_not_mix_their_calls():
    coder = AnsCoder()
    messages = [np.full(100_000, symbol, dtype=np.int32) for symbol in (1, 2, 3)]
    failures = []

    def work(symbols):
        try:
            coder.encode_reverse(symbols, model.Uniform(4))
        except RuntimeError as error:  # The coder is in use.
            failures.append(error)

    threads = [threading.Thread(target=work, args=(message,)) for message in messages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    decoded = coder.decode(model.Uniform(4), (3 - len(failures), 100_000))
    assert all(len(set(row.tolist())) == 1 for row in decoded)


def interrupt(call):
    """Sends Ctrl-C while the call runs, and sees to it that this ends it."""
    finished = []
    timer = threading.Timer(0.02, os.kill, [os.getpid(), signal.SIGINT])
    # Programs in the background may have been started with the signal ignored.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            call()
            finished.append(True)
            while True:  # The signal is still to come.
                time.sleep(0.01)
    finally:
        timer.join()
        signal.signal(signal.SIGINT, handler)
    assert not finished


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends the process on Windows")
@pytest.mark.parametrize("kind", BATCHES)
def test_ctrl_c_ends_a_long_call_and_changes_nothing(kind):
    size = 20_000_000
    symbols, means = np.broadcast_to(np.int32(3), size), np.broadcast_to(np.float64(0.5), size)
    coder = encoded(kind, [1, 2, 3], FAMILY, 0.0, 9.0)
    before = state(coder)
    interrupt(lambda: encode(coder, symbols, FAMILY, means, 9.0))
    assert state(coder) == before
    source = reader(encoded(kind, symbols, FAMILY, means, 9.0))
    before = state(source)
    interrupt(lambda: source.decode(FAMILY, means, 9.0))
    assert state(source) == before


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends the process on Windows")
@pytest.mark.parametrize("kind", BATCHES)
def test_ctrl_c_leaves_models_that_learn_as_they_were(kind):
    symbols = np.broadcast_to(np.int32(3), 10_000_000)
    learner = adaptive.AdaptiveCategorical(200)
    coder = encoded(kind, [1, 2, 3], learner)
    before, learned = state(coder), learner.clone()
    interrupt(lambda: encode(coder, symbols, learner))
    assert state(coder) == before and learner == learned
    learner.reset()
    source = reader(encoded(kind, symbols, learner))
    before, learned = state(source), adaptive.AdaptiveCategorical(200)
    learner.reset()
    interrupt(lambda: source.decode(learner, symbols.size))
    assert state(source) == before and learner == learned


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends the process on Windows")
@pytest.mark.parametrize("name", ["perfect rows", "entropy", "batch"])
def test_ctrl_c_ends_other_long_calls(name):
    rows = np.random.default_rng(1).random((1000, 50_257), dtype=np.float32)
    huge = [np.zeros(50_000_000, dtype=np.int32)] * 2
    calls = {
        "perfect rows": lambda: encoded("ans", np.arange(1000), model.Categorical(perfect=True), rows),
        "entropy": lambda: model.QuantizedGaussian(-(2**23), 2**23 - 1, 0.0, 1e5).entropy(),
        "batch": lambda: AnsCoder.encode_batch(huge, model.QuantizedGaussian(-9, 9, 0.0, 9.0)),
    }
    interrupt(calls[name])


def costly_calls():
    """Models whose intervals are computed, with as many symbols and their parameters."""
    random = np.random.default_rng(9)
    size = 20_000
    mixture = [random.random((size, 3)) + 0.1, random.normal(0, 20, (size, 3)), random.random((size, 3)) * 9 + 1]
    rows = random.random((2000, 64))
    return {
        "mixture": (random.integers(-50, 50, size), model.GaussianMixture(-50, 50), *mixture),
        "rows": (random.integers(0, 64, (40, 50)), model.Categorical(perfect=False), rows.reshape(40, 50, 64)),
        "perfect": (random.integers(0, 64, 2000), model.Categorical(perfect=True), rows),
        "logits": (random.integers(0, 64, 2000), model.CategoricalLogits(), np.log(rows)),
        "binomial": (random.integers(0, 100, size), model.Binomial(99), random.random(size)),
        "gaussian": (random.integers(-50, 50, size, dtype=np.int16), FAMILY, random.normal(0, 9, size), 9.0),
        "table": (random.integers(0, 7, size), model.Uniform(7)),
    }


COSTLY = costly_calls()


@pytest.mark.parametrize("kind", BATCHES)
@pytest.mark.parametrize("name", COSTLY)
def test_words_do_not_depend_on_the_number_of_threads(kind, name):
    symbols, *call = COSTLY[name]
    serial = state(encoded(kind, symbols, *call))
    for threads in (None, 1, 2, 7, np.int8(3)):
        coder = new(kind)
        encode(coder, symbols, *call, threads=threads)
        assert state(coder) == serial
    assert np.array_equal(reader(coder).decode(*call, *(symbols.shape if name == "table" else ())), symbols)


@pytest.mark.parametrize("kind", BATCHES)
def test_errors_do_not_depend_on_the_number_of_threads(kind):
    symbols, family, weights, means, stds = COSTLY["mixture"]
    symbols, stds = symbols.copy(), stds.copy()
    symbols[[5000, 15_000]], stds[10_000, 1] = 51, -1.0
    messages = []
    for threads in (1, 2, 7, None):
        coder = encoded(kind, [1, 2, 3], model.Uniform(5))
        before = state(coder)
        with pytest.raises((KeyError, ValueError)) as error:
            encode(coder, symbols, family, weights, means, stds, threads=threads)
        assert state(coder) == before
        messages.append((error.type, str(error.value)))
    assert messages == [messages[0]] * 4


@pytest.mark.parametrize("kind", BATCHES)
def test_numbers_of_threads_are_checked(kind):
    for threads, error in [(0, ValueError), (-1, (ValueError, OverflowError)), (1.5, TypeError), ("2", TypeError)]:
        with pytest.raises(error):
            encode(new(kind), [1, 2], model.Uniform(5), threads=threads)
    encode(new(kind), 3, model.Uniform(5), threads=2)


@pytest.mark.parametrize("kind", BATCHES)
def test_models_with_functions_of_python_have_one_thread(kind):
    custom = model.CustomModel(lambda x: (x + 1.5) / 5, lambda xi: xi * 5 - 1, 0, 3)
    encode(new(kind), [1, 2], custom, threads=1)
    for threads in (2, None):
        with pytest.raises(TypeError, match="threads"):
            encode(new(kind), [1, 2], custom, threads=threads)


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends the process on Windows")
@pytest.mark.parametrize("kind", BATCHES)
def test_ctrl_c_ends_a_call_on_threads_and_changes_nothing(kind):
    size = 20_000_000
    symbols, means = np.broadcast_to(np.int32(3), size), np.broadcast_to(np.float64(0.5), size)
    coder = encoded(kind, [1, 2, 3], FAMILY, 0.0, 9.0)
    before = state(coder)
    interrupt(lambda: encode(coder, symbols, FAMILY, means, 9.0, threads=2))
    assert state(coder) == before


@every_batch
@pytest.mark.parametrize("threads", [None, 1, 2, 7])
def test_a_batch_equals_single_calls(writer, source, threads):
    random = np.random.default_rng(8)
    messages = [random.integers(-20, 20, size) for size in (0, 1, 500, 20_000, 3)]
    means = [np.linspace(-5, 5, message.size) for message in messages]
    batch = writer.encode_batch(messages, FAMILY, means, 9.0, threads=threads)
    kind = next(kind for kind, (writes, _) in BATCHES.items() if writes is writer)
    for words, message, mean in zip(batch, messages, means, strict=True):
        assert words.dtype == np.uint32
        assert words.tolist() == encoded(kind, message, FAMILY, mean, 9.0).get_compressed().tolist()
    decoded = source.decode_batch(batch, FAMILY, means, 9.0, threads=threads)
    assert [symbols.tolist() for symbols in decoded] == [message.tolist() for message in messages]
    assert all(symbols.dtype == np.int32 for symbols in decoded)


@every_batch
def test_a_batch_takes_arrays_with_the_message_first(writer, source):
    messages = np.arange(24, dtype=np.uint8).reshape(3, 2, 4)
    batch = writer.encode_batch(messages, model.Uniform(24))
    assert len(batch) == 3
    for amount in ((2, 4), [(2, 4)] * 3):
        decoded = source.decode_batch(batch, model.Uniform(24), amount, dtype=np.uint8)
        assert np.array_equal(decoded, messages) and decoded[0].dtype == np.uint8
    stds = np.array([1.0, 5.0, 9.0])
    gaussians = model.QuantizedGaussian(-5, 50, 10.0)
    batch = writer.encode_batch(messages, gaussians, stds)
    for words, message, std in zip(batch, messages, stds, strict=True):
        kind = next(kind for kind, (writes, _) in BATCHES.items() if writes is writer)
        assert words.tolist() == encoded(kind, message, gaussians, std).get_compressed().tolist()


@every_batch
def test_an_empty_batch_is_an_empty_list(writer, source):
    assert writer.encode_batch([], model.Uniform(4)) == []
    assert source.decode_batch([], model.Uniform(4), 3) == []


@every_batch
def test_errors_of_a_batch_are_those_of_single_calls(writer, source):
    with pytest.raises(KeyError):
        writer.encode_batch([[1, 2], [3, 4]], model.Uniform(4))
    with pytest.raises(ValueError):
        writer.encode_batch([[1, 2], [3, 3]], FAMILY, [[0.0, 0.0]], 1.0)
    with pytest.raises(ValueError):
        writer.encode_batch([[1, 2]], model.Uniform(4), threads=0)
    with pytest.raises(TypeError):
        writer.encode_batch([["a"]], model.Uniform(4))
    with pytest.raises(ValueError):
        source.decode_batch([[1, 2]], model.Uniform(4), 2**62)


@pytest.mark.parametrize("kind", BATCHES)
def test_progress_goes_up_to_the_total(kind):
    slow = model.Binomial(3000, 0.4)
    symbols = np.full(20_000, 1200, dtype=np.int32)
    start = time.monotonic()
    encode(new(kind), symbols, slow)
    size = int(symbols.size * 3 / max(time.monotonic() - start, 1e-3))
    symbols = np.full(min(size, 20_000_000), 1200, dtype=np.int32)  # Three seconds.
    coder, reports = new(kind), []
    start = time.monotonic()
    encode(coder, symbols, slow, progress=lambda done, total: reports.append((done, total)))
    if time.monotonic() - start > 2:
        assert reports
    assert all(total == symbols.size for _, total in reports)
    assert all(a[0] < b[0] for a, b in zip(reports, reports[1:], strict=False))
    assert all(0 < done <= total for done, total in reports)


@all_kinds
def test_progress_does_not_change_the_words(kind):
    coder = new(kind)
    encode(coder, [1, 2, 3], model.Uniform(5), progress=lambda done, total: None)
    assert state(coder) == state(encoded(kind, [1, 2, 3], model.Uniform(5)))
    assert reader(coder).decode(model.Uniform(5), 3, progress=lambda done, total: None).tolist() == [1, 2, 3]


def test_progress_that_cannot_be_called_is_a_type_error():
    with pytest.raises(TypeError):
        AnsCoder().encode_reverse([1], model.Uniform(5), progress="yes")


@pytest.mark.skipif("tqdm" in sys.modules, reason="tqdm is there")
def test_progress_without_tqdm_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(ImportError, match=r"constriction\[progress\]"):
        AnsCoder().encode_reverse([1], model.Uniform(5), progress=True)
