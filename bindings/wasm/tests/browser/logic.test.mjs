// What the playground computes, without a browser: the page with the package beside it, as it is published.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const SITE = join(ROOT, 'target/playground/site');
const PROGRAMS = join(ROOT, 'target/playground/programs');
const FAMILIES = ['order0', 'order1', 'gaussian', 'own'];
const CODERS = ['huffman', 'range', 'ans', 'chain'];

let page;
before(async () => {
  for (const folder of [SITE, PROGRAMS]) await rm(folder, { recursive: true, force: true });
  await cp(join(ROOT, 'docs/playground'), SITE, { recursive: true });
  await cp(process.env.CONSTRICTION_PACKAGE, join(SITE, 'constriction'), { recursive: true });
  await writeFile(join(SITE, 'package.json'), '{ "type": "module" }');
  for (const folder of ['node_modules', 'src/bin']) await mkdir(join(PROGRAMS, folder), { recursive: true });
  await cp(process.env.CONSTRICTION_PACKAGE, join(PROGRAMS, 'node_modules/constriction'), { recursive: true });
  const modules = ['address', 'drawing/arithmetic', 'drawing/range', 'toy', 'real', 'tans', 'golomb', 'drawing/real', 'race', 'message', 'models', 'coders', 'stepper', 'bitsback', 'snippets/ingredients', 'snippets/javascript', 'snippets/python', 'snippets/rust'];
  const all = await Promise.all(modules.map((name) => import(pathToFileURL(join(SITE, `${name}.js`)))));
  page = Object.assign({}, ...all);
});

/** A choice that suits a message; `own` has weights that are not the message's counts. */
function choice(message, family, precision) {
  const own = message.alphabet.map((byte, i) => `#${byte} ${1.5 + i}`).join('\n');
  return { family, precision, own, ...page.fittedGaussian(message) };
}

