//! Counts bytes and scales the counts to probabilities in fixed point.

use alloc::vec;

/// How often each byte occurs.
pub(crate) fn count(data: &[u8]) -> [u32; 256] {
    // Whether a few bytes are so frequent that a processor would wait for the last increment of the same place.
    let is_flat = |start: &[u8]| count_bytes(start).iter().all(|&count| count < 0x200);
    match data.get(..0x1000) {
        Some(start) if data.len() >= 0x4_0000 && is_flat(start) => count_pairs(data),
        _ => count_bytes(data),
    }
}

/// Byte by byte, at four places: to count on where one has just counted takes longer than to count elsewhere.
fn count_bytes(data: &[u8]) -> [u32; 256] {
    let mut counts = [[0u32; 256]; 4];
    let chunks = data.chunks_exact(4);
    for &byte in chunks.remainder() {
        counts[0][usize::from(byte)] += 1;
    }
    for chunk in chunks {
        for (counts, &byte) in counts.iter_mut().zip(chunk) {
            counts[usize::from(byte)] += 1;
        }
    }
    core::array::from_fn(|byte| counts.iter().map(|counts| counts[byte]).sum())
}

/// Two bytes at a time, in half as many steps.
fn count_pairs(data: &[u8]) -> [u32; 256] {
    let mut pairs = vec![0; 1 << 16];
    let chunks = data.chunks_exact(8);
    let mut counts = count_bytes(chunks.remainder());
    // An array of this size has a place for each pair, which need not be checked.
    if let Ok(pairs) = <&mut [u32; 1 << 16]>::try_from(&mut pairs[..]) {
        for chunk in chunks.flat_map(<[u8; 8]>::try_from).map(u64::from_le_bytes) {
            for shift in [0, 16, 32, 48] {
                pairs[usize::from((chunk >> shift) as u16)] += 1;
            }
        }
    }
    // The first byte is the low one.
    for (second, pairs) in pairs.chunks_exact(256).enumerate() {
        counts[second] += pairs.iter().sum::<u32>();
        for (count, &more) in counts.iter_mut().zip(pairs) {
            *count += more;
        }
    }
    counts
}

/// Probabilities in units of `2^-bits` that sum to one and are close to the counts, of which there must be at least two
/// and at most `2^bits` above zero, with a sum of at most 2^20: the symbols that occur have at least the smallest one.
///
/// Each is rounded; then, as long as the sum is not one, the one changes that it costs least, or helps most. With n for
/// the count, f + 1 in the place of f makes the message shorter by n * log((f + 1) / f), or about n / (f + 1/2).
pub(crate) fn normalize(counts: &[u32; 256], bits: u32) -> [u16; 256] {
    let total = 1u32 << bits;
    let sum: u32 = counts.iter().sum();
    let scale = (u64::from(total) << 32) / u64::from(sum.max(1));
    let mut freqs = [0u16; 256];
    // The bytes that occur; the others cost no time.
    let mut used = [0u8; 256];
    let (mut len, mut given) = (0, 0);
    for (byte, &count) in (0..=255u8).zip(counts).filter(|(_, count)| **count != 0) {
        let freq = ((u64::from(count) * scale + (1 << 31)) >> 32).max(1) as u32;
        freqs[usize::from(byte)] = freq as u16;
        given += freq;
        used[len] = byte;
        len += 1;
    }
    let used = &used[..len];
    // What one more helps, or one less costs: n / (2 f + 1), where f is the smaller one of two probabilities. Where two
    // such fractions differ, they differ by more than 2^-36 parts, so that doubles are as good.
    let weight = |byte: u8, freq: u16| f64::from(counts[usize::from(byte)]) / f64::from(2 * u32::from(freq) + 1);
    let mut weights = [0.0; 256];
    let weights = &mut weights[..len];
    if given < total {
        weights.iter_mut().zip(used).for_each(|(slot, &byte)| *slot = weight(byte, freqs[usize::from(byte)]));
        for _ in given..total {
            let largest = weights.iter().fold(0.0, |a, &b| if b > a { b } else { a });
            let place = weights.iter().position(|&weight| weight == largest).unwrap_or(0);
            let freq = &mut freqs[usize::from(used[place])];
            *freq += 1;
            weights[place] = weight(used[place], *freq);
        }
    } else {
        // The smallest probability stays.
        let loss = |byte: u8, freq: u16| if freq > 1 { weight(byte, freq - 1) } else { f64::INFINITY };
        weights.iter_mut().zip(used).for_each(|(slot, &byte)| *slot = loss(byte, freqs[usize::from(byte)]));
        for _ in total..given {
            let smallest = weights.iter().fold(f64::INFINITY, |a, &b| if b < a { b } else { a });
            let place = weights.iter().position(|&weight| weight == smallest).unwrap_or(0);
            let freq = &mut freqs[usize::from(used[place])];
            *freq -= 1;
            weights[place] = loss(used[place], *freq);
        }
    }
    debug_assert_eq!(freqs.iter().map(|&freq| u32::from(freq)).sum::<u32>(), total);
    freqs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bytes_are_counted() {
        for modulus in [1, 3, 256, 65_521] {
            let data: vec::Vec<u8> = (0..300_003u64).map(|i| (i * i % modulus % 251) as u8).collect();
            for data in [&data[..0], &data[..7], &data[..1003], &data] {
                let mut expected = [0; 256];
                data.iter().for_each(|&byte| expected[usize::from(byte)] += 1);
                assert_eq!(count(data), expected);
                assert_eq!(count_pairs(data), expected);
            }
        }
    }

    #[test]
    fn probabilities_sum_to_one_and_none_is_lost() {
        let shapes: [fn(u32) -> u32; 7] = [
            |i| u32::from(i < 2),
            |i| 1 << (i % 12),
            |_| 4096,
            |i| if i == 7 { (1 << 20) - 255 } else { 1 },
            |i| if i < 2 { [1, (1 << 20) - 1][i as usize] } else { 0 },
            |i| i * i / 16,
            |i| u32::from(i % 3 == 0),
        ];
        for shape in shapes {
            let counts = core::array::from_fn(|i| shape(i as u32));
            for bits in 10..=14 {
                let freqs = normalize(&counts, bits);
                assert_eq!(freqs.iter().map(|&freq| u32::from(freq)).sum::<u32>(), 1 << bits);
                assert!(freqs.iter().zip(&counts).all(|(freq, count)| (*freq == 0) == (*count == 0)));
                assert!(freqs.iter().all(|&freq| u32::from(freq) < 1 << bits));
            }
        }
    }
}
