//! A microcontroller computes the same as this machine.

extern crate alloc;

mod digest;

#[test]
fn the_digest_is_that_of_every_machine() {
    assert_eq!(digest::digest(), digest::EXPECTED);
}
