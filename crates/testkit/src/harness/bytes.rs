//! Coders of bytes, ours and that of CRAM.

use arbitrary::{Result, Unstructured};
use constriction_ans::cram::{Nx16, decode_nx16};
use constriction_ans::{ByteCoder, ContextOrder, LaneCount, decode_bytes};

/// More than any case decodes.
const MAX_LEN: usize = 1 << 20;

/// Any bytes as compressed ones: no panic, and no more than was allowed.
pub(super) fn decode(data: &[u8]) {
    if let Ok(decoded) = decode_bytes(data, MAX_LEN) {
        assert!(decoded.len() <= MAX_LEN);
    }
    if let Ok(decoded) = decode_nx16(data, MAX_LEN) {
        assert!(decoded.len() <= MAX_LEN);
    }
}

/// Any bytes come back.
pub(super) fn round_trip(data: &[u8]) {
    let _ = round_trip_case(&mut Unstructured::new(data));
}

fn round_trip_case(u: &mut Unstructured<'_>) -> Result<()> {
    let order = *u.choose(&[ContextOrder::Zero, ContextOrder::One, ContextOrder::Best])?;
    let lanes = LaneCount::new(u.int_in_range(0..=65)?);
    let bits = u.int_in_range(0..=17)?;
    let (with_32, with_runs, with_packing) = (u.arbitrary()?, u.arbitrary()?, u.arbitrary()?);
    let stripes = u.int_in_range(0..=5)?;
    let data = std::mem::replace(u, Unstructured::new(&[])).take_rest();

    let coder = ByteCoder::new().with_order(order).with_table_bits(bits);
    if let (Some(coder), Some(lanes)) = (coder, lanes) {
        let coder = coder.with_lanes(lanes);
        for coder in coder.clone().with_type_size(usize::from(stripes) + 1).into_iter().chain([coder]) {
            let compressed = coder.encode(data);
            assert_eq!(decode_bytes(&compressed, data.len()).as_deref(), Ok(data));
        }
    }
    let mut nx16 = Nx16::new().with_order(order).with_stripes(stripes);
    nx16 = if with_32 { nx16.with_32_states() } else { nx16 };
    nx16 = if with_runs { nx16.with_runs() } else { nx16 };
    nx16 = if with_packing { nx16.with_packing() } else { nx16 };
    let compressed = nx16.encode(data).expect("these bytes are few");
    assert_eq!(decode_nx16(&compressed, data.len()).as_deref(), Ok(data));
    Ok(())
}
