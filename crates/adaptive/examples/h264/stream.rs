//! Units of a byte stream, and the bits of their headers.

/// The units of a byte stream: annex B of H.264. Bytes before the first start code are left out.
pub(crate) fn units(stream: &[u8]) -> Vec<&[u8]> {
    let mut units = vec![];
    let mut start = None;
    let mut place = 0;
    while place < stream.len() {
        if stream[place..].starts_with(&[0, 0, 1]) {
            units.extend(start.map(|start| trimmed(&stream[start..place])));
            start = Some(place + 3);
            place += 2;
        }
        place += 1;
    }
    units.extend(start.map(|start| trimmed(&stream[start..])));
    units
}

/// Zeros before a start code belong to it.
fn trimmed(unit: &[u8]) -> &[u8] {
    let end = unit.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    &unit[..end]
}

/// The payload of a unit, after its first byte, without the bytes 3 that keep start codes out.
pub(crate) fn payload(unit: &[u8]) -> Vec<u8> {
    let mut payload = vec![];
    let mut zeros = 0;
    for &byte in &unit[1..] {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        payload.push(byte);
    }
    payload
}

/// The bits of a header. All are 0 after the end.
#[derive(Debug)]
pub(crate) struct Bits<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl<'a> Bits<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, place: 0 }
    }

    /// u(1)
    pub(crate) fn flag(&mut self) -> bool {
        let byte = self.bytes.get(self.place / 8).copied().unwrap_or(0);
        let bit = byte >> (7 - self.place % 8) & 1;
        self.place += 1;
        bit == 1
    }

    /// u(n)
    pub(crate) fn number(&mut self, bits: u32) -> u32 {
        (0..bits).fold(0, |number, _| number << 1 | u32::from(self.flag()))
    }

    /// ue(v): an Exp-Golomb code of up to 31 bits; `None` if it is longer.
    pub(crate) fn unsigned(&mut self) -> Option<u32> {
        let zeros = (0..16).position(|_| self.flag())? as u32;
        Some((1 << zeros) - 1 + self.number(zeros))
    }

    /// se(v)
    pub(crate) fn signed(&mut self) -> Option<i32> {
        let number = self.unsigned()? as i32;
        Some(if number & 1 == 1 { (number + 1) / 2 } else { -number / 2 })
    }

    /// The number of bytes that are begun. The bits up to there must be 1.
    pub(crate) fn align(&mut self) -> Option<usize> {
        while !self.place.is_multiple_of(8) {
            if !self.flag() {
                return None;
            }
        }
        Some(self.place / 8)
    }
}
