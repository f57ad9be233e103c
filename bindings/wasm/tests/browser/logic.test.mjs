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
  const modules = ['address', 'drawing/arithmetic', 'drawing/range', 'toy', 'race', 'message', 'models', 'coders', 'stepper', 'bitsback', 'snippets/ingredients', 'snippets/javascript', 'snippets/python', 'snippets/rust'];
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
