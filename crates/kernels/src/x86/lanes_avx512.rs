//! States in vectors of 512 bits.

use core::arch::x86_64::*;
use core::ops::{Add, BitAnd, BitOr, Mul, Sub};

use super::Avx512;
use super::lanes::{PopLanes, PushLanes, StateLanes};
use super::operators::operators;
use super::permutations::COMPRESS;

impl StateLanes for Avx512 {
    type Push = U64x8;
    type Pop = U32x16;
}

/// Exists only where there is an [`Avx512`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct U64x8(__m512i);

/// Exists only where there is an [`Avx512`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct U32x16(__m512i);

operators! {
    U64x8:
    Add add _mm512_add_epi64
    Sub sub _mm512_sub_epi64
    BitAnd bitand _mm512_and_si512
    BitOr bitor _mm512_or_si512
}
operators! {
    U32x16:
    Add add _mm512_add_epi32
    Sub sub _mm512_sub_epi32
    Mul mul _mm512_mullo_epi32
    BitAnd bitand _mm512_and_si512
    BitOr bitor _mm512_or_si512
}

impl PushLanes for U64x8 {
    type Token = Avx512;
    type Mask = __mmask8;

    #[inline(always)]
    fn splat(_: Avx512, x: u64) -> Self {
        // SAFETY: the token exists only where `detect` found AVX-512 F, which is all that the instruction needs.
        Self(unsafe { _mm512_set1_epi64(x as i64) })
    }
    #[inline(always)]
    fn load(_: Avx512, numbers: &[u64; 8]) -> Self {
        // SAFETY: the token proves AVX-512; the load reads the 64 bytes of a `[u64; 8]`, at any alignment.
        Self(unsafe { _mm512_loadu_si512(numbers.as_ptr().cast()) })
    }
    #[inline(always)]
    fn load_intervals(_: Avx512, intervals: &[[u32; 2]; 8]) -> Self {
        // SAFETY: the token proves AVX-512; the load reads the 64 bytes of a `[[u32; 2]; 8]`, at any alignment.
        Self(unsafe { _mm512_loadu_si512(intervals.as_ptr().cast()) })
    }
    #[inline(always)]
    fn store(self) -> [u64; 8] {
        let mut numbers = [0; 8];
        // SAFETY: `self` proves AVX-512; the store writes the 64 bytes of a `[u64; 8]`, at any alignment.
        unsafe { _mm512_storeu_si512(numbers.as_mut_ptr().cast(), self.0) };
        numbers
    }
    #[inline(always)]
    fn load_32(_: Avx512, numbers: &[u32; 8]) -> Self {
        // SAFETY: the token proves AVX-512; the load reads the 32 bytes of a `[u32; 8]`, at any alignment.
        Self(unsafe { _mm512_cvtepu32_epi64(_mm256_loadu_si256(numbers.as_ptr().cast())) })
    }
    /// Row by row and transposed, as gathering the halves is slower.
    #[inline(always)]
    fn columns(_: Avx512, rows: [&[u64; 2]; 8]) -> [Self; 2] {
        // SAFETY: the token proves AVX-512; each load reads the 16 bytes of a `[u64; 2]`, at any alignment.
        let load = |row: usize| unsafe { _mm_loadu_si128(rows[row].as_ptr().cast()) };
        let rows = [load(0), load(1), load(2), load(3), load(4), load(5), load(6), load(7)];
        // SAFETY: the token proves AVX-512.
        unsafe {
            let low = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(rows[0]), rows[2]);
            let high = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(rows[4]), rows[6]);
            let even = _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high);
            let low = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(rows[1]), rows[3]);
            let high = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(rows[5]), rows[7]);
            let odd = _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high);
            [Self(_mm512_unpacklo_epi64(even, odd)), Self(_mm512_unpackhi_epi64(even, odd))]
        }
    }

    #[inline(always)]
    fn shr(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_srlv_epi64(self.0, counts.0) })
    }
    #[inline(always)]
    fn shl(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_sllv_epi64(self.0, counts.0) })
    }
    #[inline(always)]
    fn mul_low(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_mul_epu32(self.0, other.0) })
    }
    #[inline(always)]
    fn mul_wide(self, factor: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_mullo_epi64(self.0, factor.0) })
    }
    #[inline(always)]
    fn times_double(self, reciprocal: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        unsafe {
            let product = _mm512_mul_pd(_mm512_cvtepu64_pd(self.0), _mm512_castsi512_pd(reciprocal.0));
            Self(_mm512_cvttpd_epu64(product))
        }
    }
    #[inline(always)]
    fn about_quotient(self, divisor: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        unsafe {
            let quotient = _mm512_div_pd(_mm512_cvtepu64_pd(self.0), _mm512_cvtepu64_pd(divisor.0));
            Self(_mm512_cvttpd_epu64(quotient))
        }
    }

    #[inline(always)]
    fn ge(self, other: Self) -> __mmask8 {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        unsafe { _mm512_cmpge_epi64_mask(self.0, other.0) }
    }
    #[inline(always)]
    fn bits(mask: __mmask8) -> u8 {
        mask
    }
    #[inline(always)]
    fn shr_where(self, mask: __mmask8, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_mask_srlv_epi64(self.0, mask, self.0, counts.0) })
    }
    #[inline(always)]
    fn add_where(self, mask: __mmask8, summand: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_mask_add_epi64(self.0, mask, self.0, summand.0) })
    }
    #[inline(always)]
    fn sub_where(self, mask: __mmask8, subtrahend: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_mask_sub_epi64(self.0, mask, self.0, subtrahend.0) })
    }

    #[inline(always)]
    unsafe fn store_low_16(self, chosen: u8, to: *mut u8) {
        // SAFETY: `self` proves AVX-512; the load reads the 16 bytes of an entry of `COMPRESS`; the caller says that 16
        // bytes can be written.
        unsafe {
            let permutation = _mm_loadu_si128(COMPRESS[usize::from(chosen)].as_ptr().cast());
            _mm_storeu_si128(to.cast(), _mm_shuffle_epi8(_mm512_cvtepi64_epi16(self.0), permutation));
        }
    }
    #[inline(always)]
    unsafe fn store_low_32(self, chosen: u8, to: *mut u32) {
        // SAFETY: `self` proves AVX-512; the caller says that 8 `u32`, which are 32 bytes, can be written.
        unsafe {
            let words = _mm512_cvtepi64_epi32(_mm512_maskz_compress_epi64(chosen, self.0));
            _mm256_storeu_si256(to.cast(), words);
        }
    }

    #[inline(always)]
    unsafe fn look_up(table: &[u32], places: Self) -> Self {
        // SAFETY: `places` proves AVX-512; the caller says that each place is one of the `u32` of `table`.
        Self(unsafe { _mm512_cvtepu32_epi64(_mm512_i64gather_epi32::<4>(places.0, table.as_ptr().cast())) })
    }
    #[inline(always)]
    unsafe fn look_up_bytes(table: &[u8], places: Self) -> Self {
        // SAFETY: `places` proves AVX-512; the caller says that `table` has the byte at each place and three more.
        unsafe {
            let numbers = _mm512_cvtepu32_epi64(_mm512_i64gather_epi32::<1>(places.0, table.as_ptr().cast()));
            Self(_mm512_and_si512(numbers, _mm512_set1_epi64(0xff)))
        }
    }

    #[inline(always)]
    unsafe fn refill(self, mask: __mmask8, end: *const u32) -> Self {
        // SAFETY: `self` proves AVX-512; the caller says that the 8 `u32` before `end`, which are 32 bytes, can be read.
        unsafe {
            let words = _mm256_loadu_si256(end.sub(8).cast());
            let last_first = _mm256_permutevar8x32_epi32(words, _mm256_setr_epi32(7, 6, 5, 4, 3, 2, 1, 0));
            let words = _mm512_maskz_expand_epi64(mask, _mm512_cvtepu32_epi64(last_first));
            Self(_mm512_or_si512(_mm512_mask_slli_epi64::<32>(self.0, mask, self.0), words))
        }
    }
}

