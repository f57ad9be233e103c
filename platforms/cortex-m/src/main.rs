//! Computes the digest on a Cortex-M4, and compares it with that of all other machines.

#![no_std]
#![no_main]
#![forbid(unsafe_code)]

extern crate alloc;

#[path = "../../../crates/constriction/tests/portable/digest.rs"]
mod digest;

use cortex_m_rt::entry;
use cortex_m_semihosting::{debug, hprintln};
use panic_semihosting as _;
use static_alloc::Bump;

/// One run allocates less than this in all.
const HEAP_BYTES: usize = 3 << 20;

#[global_allocator]
static HEAP: Bump<[u8; HEAP_BYTES]> = Bump::uninit();

#[entry]
fn main() -> ! {
    let digest = digest::digest();
    hprintln!("digest {:#018x}", digest);
    let is_equal = digest == digest::EXPECTED;
    debug::exit(if is_equal { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    unreachable!("the emulator has ended");
}
