//! States in vectors of 256 bits.
//!
//! 1. There is no conversion of 64-bit integers. With its low 52 bits filled by x, the double 2^52 is 2^52 + x.
//! 2. Words are compressed and expanded by tables of permutations.

use core::arch::asm;
use core::arch::x86_64::*;
use core::ops::{Add, BitAnd, BitOr, Mul, Sub};

use super::Avx2;
use super::lanes::{PopLanes, PushLanes, StateLanes};
use super::operators::operators;
use super::permutations::{COMPRESS, COMPRESS_WIDE, EXPAND};
use crate::vector::each::each;

/// 2^52 and 2^84, next to which doubles are multiples of 1 and of 2^32, as bits.
const NEAR_1: i64 = 0x433 << 52;
const NEAR_32: i64 = 0x453 << 52;

impl StateLanes for Avx2 {
    type Push = U64x4x2;
    type Pop = U32x8;
}

/// Exists only where there is an [`Avx2`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct U64x4x2([__m256i; 2]);

/// The bits of a lane are all 0 where it is true, and all 1 where it is false. Exists only where there is an [`Avx2`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mask([__m256i; 2]);

/// Exists only where there is an [`Avx2`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct U32x8(__m256i);

operators! {
    U64x4x2 [I in 0 1]:
    Add add _mm256_add_epi64
    Sub sub _mm256_sub_epi64
    BitAnd bitand _mm256_and_si256
    BitOr bitor _mm256_or_si256
}
operators! {
    U32x8:
    Add add _mm256_add_epi32
    Sub sub _mm256_sub_epi32
    Mul mul _mm256_mullo_epi32
    BitAnd bitand _mm256_and_si256
    BitOr bitor _mm256_or_si256
}

impl PushLanes for U64x4x2 {
    type Token = Avx2;
    type Mask = Mask;

    #[inline(always)]
    fn splat(_: Avx2, x: u64) -> Self {
        // SAFETY: the token exists only where `detect` found AVX2, which is all that the instruction needs.
        Self([unsafe { _mm256_set1_epi64x(x as i64) }; 2])
    }
    #[inline(always)]
    fn load(_: Avx2, numbers: &[u64; 8]) -> Self {
        let (halves, _) = numbers.as_chunks::<4>();
        // SAFETY: the token proves AVX2; each load reads the 32 bytes of a `[u64; 4]`, at any alignment.
        Self(each!(I in 0 1 => unsafe { _mm256_loadu_si256(halves[I].as_ptr().cast()) }))
    }
    #[inline(always)]
    fn load_intervals(_: Avx2, intervals: &[[u32; 2]; 8]) -> Self {
        let (halves, _) = intervals.as_chunks::<4>();
        // SAFETY: the token proves AVX2; each load reads the 32 bytes of a `[[u32; 2]; 4]`, at any alignment.
        Self(each!(I in 0 1 => unsafe { _mm256_loadu_si256(halves[I].as_ptr().cast()) }))
    }
    #[inline(always)]
    fn store(self) -> [u64; 8] {
        let mut numbers = [[0; 4]; 2];
        // SAFETY: `self` proves AVX2; each store writes the 32 bytes of a `[u64; 4]`, at any alignment.
        each!(I in 0 1 => unsafe { _mm256_storeu_si256(numbers[I].as_mut_ptr().cast(), self.0[I]) });
        let [[a, b, c, d], [e, f, g, h]] = numbers;
        [a, b, c, d, e, f, g, h]
    }
    #[inline(always)]
    fn load_32(_: Avx2, numbers: &[u32; 8]) -> Self {
        let (halves, _) = numbers.as_chunks::<4>();
        // SAFETY: the token proves AVX2; each load reads the 16 bytes of a `[u32; 4]`, at any alignment.
        Self(each!(I in 0 1 => unsafe { _mm256_cvtepu32_epi64(_mm_loadu_si128(halves[I].as_ptr().cast())) }))
    }
    #[inline(always)]
    fn columns(_: Avx2, rows: [&[u64; 2]; 8]) -> [Self; 2] {
        // SAFETY: the token proves AVX2; each load reads the 16 bytes of a `[u64; 2]`, at any alignment.
        let columns = each!(I in 0 1 => unsafe {
            let even = _mm256_inserti128_si256::<1>(
                _mm256_castsi128_si256(_mm_loadu_si128(rows[4 * I].as_ptr().cast())),
                _mm_loadu_si128(rows[4 * I + 2].as_ptr().cast()),
            );
            let odd = _mm256_inserti128_si256::<1>(
                _mm256_castsi128_si256(_mm_loadu_si128(rows[4 * I + 1].as_ptr().cast())),
                _mm_loadu_si128(rows[4 * I + 3].as_ptr().cast()),
            );
            [_mm256_unpacklo_epi64(even, odd), _mm256_unpackhi_epi64(even, odd)]
        });
        [Self([columns[0][0], columns[1][0]]), Self([columns[0][1], columns[1][1]])]
    }

