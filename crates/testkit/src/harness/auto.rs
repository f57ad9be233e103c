//! Arrays that come without a model.

use arbitrary::{Result, Unstructured};
use constriction_auto::{Choice, Dtype, Layout};

/// Any layout and any bytes: as compressed ones, they are decoded or refused; as elements, they come back.
pub(super) fn decode_and_round_trip(data: &[u8]) {
    let _ = case(&mut Unstructured::new(data));
}

fn case(u: &mut Unstructured<'_>) -> Result<()> {
    let layout = Layout {
        dtype: *u.choose(Dtype::ALL)?,
        row: if u.ratio(1, 16)? { u.arbitrary()? } else { u.int_in_range(0..=70)? },
        step: if u.ratio(1, 16)? { u.arbitrary()? } else { u.int_in_range(0..=4)? },
    };
    let elements = u.int_in_range(0..=2000)?;
    let data = std::mem::replace(u, Unstructured::new(&[])).take_rest();

    let mut out = vec![0; elements * layout.dtype.width()];
    let _ = constriction_auto::decode(data, layout, &mut out);
    let _ = constriction_auto::describe(data).map(|choice| choice.to_string());

    let whole = &data[..data.len() / layout.dtype.width() * layout.dtype.width()];
    let mut compressed = Vec::new();
    Choice::of(whole, layout).encode(whole, layout, &mut compressed);
    assert!(compressed.len() <= whole.len() + 1);
    out.resize(whole.len(), 0);
    assert_eq!(constriction_auto::decode(&compressed, layout, &mut out), Ok(()));
    assert_eq!(out, whole);
    Ok(())
}