impl PopLanes for U32x16 {
    type Token = Avx512;
    const LANES: usize = 16;

    #[inline(always)]
    fn splat(_: Avx512, x: u32) -> Self {
        // SAFETY: the token exists only where `detect` found AVX-512 F, which is all that the instruction needs.
        Self(unsafe { _mm512_set1_epi32(x as i32) })
    }
    #[inline(always)]
    fn load(_: Avx512, numbers: &[u32]) -> Self {
        let numbers = &numbers[..Self::LANES];
        // SAFETY: the token proves AVX-512; the load reads 16 `u32` of a slice of as many, at any alignment.
        Self(unsafe { _mm512_loadu_si512(numbers.as_ptr().cast()) })
    }
    #[inline(always)]
    fn store(self, numbers: &mut [u32]) {
        let numbers = &mut numbers[..Self::LANES];
        // SAFETY: `self` proves AVX-512; the store writes 16 `u32` of a slice of as many, at any alignment.
        unsafe { _mm512_storeu_si512(numbers.as_mut_ptr().cast(), self.0) };
    }
    #[inline(always)]
    fn store_bytes(self, bytes: &mut [u8]) {
        let bytes = &mut bytes[..Self::LANES];
        // SAFETY: `self` proves AVX-512; the store writes 16 bytes of a slice of as many.
        unsafe { _mm_storeu_si128(bytes.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(self.0)) };
    }

