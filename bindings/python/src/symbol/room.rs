//! Memory for code words that can be long.

use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;

use super::code::Code;

/// A `MemoryError` if there is no memory for the code words of these symbols, after the bits that a coder has.
///
/// The words of other codes have at most some hundred bits, so that they are bounded by the symbols.
pub(super) fn check(code: &Code, symbols: &[u64], held: usize) -> PyResult<()> {
    /// So much can always be asked for.
    const LITTLE: u128 = 1 << 30;
    let ones = |quotient: &dyn Fn(u64) -> u64| symbols.iter().map(|&symbol| u128::from(quotient(symbol)) + 1).sum();
    let bits: u128 = match code {
        Code::Unary(_) => ones(&|symbol| symbol),
        Code::Golomb(code) => ones(&|symbol| symbol / code.divisor().max(1)),
        Code::Rice(code) => ones(&|symbol| symbol.checked_shr(code.low_bits()).unwrap_or(0)),
        Code::EncoderTree(_)
        | Code::DecoderTree(_)
        | Code::Canonical(_)
        | Code::ExpGolomb(_)
        | Code::EliasGamma(_)
        | Code::EliasDelta(_) => return Ok(()),
    };
    if bits < LITTLE {
        return Ok(());
    }
    // A vector that grows has up to twice the room that it needs.
    let words = usize::try_from((bits + held as u128) / 16).unwrap_or(usize::MAX);
    let no_room = |_| PyMemoryError::new_err(format!("not enough memory for code words of {bits} bits"));
    Vec::<u32>::new().try_reserve_exact(words).map_err(no_room)
}