    #[inline(always)]
    fn shr(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Self(each!(I in 0 1 => unsafe { _mm256_srlv_epi64(self.0[I], counts.0[I]) }))
    }
    #[inline(always)]
    fn shl(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Self(each!(I in 0 1 => unsafe { _mm256_sllv_epi64(self.0[I], counts.0[I]) }))
    }
    #[inline(always)]
    fn mul_low(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Self(each!(I in 0 1 => unsafe { _mm256_mul_epu32(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn mul_wide(self, factor: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            let high = _mm256_mul_epu32(_mm256_srli_epi64::<32>(self.0[I]), factor.0[I]);
            _mm256_add_epi64(_mm256_mul_epu32(self.0[I], factor.0[I]), _mm256_slli_epi64::<32>(high))
        }))
    }
    #[inline(always)]
    fn times_double(self, reciprocal: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            let near_1 = _mm256_castsi256_pd(_mm256_set1_epi64x(NEAR_1));
            let x = _mm256_sub_pd(_mm256_or_pd(_mm256_castsi256_pd(self.0[I]), near_1), near_1);
            let quotient = _mm256_floor_pd(_mm256_mul_pd(x, _mm256_castsi256_pd(reciprocal.0[I])));
            // What is above the low half does not count in a product of low halves.
            _mm256_castpd_si256(_mm256_add_pd(quotient, near_1))
        }))
    }
    /// From 64 bits, the two halves are exact as doubles, and their sum is rounded once, to nearest; the quotient is
    /// rounded down before it is converted.
    #[inline(always)]
    fn about_quotient(self, divisor: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            let (bits_1, bits_32) = (_mm256_set1_epi64x(NEAR_1), _mm256_set1_epi64x(NEAR_32));
            let near_1 = _mm256_castsi256_pd(bits_1);
            let both = _mm256_set1_pd((1u64 << 52) as f64 + (1u128 << 84) as f64);
            let low = _mm256_and_si256(self.0[I], _mm256_set1_epi64x(0xffff_ffff));
            let high = _mm256_castsi256_pd(_mm256_or_si256(_mm256_srli_epi64::<32>(self.0[I]), bits_32));
            let dividend =
                _mm256_add_pd(_mm256_sub_pd(high, both), _mm256_castsi256_pd(_mm256_or_si256(low, bits_1)));
            let divisor = _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(divisor.0[I], bits_1)), near_1);
            // Rounded, it can be 2^52, which is not next to 2^52 any more.
            let most = _mm256_set1_pd(((1u64 << 52) - 1) as f64);
            let quotient = _mm256_floor_pd(_mm256_min_pd(_mm256_div_pd(dividend, divisor), most));
            _mm256_xor_si256(_mm256_castpd_si256(_mm256_add_pd(quotient, near_1)), bits_1)
        }))
    }

    #[inline(always)]
    fn ge(self, other: Self) -> Mask {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Mask(each!(I in 0 1 => unsafe { _mm256_cmpgt_epi64(other.0[I], self.0[I]) }))
    }
    #[inline(always)]
    fn bits(mask: Mask) -> u8 {
        // SAFETY: `mask` exists only where there is an `Avx2`, which proves the instruction.
        let [mut low, high] = each!(I in 0 1 => unsafe { _mm256_movemask_pd(_mm256_castsi256_pd(mask.0[I])) });
        // No instruction. The compiler would make one vector of both halves, which takes longer.
        // SAFETY: nothing is done to the register.
        unsafe { asm!("/* {0:e} */", inlateout(reg) low, options(pure, nomem, nostack, preserves_flags)) };
        !(low | high << 4) as u8
    }
    #[inline(always)]
    fn shr_where(self, mask: Mask, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            _mm256_blendv_epi8(_mm256_srlv_epi64(self.0[I], counts.0[I]), self.0[I], mask.0[I])
        }))
    }
    #[inline(always)]
    fn add_where(self, mask: Mask, summand: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            _mm256_add_epi64(self.0[I], _mm256_andnot_si256(mask.0[I], summand.0[I]))
        }))
    }
    #[inline(always)]
    fn sub_where(self, mask: Mask, subtrahend: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            _mm256_sub_epi64(self.0[I], _mm256_andnot_si256(mask.0[I], subtrahend.0[I]))
        }))
    }

    #[inline(always)]
    unsafe fn store_low_16(self, chosen: u8, to: *mut u8) {
        // Where the low words of either half go.
        // SAFETY: `self` proves AVX2; the load reads the 16 bytes of an entry of `COMPRESS`; the caller says that 16
        // bytes can be written.
        unsafe {
            #[rustfmt::skip]
            let low_words = [
                _mm256_setr_epi8(0, 1, 8, 9, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                 -1, -1, -1, -1, 0, 1, 8, 9, -1, -1, -1, -1, -1, -1, -1, -1),
                _mm256_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 8, 9, -1, -1, -1, -1,
                                 -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 8, 9),
            ];
            let words = each!(I in 0 1 => _mm256_shuffle_epi8(self.0[I], low_words[I]));
            let words = _mm256_or_si256(words[0], words[1]);
            let words = _mm_or_si128(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
            let permutation = _mm_loadu_si128(COMPRESS[usize::from(chosen)].as_ptr().cast());
            _mm_storeu_si128(to.cast(), _mm_shuffle_epi8(words, permutation));
        }
    }
    #[inline(always)]
    unsafe fn store_low_32(self, chosen: u8, to: *mut u32) {
        // SAFETY: `self` proves AVX2; the load reads the 8 bytes of an entry of `COMPRESS_WIDE`; the caller says that 8
        // `u32`, which are 32 bytes, can be written.
        unsafe {
            let (low, high) = (_mm256_castsi256_ps(self.0[0]), _mm256_castsi256_ps(self.0[1]));
            // The even halves: 0 1 4 5 2 3 6 7, which is the order that the table is for.
            let words = _mm256_castps_si256(_mm256_shuffle_ps::<0b10_00_10_00>(low, high));
            let permutation = _mm_loadl_epi64(COMPRESS_WIDE[usize::from(chosen)].as_ptr().cast());
            _mm256_storeu_si256(to.cast(), _mm256_permutevar8x32_epi32(words, _mm256_cvtepu8_epi32(permutation)));
        }
    }

    #[inline(always)]
    unsafe fn look_up(table: &[u32], places: Self) -> Self {
        // SAFETY: `places` proves AVX2; the caller says that each place is one of the `u32` of `table`.
        Self(each!(I in 0 1 => unsafe {
            _mm256_cvtepu32_epi64(_mm256_i64gather_epi32::<4>(table.as_ptr().cast(), places.0[I]))
        }))
    }
    #[inline(always)]
    unsafe fn look_up_bytes(table: &[u8], places: Self) -> Self {
        // SAFETY: `places` proves AVX2; the caller says that `table` has the byte at each place and three more.
        Self(each!(I in 0 1 => unsafe {
            let numbers = _mm256_cvtepu32_epi64(_mm256_i64gather_epi32::<1>(table.as_ptr().cast(), places.0[I]));
            _mm256_and_si256(numbers, _mm256_set1_epi64x(0xff))
        }))
    }

    #[inline(always)]
    unsafe fn refill(self, mask: Mask, end: *const u32) -> Self {
        // SAFETY: `self` proves AVX2; the caller says that the 8 `u32` before `end`, which are 32 bytes, can be read; the
        // other load reads the 8 bytes of an entry of `EXPAND`.
        unsafe {
            let words = _mm256_loadu_si256(end.sub(8).cast());
            let last_first = _mm256_permutevar8x32_epi32(words, _mm256_setr_epi32(7, 6, 5, 4, 3, 2, 1, 0));
            let permutation = _mm_loadl_epi64(EXPAND[usize::from(Self::bits(mask))].as_ptr().cast());
            let words = _mm256_permutevar8x32_epi32(last_first, _mm256_cvtepu8_epi32(permutation));
            let halves = [_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words)];
            Self(each!(I in 0 1 => {
                let refilled = _mm256_or_si256(_mm256_slli_epi64::<32>(self.0[I]), _mm256_cvtepu32_epi64(halves[I]));
                _mm256_blendv_epi8(refilled, self.0[I], mask.0[I])
            }))
        }
    }
}

