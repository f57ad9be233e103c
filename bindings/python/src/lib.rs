//! Python names for `constriction-dyn` and `constriction-symbol`. No algorithm lives here.

#![forbid(unsafe_code)]

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
