//! What the processor has.

/// Finds features at run time with `std`, and otherwise in the target.
macro_rules! has_features {
    ($($feature:tt)*) => {{
        #[cfg(feature = "std")]
        { $(std::is_x86_feature_detected!($feature))&&* }
        #[cfg(not(feature = "std"))]
        { $(cfg!(target_feature = $feature))&&* }
    }};
}

pub(super) use has_features;
