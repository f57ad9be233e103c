//! Vectors that are longer than the registers, as arrays of registers.

/// An array of what is done to each part of a vector, whose number is a constant. (The compiler does not inline
/// intrinsics into closures.)
macro_rules! each {
    ($i:ident in $($number:literal)* => $part:expr) => {
        [$({
            const $i: usize = $number;
            $part
        }),*]
    };
}
pub(crate) use each;