function measureAll(coder, plan, block) {
  const steps = page.measure(coder, plan, block);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

test('all that can be chosen restores the message, in blocks of any size', () => {
  const texts = ['a', 'aaaa', 'abracadabra', 'Grüße, 世界! '.repeat(20)];
  for (const text of texts) {
    const message = page.fromText(text);
    for (const family of FAMILIES) {
      for (const coder of CODERS) {
        for (const precision of coder === 'chain' ? [24] : [8, 12, 24]) {
          for (const block of [1, 7, 1000]) {
            const plan = new page.Plan(choice(message, family, precision), message);
            const { exact, bits } = measureAll(coder, plan, block);
            assert.ok(exact, `${text}, ${family}, ${coder}, ${precision} bits, blocks of ${block}`);
            assert.ok(coder === 'huffman' || bits <= plan.informationContent() + 96);
          }
        }
      }
    }
  }
});

test('intervals fill the scale without gaps', () => {
  const message = page.fromText('no gaps, no overlaps');
  for (const family of FAMILIES) {
    for (const precision of page.PRECISIONS.filter((bits) => bits >= 8)) {
      const plan = new page.Plan(choice(message, family, precision), message);
      plan.models.forEach((model, context) => {
        if (!model) return;
        const intervals = plan.intervals(context);
        for (const { symbol, left, probability } of intervals) {
          assert.deepEqual({ ...model.interval(symbol) }, { left, probability });
        }
        assert.equal(intervals.at(-1).left + intervals.at(-1).probability, 2 ** precision);
      });
    }
  }
});

test('stepping to and fro restores every state', () => {
  const message = page.fromText('to and fro');
  for (const coder of CODERS) {
    for (const family of FAMILIES) {
      const stepper = new page.Stepper(coder, new page.Plan(choice(message, family, 24), message));
      const state = () => JSON.stringify(stepper.snapshot(), (_, value) => (typeof value === 'bigint' ? String(value) : value));
      const states = [state()];
      while (stepper.forward()) states.push(state());
      for (let position = stepper.total - 1; position >= 0; position--) {
        stepper.back();
        assert.equal(state(), states[position], `${coder}, ${family}, ${position}`);
      }
      stepper.to(stepper.total);
      assert.equal(state(), states.at(-1));
      for (const step of stepper.steps) if (step.phase === 'decode') assert.equal(step.decoded, step.symbol);
      stepper.free();
    }
  }
});

test('weights are read as they are written', () => {
  const message = page.fromText('a b\n#c\tü');
  const read = page.parseWeights(page.writeWeights(message));
  assert.deepEqual(read, message.alphabet.map((byte) => [byte, message.counts[byte]]));
});

test('pixels lose nothing but alpha', () => {
  const { bytes, stride } = page.fromPixels(Uint8ClampedArray.from([1, 2, 3, 255, 4, 5, 6, 0]), 2, 1, 'two');
  assert.deepEqual([...bytes], [1, 2, 3, 4, 5, 6]);
  assert.equal(stride, 3);
});

test('bits-back costs the negative ELBO if the posterior is exact, and gives everything back', () => {
  const values = Array.from({ length: 300 }, (_, i) => (i * 7) % 16);
  const elbos = [];
  for (const sharpness of [1, 0.7, 0]) {
    const back = new page.BitsBack(values, sharpness);
    back.to(back.total);
    let net = 0;
    for (let i = 0; i < back.total; i++) net += back.bits(i);
    const elbo = values.reduce((sum, value) => sum + page.negativeElbo(value, sharpness), 0);
    if (sharpness === 1) assert.ok(Math.abs(net - elbo) < 0.02, `${net} and ${elbo}`);
    elbos.push(elbo);
    assert.ok(Math.abs(back.snapshot().bits - back.start - net) < 2);
    assert.deepEqual(back.restore(), { values, exact: true });
    back.free();
  }
  assert.ok(elbos[0] < elbos[1] && elbos[1] < elbos[2]);
});

test('programs run and give the words that they say', async () => {
  const { CARGO, CONSTRICTION_PYTHON } = process.env; // the latter has the wheel
  const manifest = join(PROGRAMS, 'Cargo.toml');
  const dependency = JSON.stringify(join(ROOT, 'crates/constriction'));
  await writeFile(manifest, `[package]
name = "playground-programs"
edition = "2024"
[dependencies]
constriction = { path = ${dependency} }
[workspace]
`);
  await copyFile(join(ROOT, 'Cargo.lock'), join(PROGRAMS, 'Cargo.lock'));
  const message = page.fromText('the same words in all three');
  const expected = {};
  for (const coder of CODERS) {
    for (const family of FAMILIES) {
      const what = page.ingredients(choice(message, family, coder === 'chain' ? 24 : 10), coder, message);
      const name = join(PROGRAMS, `${coder}_${family}`);
      await writeFile(`${name}.mjs`, page.javascript(what));
      await writeFile(`${name}.py`, page.python(what));
      await writeFile(join(PROGRAMS, `src/bin/${coder}_${family}.rs`), page.rust(what));
      const words = what.words.join(' ');
      assert.equal(execFileSync(process.execPath, [`${name}.mjs`], { encoding: 'utf8' }).trim(), words);
      assert.equal(execFileSync(CONSTRICTION_PYTHON, [`${name}.py`], { encoding: 'utf8' }).trim(), words);
      expected[`${coder}_${family}`] = `[${what.words.join(', ')}]`;
    }
  }
  const target = join(ROOT, 'target/playground/target');
  execFileSync(CARGO, ['build', '--quiet', '--manifest-path', manifest, '--target-dir', target], { stdio: 'inherit' });
  for (const [program, words] of Object.entries(expected)) {
    assert.equal(execFileSync(join(target, 'debug', program), { encoding: 'utf8' }).trim(), words, program);
  }
});

test('an address is read as it was written', () => {
  const params = { coder: 'range', message: 'a b&c=d#e?f+g%ü', step: 3, left: undefined };
  const { view, params: read } = page.readAddress(page.writeAddress('step', params));
  assert.equal(view, 'step');
  assert.deepEqual(Object.fromEntries(read), { coder: 'range', message: params.message, step: '3' });
  assert.equal(page.writeAddress('race', { p: undefined }), '#race');
  assert.equal(page.numberOf(new URLSearchParams('p=7'), 'p', 0, 5), 5);
  for (const text of ['', 'p=', 'p=x']) assert.ok([undefined, 0].includes(page.numberOf(new URLSearchParams(text), 'p', 0, 5)));
});

test('the small coder restores every message, and its states are its own', () => {
  for (const message of ['a', 'aaaa', 'ab', 'abacab', 'abcdef', 'fedcbaabcdefabcd', 'aaaaaaaaaaaaaaab']) {
    const { table, steps } = page.run(message);
    assert.equal(table.reduce((sum, { share }) => sum + share, 0), page.SCALE);
    assert.equal(steps.length, 2 * message.length + 1);
    for (const { state } of steps) assert.ok(state >= page.LOWEST && state < page.STATES, `${message}: ${state}`);
    const decoded = steps.slice(message.length + 1).map(({ symbol }) => symbol.letter).join('');
    assert.equal(decoded, message);
    assert.deepEqual(steps.at(-1).words, []);
    assert.equal(steps.at(-1).state, page.LOWEST);
    // To decode is to go back over the same states.
    for (let i = 0; i < message.length; i++) assert.equal(steps[message.length + i].state, steps[message.length - i].state);
  }
});

test('the calculation of a step ends in the state that the package has', () => {
  const message = page.fromText('written out in decimals');
  for (const precision of [8, 12, 24]) {
    const plan = new page.Plan(choice(message, 'order0', precision), message);
    const stepper = new page.Stepper('ans', plan);
    while (stepper.forward()) {
      const { last } = stepper;
      if (last.phase === 'finish') continue;
      const [before, now] = [stepper.before().state, stepper.snapshot().state];
      const interval = plan.intervals(last.context).find(({ symbol }) => symbol === last.symbol);
      const lines = last.phase === 'encode' ? page.encodeLines(before, interval, precision) : page.decodeLines(before, now, interval, precision);
      assert.ok(lines.at(-1)[1].endsWith(`= ${page.decimal(now)}`), `${lines.at(-1)[1]} is not ${now}`);
    }
    stepper.free();
  }
});

test('the nested intervals are as wide as the message is likely', () => {
  const message = page.fromText('nested');
  const plan = new page.Plan(choice(message, 'order0', 8), message);
  const steps = [...plan.symbols].map((symbol, i) => ({ symbol, context: plan.contextAt(i) }));
  const levels = page.nest(steps, (context) => plan.intervals(context), 8);
  assert.ok(Math.abs(-Math.log2(levels.at(-1)[1]) - plan.informationContent()) < 1e-6);
  levels.slice(1).forEach(([low, width], i) => assert.ok(low >= levels[i][0] && low + width <= levels[i][0] + levels[i][1] + 1e-12));
  const [from, to] = page.ends(levels.at(-1));
  assert.notEqual(from, to);
});

test('in the race, ANS is near the ideal and Huffman takes a bit for each symbol', () => {
  for (const p of [0.5, 0.7, 0.9, 0.99]) {
    const { ideal, ans, huffman } = page.race(p);
    assert.equal(huffman, page.COUNT / 8);
    assert.ok(ans >= ideal - 1 && ans < ideal + 12, `${p}: ${ans} of ${ideal}`);
    assert.equal(page.tosses(p).filter((symbol) => symbol === 0).length, Math.round(p * page.COUNT));
  }
});

/** Numbers that look random, from 0 to below 1. */
function* random(seed) {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

/** Messages of up to `most` letters, 6 of them different, and the shortest and most uneven ones. */
function messages(count, most) {
  const numbers = random(20);
  const next = (below) => Math.floor(numbers.next().value * below);
  const some = Array.from({ length: count }, () => {
    const letters = 'abcdef'.slice(0, 1 + next(6));
    return Array.from({ length: 1 + next(most) }, () => letters[next(letters.length)]).join('');
  });
  return ['a', 'ab', 'a'.repeat(most), `${'a'.repeat(most - 1)}b`, ...some];
}

/** Fractions of BigInts, to compare without rounding. */
const less = ([a, b], [c, d]) => a * d < c * b;
const fractionOf = (text) => {
  const [whole, digits = ''] = text.split('.');
  return [BigInt(whole + digits), 10n ** BigInt(digits.length)];
};

test('intervals of real numbers are exact, and the code is the shortest number in them', () => {
  for (const text of messages(200, 10)) {
    const { table, steps } = page.runReal(text);
    assert.equal(table.reduce((sum, { share }) => sum + share, 0), 10);
    // Sums of fractions, with no common unit of all steps.
    let [low, width] = [[0n, 1n], [1n, 1n]];
    [...text].forEach((letter, i) => {
      const { left, share } = table.find((one) => one.letter === letter);
      low = [low[0] * width[1] * 10n + width[0] * BigInt(left) * low[1], low[1] * width[1] * 10n];
      width = [width[0] * BigInt(share), width[1] * 10n];
      const { interval } = steps[i + 1];
      const shown = fractionOf(page.decimalOf(interval.low, interval.digits));
      assert.equal(shown[0] * low[1], low[0] * shown[1], `${text}, step ${i + 1}`);
      assert.equal(interval.width * width[1], width[0] * 10n ** BigInt(interval.digits));
    });
    const high = [low[0] * width[1] + width[0] * low[1], low[1] * width[1]];
    const { point, binary } = steps[text.length + 1];
    for (const [{ units, digits }, base] of [[point, 10n], [binary, 2n]]) {
      const at = [units, base ** BigInt(digits)];
      assert.ok(!less(at, low) && less(at, high), `${text}: ${units} of ${base}^${digits} is outside`);
      // No number with one digit fewer lies in the interval. Only where there are few, because each of them is tried.
      if (digits > 0 && base ** BigInt(digits - 1) < 50000n) {
        for (let other = 0n, scale = base ** BigInt(digits - 1); other < scale; other++) assert.ok(less([other, scale], low) || !less([other, scale], high));
      }
    }
    assert.ok(binary.digits <= Math.ceil(page.information(steps[text.length].interval) - 1e-9) + 1);
    assert.equal(steps.slice(text.length + 2).map(({ symbol }) => symbol.letter).join(''), text);
    assert.deepEqual(steps.at(-1).interval, steps[text.length].interval);
  }
});

test('each line of the calculation with real numbers ends with the interval', () => {
  const { steps } = page.runReal('abacab');
  assert.deepEqual(page.linesReal(steps[2]), [['symbol', '“b” has P = 0.3, from F = 0.5 on'], ['low', '0.0 + 0.5 · 0.5 = 0.25'], ['width', '0.5 · 0.3 = 0.15']]);
  assert.match(page.tellReal(steps[7]), /^the code is 0\.314,/);
  assert.deepEqual(page.linesReal(steps[8])[1], ['symbol', '0.0 ≤ 0.3140 < 0.5: “a”']);
});

test('the tables of ANS are inverse to each other, and use every state once', () => {
  for (const text of messages(200, 10)) {
    const { table, rows } = page.runTans(text);
    assert.deepEqual(rows.map(({ state }) => state), Array.from({ length: page.SIZE }, (_, i) => page.SIZE + i));
    table.forEach(({ share }, symbol) => {
      const own = rows.filter((row) => row.symbol === symbol);
      assert.equal(own.length, share);
      // In every state, exactly one row encodes the symbol, and its bits lead back.
      for (let state = page.SIZE; state < 2 * page.SIZE; state++) {
        const fitting = own.filter(({ base, bits }) => state >= base && state < base + 2 ** bits);
        assert.deepEqual(fitting, [page.encodingRow(rows, state, symbol)], `${text}, ${symbol} in ${state}`);
        // The rule of ANS without tables: shift out bits until the state is one of p to 2 p - 1.
        let [small, bits] = [state, 0];
        for (; small >= 2 * share; bits++) small >>= 1;
        assert.deepEqual([fitting[0].small, fitting[0].bits], [small, bits]);
      }
    });
  }
});

test('a decoder that has the bits and the last state restores the message', () => {
  for (const text of messages(300, 10)) {
    const { table, rows, steps } = page.runTans(text);
    const path = steps.slice(0, text.length + 1).map(({ state }) => state);
    const { state: last, written } = steps[text.length];
    const bits = [...written].map(Number);
    let [state, decoded] = [last, ''];
    for (let i = 0; i < text.length; i++) {
      assert.equal(state, path[text.length - i], `${text}, before letter ${i}`);
      const row = rows[state - page.SIZE];
      decoded += table[row.symbol].letter;
      let number = 0;
      for (const bit of bits.splice(bits.length - row.bits)) number = 2 * number + bit;
      state = row.base + number;
    }
    assert.equal(decoded, text);
    assert.equal(state, page.SIZE);
    assert.deepEqual(bits, []);
    assert.deepEqual(steps.slice(text.length).map((step) => step.state), path.toReversed());
    assert.equal(steps.slice(text.length + 1).map(({ row }) => table[row.symbol].letter).join(''), text);
    assert.equal(steps.at(-1).written, '');
  }
});

test('Golomb codes are those of the package, and prefix-free', async () => {
  const { code } = await import(pathToFileURL(join(SITE, 'constriction/index.js')));
  for (let m = 1; m <= page.MOST_M; m++) {
    const words = Array.from({ length: 100 }, (_, n) => page.codeword(n, m)).map(({ unary, binary }) => unary + binary);
    const golomb = code.golomb({ divisor: m });
    words.forEach((word, n) => {
      const { quotient, rest } = page.codeword(n, m);
      assert.equal(quotient * m + rest, n);
      assert.equal(word, [...golomb.codeword(n)].map(String).join(''), `${n} with the divisor ${m}`);
      assert.ok(words.every((other, i) => i === n || !other.startsWith(word)), `${word} begins another code word of ${m}`);
    });
    golomb.free();
    // They fill the space of code words, but for those of larger numbers.
    const all = Array.from({ length: 60 * m }, (_, n) => page.codeword(n, m));
    assert.ok(Math.abs(all.reduce((sum, { unary, binary }) => sum + 2 ** -(unary.length + binary.length), 0) - 1) < 1e-12);
  }
});

test('the best divisor has the least expected length of all', () => {
  const divisors = Array.from({ length: 2 * page.MOST_M }, (_, i) => i + 1);
  const bits = divisors.map((m) => Array.from({ length: 2000 }, (_, n) => page.codeword(n, m)).map(({ unary, binary }) => unary.length + binary.length));
  for (let percent = 5; percent <= 97; percent++) {
    const p = percent / 100;
    const lengths = divisors.map((m, i) => {
      const sum = bits[i].reduce((all, length, n) => all + page.probability(n, p) * length, 0);
      assert.ok(Math.abs(sum - page.expectedLength(m, p)) < 1e-9, `${m}, ${p}`);
      return sum;
    });
    const best = page.bestDivisor(p);
    assert.ok(best <= page.MOST_M);
    assert.ok(lengths[best - 1] <= Math.min(...lengths) + 1e-12, `${p}: ${best}`);
    let entropy = 0;
    for (let n = 0; n < 2000; n++) if (page.probability(n, p) > 0) entropy -= page.probability(n, p) * Math.log2(page.probability(n, p));
    assert.ok(Math.abs(entropy - page.geometricEntropy(p)) < 1e-9);
    assert.ok(entropy <= lengths[best - 1] && lengths[best - 1] < entropy + 1);
  }
});
