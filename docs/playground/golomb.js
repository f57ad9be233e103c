// Golomb codes: the quotient in unary, the remainder in truncated binary. For numbers n = 0, 1, 2, ... with the geometric
// distribution P(n) = (1 - p) p^n.

export const MOST_M = 24;

/** Bits of the longer remainders, and how many remainders take one bit less. */
function remainders(m) {
  const bits = Math.ceil(Math.log2(m));
  return { bits, short: 2 ** bits - m };
}

/** The code word of `n` with the divisor `m`: the quotient as that many zeros and a one, and then the remainder. */
export function codeword(n, m) {
  const [quotient, rest] = [Math.floor(n / m), n % m];
  const { bits, short } = remainders(m);
  const isShort = rest < short;
  const [number, length] = isShort ? [rest, bits - 1] : [rest + short, bits];
  const unary = `${'0'.repeat(quotient)}1`;
  return { n, quotient, rest, isShort, short, number, unary, binary: length > 0 ? number.toString(2).padStart(length, '0') : '' };
}

export const probability = (n, p) => (1 - p) * p ** n;

/** Entropy of the distribution, in bits. */
export const geometricEntropy = (p) => -Math.log2(1 - p) - (p / (1 - p)) * Math.log2(p);

/** Expected length of a code word. */
export function expectedLength(m, p) {
  const { bits, short } = remainders(m);
  const whole = 1 - p ** m;
  const quotient = p ** m / whole;
  const long = (p ** short - p ** m) / whole; // the probability of a remainder with all bits
  return quotient + 1 + bits - 1 + long;
}

/** The divisor with the least expected length (Gallager, van Voorhis 1975): the least m with p^m + p^(m + 1) <= 1. */
export function bestDivisor(p) {
  let m = 1;
  while (p ** m + p ** (m + 1) > 1) m += 1;
  return m;
}
