// Coders without models: intervals of quantiles go in and out.

import { integerOf, isList, uint32Of, wordsOf } from './arrays.js';

/** Where one interval is put, so that a call of one makes no arrays. */
const ONE_LEFT = new Uint32Array(1);
const ONE_PROBABILITY = new Uint32Array(1);

const precisionOf = (precision) => integerOf(precision, 'the precision', 1, 32);

/** The numbers of an argument, or one number in an array that is there. */
function numbersOf(value, what, place) {
  if (isList(value)) return wordsOf(value, `the ${what}`, what);
  place[0] = uint32Of(value, `the ${what}`);
  return place;
}

/** The left ends and the probabilities of intervals; one probability is for all. */
function intervalsOf(left, probability) {
  return [numbersOf(left, 'left end', ONE_LEFT), numbersOf(probability, 'probability', ONE_PROBABILITY)];
}

export function encodeInterval(coder, left, probability, precision) {
  const [lefts, probabilities] = intervalsOf(left, probability);
  coder.encode_intervals(lefts, probabilities, precisionOf(precision));
}

export function quantile(coder, precision) {
  return coder.quantile(precisionOf(precision));
}

export function advance(coder, left, probability, precision) {
  const [lefts, probabilities] = intervalsOf(left, probability);
  coder.advance(lefts, probabilities, precisionOf(precision));
}
