// Arithmetic coding with real numbers: a message is an interval of [0, 1), and its code is a number in it. Probabilities are
// tenths, so that both ends are finite decimals; integers in units of 10^-digits keep all of their digits.

import { shares } from './toy.js';

const TEN = 10n;
export const PARTS = 10; // probabilities are multiples of 1/10

/** A number of units of 10^-digits as a decimal fraction with all its digits. */
export function decimalOf(units, digits) {
  if (digits === 0) return String(units);
  const text = String(units).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The part of an interval that a symbol has. `low` and `width` are in units of 10^-digits. */
export function narrow({ low, width, digits }, { left, share }) {
  return { low: low * TEN + width * BigInt(left), width: width * BigInt(share), digits: digits + 1 };
}

/** The number with the fewest digits to a base that lies in an interval: `units` of base^-digits. */
export function shortest({ low, width, digits }, base) {
  const scale = TEN ** BigInt(digits);
  for (let count = 0, power = 1n; ; count++, power *= BigInt(base)) {
    const units = (low * power + scale - 1n) / scale; // the least multiple that is not below the interval
    if (units * scale < (low + width) * power) return { units, digits: count };
  }
}

/** The symbol whose part of an interval a point, in units of 10^-digits, lies in. */
export function symbolAt(interval, point, table) {
  const digits = Math.max(interval.digits + 1, point.digits);
  const scaled = (units, from) => units * TEN ** BigInt(digits - from);
  const at = scaled(point.units, point.digits);
  return table.find((symbol) => {
    const part = narrow(interval, symbol);
    const low = scaled(part.low, part.digits);
    return at >= low && at < low + scaled(part.width, part.digits);
  });
}

/** The start, a step for each symbol encoded, the choice of a number, and a step for each symbol decoded. */
export function runReal(message) {
  const table = shares(message, PARTS);
  const whole = { low: 0n, width: 1n, digits: 0 };
  const steps = [{ phase: 'start', interval: whole }];
  const letters = [...message];
  letters.forEach((letter, index) => {
    const before = steps.at(-1).interval;
    const symbol = table.find((one) => one.letter === letter);
    steps.push({ phase: 'encode', index, symbol, before, interval: narrow(before, symbol) });
  });
  const { interval } = steps.at(-1);
  const point = shortest(interval, 10);
  steps.push({ phase: 'choose', interval, point, binary: shortest(interval, 2) });
  let before = whole;
  letters.forEach((_, index) => {
    const symbol = symbolAt(before, point, table);
    const after = narrow(before, symbol);
    steps.push({ phase: 'decode', index, symbol, before, interval: after, point });
    before = after;
  });
  return { table, steps };
}

/** Bits of information in an interval: -log2 of its width. */
export const information = ({ width, digits }) => digits * Math.log2(10) - Math.log2(Number(width));
