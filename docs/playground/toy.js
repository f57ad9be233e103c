// ANS so small that all its states can be drawn: words of 4 bits, a precision of 4 bits, states from 16 to 255. The package
// has no such preset, so this is the rule itself, as docs/formats.md has it for W = 4, S = 8, P = 4.

export const BITS = 4;
export const SCALE = 2 ** BITS; // the number of quantiles, and of states between two words
export const LOWEST = 2 ** BITS;
export const STATES = LOWEST * SCALE;
export const MOST_SYMBOLS = 6;
export const MOST_LETTERS = 16;

/**
 * How many of `parts` parts, 16 quantiles here, each letter has: as its count in the message, at least one each. Returns
 * `{ letter, left, share }` in the order in which letters first come.
 */
export function shares(message, parts = SCALE) {
  const counts = new Map();
  for (const letter of message) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const letters = [...counts.keys()];
  const given = letters.map(() => 1);
  for (let left = parts - letters.length; left > 0; left--) {
    // The one that is furthest below its due.
    const due = letters.map((letter, i) => counts.get(letter) / given[i]);
    given[due.indexOf(Math.max(...due))] += 1;
  }
  let left = 0;
  return letters.map((letter, i) => {
    const one = { letter, left, share: given[i] };
    left += given[i];
    return one;
  });
}

/** Encodes one symbol: what happens, with all numbers between. */
export function encodeStep({ state, words }, symbol) {
  const { left, share } = symbol;
  const pushed = [];
  let x = state;
  while (x >= share * SCALE) { // 2^(S - P) = 16
    pushed.push(x % SCALE);
    x = Math.floor(x / SCALE);
  }
  const [quotient, rest] = [Math.floor(x / share), x % share];
  const after = quotient * SCALE + left + rest;
  return { verb: 'encode', symbol, before: state, pushed, small: x, quotient, rest, state: after, words: [...words, ...pushed] };
}

/** Decodes one symbol: what happens, with all numbers between. */
export function decodeStep({ state, words }, table) {
  const quantile = state % SCALE;
  const quotient = Math.floor(state / SCALE);
  const symbol = table.find(({ left, share }) => quantile >= left && quantile < left + share);
  const small = quotient * symbol.share + quantile - symbol.left;
  const rest = [...words];
  const popped = [];
  let x = small;
  while (x < LOWEST && rest.length > 0) {
    popped.push(rest.pop());
    x = x * SCALE + popped.at(-1);
  }
  return { verb: 'decode', symbol, before: state, quantile, quotient, small, popped, state: x, words: rest };
}

/** The start, and then every step of encoding a message from its end and of decoding it from its start. */
export function run(message) {
  const table = shares(message);
  const steps = [{ verb: 'start', state: LOWEST, words: [] }];
  const letters = [...message];
  for (let i = letters.length - 1; i >= 0; i--) {
    steps.push({ ...encodeStep(steps.at(-1), table.find(({ letter }) => letter === letters[i])), index: i });
  }
  for (let i = 0; i < letters.length; i++) steps.push({ ...decodeStep(steps.at(-1), table), index: i });
  return { table, steps };
}