impl PopLanes for U32x8 {
    type Token = Avx2;
    const LANES: usize = 8;

    #[inline(always)]
    fn splat(_: Avx2, x: u32) -> Self {
        // SAFETY: the token exists only where `detect` found AVX2, which is all that the instruction needs.
        Self(unsafe { _mm256_set1_epi32(x as i32) })
    }
    #[inline(always)]
    fn load(_: Avx2, numbers: &[u32]) -> Self {
        let numbers = &numbers[..Self::LANES];
        // SAFETY: the token proves AVX2; the load reads 8 `u32` of a slice of as many, at any alignment.
        Self(unsafe { _mm256_loadu_si256(numbers.as_ptr().cast()) })
    }
    #[inline(always)]
    fn store(self, numbers: &mut [u32]) {
        let numbers = &mut numbers[..Self::LANES];
        // SAFETY: `self` proves AVX2; the store writes 8 `u32` of a slice of as many, at any alignment.
        unsafe { _mm256_storeu_si256(numbers.as_mut_ptr().cast(), self.0) };
    }
    #[inline(always)]
    fn store_bytes(self, bytes: &mut [u8]) {
        let bytes = &mut bytes[..Self::LANES];
        // SAFETY: `self` proves AVX2; the store writes 8 bytes of a slice of as many.
        unsafe {
            #[rustfmt::skip]
            let low_bytes = _mm256_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                             -1, -1, -1, -1, 0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1);
            let halves = _mm256_shuffle_epi8(self.0, low_bytes);
            let all = _mm_or_si128(_mm256_castsi256_si128(halves), _mm256_extracti128_si256::<1>(halves));
            _mm_storel_epi64(bytes.as_mut_ptr().cast(), all);
        }
    }

    #[inline(always)]
    fn shr(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Self(unsafe { _mm256_srlv_epi32(self.0, counts.0) })
    }
    #[inline(always)]
    fn shl(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Self(unsafe { _mm256_sllv_epi32(self.0, counts.0) })
    }

    #[inline(always)]
    unsafe fn gather(table: &[u32], places: Self) -> Self {
        // SAFETY: `places` proves AVX2; the caller says that each place is one of the `u32` of `table`.
        Self(unsafe { _mm256_i32gather_epi32::<4>(table.as_ptr().cast(), places.0) })
    }
    #[inline(always)]
    unsafe fn gather_bytes(table: &[u8], places: Self) -> Self {
        // SAFETY: `places` proves AVX2; the caller says that `table` has the byte at each place and three more.
        Self(unsafe { _mm256_i32gather_epi32::<1>(table.as_ptr().cast(), places.0) })
    }

    #[inline(always)]
    fn too_small(self, largest: Self) -> u32 {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        unsafe { _mm256_movemask_ps(_mm256_castsi256_ps(self.not_above(largest))) as u32 }
    }
    #[inline(always)]
    unsafe fn refill(self, too_small: u32, largest: Self, end: *const u8) -> Self {
        // SAFETY: `self` proves AVX2; the caller says that the 16 bytes before `end` can be read; the other load reads
        // the 8 bytes of an entry of `EXPAND`.
        unsafe {
            let words = _mm_loadu_si128(end.sub(2 * Self::LANES).cast());
            let last_first = _mm_setr_epi8(14, 15, 12, 13, 10, 11, 8, 9, 6, 7, 4, 5, 2, 3, 0, 1);
            let words = _mm256_cvtepu16_epi32(_mm_shuffle_epi8(words, last_first));
            let permutation = _mm_loadl_epi64(EXPAND[usize::from(too_small as u8)].as_ptr().cast());
            let words = _mm256_permutevar8x32_epi32(words, _mm256_cvtepu8_epi32(permutation));
            let refilled = _mm256_or_si256(_mm256_slli_epi32::<16>(self.0), words);
            Self(_mm256_blendv_epi8(self.0, refilled, self.not_above(largest)))
        }
    }
}

impl U32x8 {
    /// All bits of the lanes that are not above the other ones.
    #[inline(always)]
    fn not_above(self, other: Self) -> __m256i {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        unsafe { _mm256_cmpeq_epi32(_mm256_min_epu32(self.0, other.0), self.0) }
    }
}
