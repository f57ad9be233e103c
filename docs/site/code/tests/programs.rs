//! The programs that `build.rs` found on the pages; the line in a module's name is that of the page.

#![allow(dead_code, reason = "a program may define more than it calls")]
#![allow(clippy::unit_arg, reason = "what a program returns may be nothing")]

use std::error::Error;

/// What a program returns: nothing, or an error that fails the test.
trait Outcome {
    fn check(self);
}

impl Outcome for () {
    fn check(self) {}
}

impl Outcome for Result<(), Box<dyn Error>> {
    fn check(self) {
        if let Err(error) = self {
            panic!("{error}");
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/programs.rs"));
