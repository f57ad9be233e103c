//! The split of integers into upper bits, which are tokens, and lower bits, for many of them at once.

use crate::AutoError;
use crate::split::WINDOW;
use crate::word::Word;

/// The tokens of the upper bits: 1 for `lowest` and so on, 0 for upper bits without a token.
pub(crate) fn tokens<T: Word>(values: &[T], shift: u32, lowest: u64) -> Vec<u8> {
    // Numbers of 32 bits go into vectors twice as well as those of 64.
    if let (true, Ok(lowest)) = (T::BITS <= 32, u32::try_from(lowest)) {
        let token = |value: &T| {
            let upper = ((value.to_u64() as u32) >> shift).wrapping_sub(lowest);
            if upper < WINDOW as u32 { upper as u8 + 1 } else { 0 }
        };
        return values.iter().map(token).collect();
    }
    let token = |value: &T| {
        let upper = (value.to_u64() >> shift).wrapping_sub(lowest);
        if upper < WINDOW { upper as u8 + 1 } else { 0 }
    };
    values.iter().map(token).collect()
}

/// The integers of tokens, without the lower bits.
pub(crate) fn bases<T: Word>(tokens: &[u8], shift: u32, lowest: u64) -> Vec<T> {
    let base = T::from_u64(lowest.wrapping_sub(1) << shift);
    tokens.iter().map(|&token| base.add(T::from_u64(token.into()).shifted_left(shift))).collect()
}

/// Calls a function with a constant number of bits, 1 to 7.
macro_rules! for_count {
    ($count:expr, $function:ident($($argument:expr),*)) => {
        match $count {
            1 => $function::<T, 1>($($argument),*),
            2 => $function::<T, 2>($($argument),*),
            3 => $function::<T, 3>($($argument),*),
            4 => $function::<T, 4>($($argument),*),
            5 => $function::<T, 5>($($argument),*),
            6 => $function::<T, 6>($($argument),*),
            _ => $function::<T, 7>($($argument),*),
        }
    };
}

/// `count` bits of each integer, 1 to 7, from the bit `from` on, from the lowest bit of each byte on.
pub(crate) fn pack<T: Word>(values: &[T], from: u32, count: u32) -> Vec<u8> {
    for_count!(count, pack_by(values, from))
}

/// Eight integers take a whole number of bytes.
fn pack_by<T: Word, const COUNT: usize>(values: &[T], from: u32) -> Vec<u8> {
    let held = |values: &[T]| {
        let bits = values.iter().enumerate();
        bits.fold(0, |held, (i, value)| held | (value.to_u64() >> from & ((1 << COUNT) - 1)) << (i * COUNT))
    };
    let mut packed = vec![0; (values.len() * COUNT).div_ceil(8)];
    let (eights, rest) = values.as_chunks::<8>();
    let (places, last) = packed.split_at_mut(eights.len() * COUNT);
    for (place, eight) in places.as_chunks_mut::<COUNT>().0.iter_mut().zip(eights) {
        place.copy_from_slice(&held(eight).to_le_bytes()[..COUNT]);
    }
    last.copy_from_slice(&held(rest).to_le_bytes()[..last.len()]);
    packed
}

/// Adds `count` bits to each integer. The input must have exactly these bits.
pub(crate) fn unpack<T: Word>(packed: &[u8], values: &mut [T], from: u32, count: u32) -> Result<(), AutoError> {
    for_count!(count, unpack_by(packed, values, from))
}

fn unpack_by<T: Word, const COUNT: usize>(packed: &[u8], values: &mut [T], from: u32) -> Result<(), AutoError> {
    let expected = (values.len() * COUNT).div_ceil(8);
    if packed.len() != expected {
        return Err(if packed.len() < expected { AutoError::Truncated } else { AutoError::Corrupt });
    }
    let held = |bytes: &[u8]| {
        let mut held = [0; 8];
        held[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(held)
    };
    let add = |values: &mut [T], held: u64| {
        for (i, value) in values.iter_mut().enumerate() {
            *value = value.add(T::from_u64((held >> (i * COUNT) & ((1 << COUNT) - 1)) << from));
        }
    };
    let (eights, rest) = values.as_chunks_mut::<8>();
    let (places, last) = packed.split_at(eights.len() * COUNT);
    for (place, eight) in places.as_chunks::<COUNT>().0.iter().zip(eights) {
        add(eight, held(place));
    }
    let held = held(last);
    // What pads the last byte.
    if held >> (rest.len() * COUNT) != 0 {
        return Err(AutoError::Corrupt);
    }
    add(rest, held);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::{BitReader, BitWriter};

    fn values<T: Word>(count: usize) -> Vec<T> {
        (0..count as u64).map(|i| T::from_u64(i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7)).collect()
    }

    fn check<T: Word>() {
        for len in [0, 1, 7, 8, 9, 100] {
            let all = values::<T>(len);
            for count in 1..8 {
                for from in [0, 8].into_iter().filter(|from| from + count <= T::BITS) {
                    let mut writer = BitWriter::default();
                    all.iter().for_each(|value| writer.write(value.to_u64() >> from & ((1 << count) - 1), count));
                    let mut packed = pack(&all, from, count);
                    assert_eq!(packed, writer.finish(), "{count} bits of {len}");

                    let mut reader = BitReader::new(&packed);
                    let expected: Vec<T> =
                        all.iter().map(|_| T::from_u64(reader.read(count).unwrap() << from)).collect();
                    let mut back = vec![T::default(); len];
                    assert_eq!(unpack(&packed, &mut back, from, count), Ok(()));
                    assert_eq!(back, expected);
                    if let Some(last) = packed.last_mut()
                        && !(len * count as usize).is_multiple_of(8)
                    {
                        *last |= 0x80;
                        assert_eq!(unpack(&packed, &mut back, from, count), Err(AutoError::Corrupt));
                    }
                    packed.push(0);
                    assert_eq!(unpack(&packed, &mut back, from, count), Err(AutoError::Corrupt));
                    packed.truncate(packed.len().saturating_sub(2));
                    if len > 0 {
                        assert_eq!(unpack(&packed, &mut back, from, count), Err(AutoError::Truncated));
                    }
                }
            }
        }
    }

    #[test]
    fn bits_are_packed_as_one_by_one() {
        check::<u8>();
        check::<u16>();
        check::<u32>();
        check::<u64>();
    }

    #[test]
    fn tokens_have_their_integers() {
        fn check<T: Word>(shift: u32, lowest: u64) {
            let all = values::<T>(1000);
            let found = tokens(&all, shift, lowest);
            let bases = bases::<T>(&found, shift, lowest);
            for ((&value, &token), &base) in all.iter().zip(&found).zip(&bases) {
                let upper = value.to_u64() >> shift;
                assert_eq!(token != 0, (lowest..lowest.saturating_add(WINDOW)).contains(&upper));
                assert!(token == 0 || base.to_u64() == upper << shift);
            }
        }
        for lowest in [0, 3, 100] {
            check::<u8>(0, lowest);
            check::<u16>(7, lowest);
            check::<u32>(24, lowest);
            check::<u64>(56, lowest);
        }
        // As damaged data may have it.
        assert_eq!(bases::<u16>(&[1], 7, u64::MAX), [0xff80]);
    }
}
