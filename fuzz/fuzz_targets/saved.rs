#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| constriction_testkit::harness::run("saved", data));
