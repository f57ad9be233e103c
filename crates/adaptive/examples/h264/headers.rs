//! What comes before the macroblocks: parameter sets and the header of a slice (H.264, clause 7.3).

use crate::stream::Bits;

/// Of a sequence: what the headers of slices need.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sequence {
    frame_num_bits: u32,
    order_bits: u32,
    /// Macroblocks.
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Sequence {
    /// Reads a sequence parameter set; `None` if it is not of the Main profile, or has what the example leaves out.
    pub(crate) fn read(payload: &[u8]) -> Option<Self> {
        let mut bits = Bits::new(payload);
        let profile = bits.number(8);
        let _constraints_and_level = bits.number(16);
        let _id = bits.unsigned()?;
        let frame_num_bits = bits.unsigned()? + 4;
        let order_type = bits.unsigned()?;
        let order_bits = if order_type == 0 { bits.unsigned()? + 4 } else { 0 };
        let _reference_frames = bits.unsigned()?;
        let _has_gaps = bits.flag();
        let (width, height) = (bits.unsigned()? as usize + 1, bits.unsigned()? as usize + 1);
        let has_frames_only = bits.flag();
        let is_small = frame_num_bits <= 16 && order_bits <= 16 && width <= 1024 && height <= 1024;
        (profile == 77 && order_type != 1 && has_frames_only && is_small).then_some(Self {
            frame_num_bits,
            order_bits,
            width,
            height,
        })
    }
}

/// Of a picture: what the headers of slices need.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picture {
    has_order_delta: bool,
    quantizer: i32,
    has_filter_control: bool,
    has_redundant: bool,
}

impl Picture {
    /// Reads a picture parameter set; `None` if it is not of CABAC, or has several groups of slices.
    pub(crate) fn read(payload: &[u8]) -> Option<Self> {
        let mut bits = Bits::new(payload);
        let _ids = (bits.unsigned()?, bits.unsigned()?);
        let is_cabac = bits.flag();
        let has_order_delta = bits.flag();
        let more_groups = bits.unsigned()?;
        let _references = (bits.unsigned()?, bits.unsigned()?);
        let _weights = bits.number(3);
        let quantizer = 26 + bits.signed()?;
        let _switching_and_chroma = (bits.signed()?, bits.signed()?);
        let has_filter_control = bits.flag();
        let _is_constrained = bits.flag();
        let has_redundant = bits.flag();
        (is_cabac && more_groups == 0).then_some(Self { has_order_delta, quantizer, has_filter_control, has_redundant })
    }
}

/// The header of a slice.
#[derive(Debug)]
pub(crate) struct Header {
    /// The number of its first macroblock.
    pub(crate) first: usize,
    pub(crate) quantizer: i32,
    /// How many bytes there are before the macroblocks.
    pub(crate) size: usize,
}

impl Header {
    /// Reads the header of a slice of type I of a picture that needs no other one.
    pub(crate) fn read(payload: &[u8], sequence: &Sequence, picture: &Picture) -> Option<Self> {
        let mut bits = Bits::new(payload);
        let first = bits.unsigned()? as usize;
        let kind = bits.unsigned()?;
        let _picture = bits.unsigned()?;
        let _frame_num = bits.number(sequence.frame_num_bits);
        let _idr_id = bits.unsigned()?;
        let _order = bits.number(sequence.order_bits);
        if sequence.order_bits > 0 && picture.has_order_delta {
            let _delta = bits.signed()?;
        }
        if picture.has_redundant {
            let _redundant = bits.unsigned()?;
        }
        let _marking = bits.number(2);
        let quantizer = picture.quantizer + bits.signed()?;
        if picture.has_filter_control && bits.unsigned()? != 1 {
            let _offsets = (bits.signed()?, bits.signed()?);
        }
        let size = bits.align()?;
        (kind % 5 == 2 && size <= payload.len()).then_some(Self { first, quantizer, size })
    }
}
