//! The list of families is in order.

use constriction_runtime::{FAMILIES, Family};

#[test]
fn every_family_is_at_its_place() {
    for (place, info) in FAMILIES.iter().enumerate() {
        assert_eq!(info.family as usize, place);
        assert_eq!(Family::from_name(info.name), Some(info.family));
        assert!(info.parameters.len() <= 3);
    }
}