    #[inline(always)]
    fn shr(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_srlv_epi32(self.0, counts.0) })
    }
    #[inline(always)]
    fn shl(self, counts: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_sllv_epi32(self.0, counts.0) })
    }

    #[inline(always)]
    unsafe fn gather(table: &[u32], places: Self) -> Self {
        // SAFETY: `places` proves AVX-512; the caller says that each place is one of the `u32` of `table`.
        Self(unsafe { _mm512_i32gather_epi32::<4>(places.0, table.as_ptr().cast()) })
    }
    /// One by one, by places that went through memory: on Zen 4 a tenth faster than to gather, and with wide tables a
    /// third.
    #[inline(always)]
    unsafe fn look_up(table: &[u32], places: Self) -> Self {
        let mut pairs = [0u64; 8];
        // SAFETY: `places` proves AVX-512; the store writes the 64 bytes of a `[u64; 8]`, at any alignment.
        unsafe { _mm512_storeu_si512(pairs.as_mut_ptr().cast(), places.0) };
        let pair = |i: usize| {
            // Volatile, or else the compiler takes the vector apart, which takes longer.
            // SAFETY: `pairs[i]` is an initialised `u64`.
            let pair = unsafe { (&raw const pairs[i]).read_volatile() };
            // SAFETY: both halves are places, which the caller says are less than the length of `table`.
            let (low, high) =
                unsafe { (table.get_unchecked(pair as u32 as usize), table.get_unchecked((pair >> 32) as usize)) };
            [*low as i32, *high as i32]
        };
        #[inline(always)]
        fn four([a, b]: [i32; 2], [c, d]: [i32; 2]) -> __m128i {
            // SAFETY: only code for AVX-512, which includes SSE4.1, calls this.
            unsafe {
                let two = _mm_insert_epi32::<1>(_mm_cvtsi32_si128(a), b);
                _mm_insert_epi32::<3>(_mm_insert_epi32::<2>(two, c), d)
            }
        }
        let fours = [four(pair(0), pair(1)), four(pair(2), pair(3)), four(pair(4), pair(5)), four(pair(6), pair(7))];
        // SAFETY: `places` proves AVX-512.
        unsafe {
            let low = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(fours[0]), fours[1]);
            let high = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(fours[2]), fours[3]);
            Self(_mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high))
        }
    }
    #[inline(always)]
    unsafe fn gather_bytes(table: &[u8], places: Self) -> Self {
        // SAFETY: `places` proves AVX-512; the caller says that `table` has the byte at each place and three more.
        Self(unsafe { _mm512_i32gather_epi32::<1>(places.0, table.as_ptr().cast()) })
    }

    #[inline(always)]
    fn too_small(self, largest: Self) -> u32 {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        u32::from(unsafe { _mm512_cmple_epu32_mask(self.0, largest.0) })
    }
    #[inline(always)]
    unsafe fn refill(self, too_small: u32, _largest: Self, end: *const u8) -> Self {
        // SAFETY: `self` proves AVX-512; the caller says that the 32 bytes before `end` can be read.
        unsafe {
            let words = _mm256_loadu_si256(end.sub(2 * Self::LANES).cast());
            let last_first = _mm256_setr_epi16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
            let words = _mm512_cvtepu16_epi32(_mm256_permutexvar_epi16(last_first, words));
            let words = _mm512_maskz_expand_epi32(too_small as u16, words);
            Self(_mm512_or_si512(_mm512_mask_slli_epi32::<16>(self.0, too_small as u16, self.0), words))
        }
    }
}
