//! What a microcontroller computes is what this machine computes.

extern crate alloc;

mod digest;

#[test]
fn the_digest_is_that_of_every_machine() {
    assert_eq!(digest::digest(), digest::EXPECTED);
}
