//! What must hold for any bytes: the bodies of fuzz targets, which the tests run on inputs that were kept.
//!
//! Each function takes bytes, makes a case of them, and panics if something does not hold. Bytes that make no case are
//! no error.

mod adaptive;
mod auto;
mod bytes;
mod coders;
mod container;
mod container_file;
mod huffman;
mod levels;
mod models;
mod parts;
mod saved;
mod source;
mod text;

/// A body of a fuzz target.
pub type Harness = fn(&[u8]);

/// All of them, by the name of their target and of the folder with the inputs that are kept.
pub const HARNESSES: [(&str, Harness); 14] = [
    ("adaptive", adaptive::round_trip),
    ("auto", auto::decode_and_round_trip),
    ("bytes_decode", bytes::decode),
    ("bytes_round_trip", bytes::round_trip),
    ("coders_decode", coders::decode),
    ("coders_round_trip", coders::round_trip),
    ("container_read", container::read),
    ("container_round_trip", container::round_trip),
    ("huffman", huffman::lengths),
    ("levels", levels::agree),
    ("models", models::construct),
    ("parts", parts::load),
    ("saved", saved::load),
    ("text", text::parse),
];

/// Runs a harness by its name.
///
/// # Panics
/// If no harness has this name, or something does not hold.
pub fn run(name: &str, data: &[u8]) {
    let (_, harness) = HARNESSES.iter().find(|(other, _)| *other == name).expect("the name is one of `HARNESSES`");
    harness(data);
}
