//! Methods that coders have in common. Each macro is a block of methods beside the coder's own.

/// The docstring of a method, which `tools/docstrings.py` copies from the stub.
macro_rules! docstring {
    ($class:ident, $method:ident) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/docs/",
            stringify!($class),
            ".",
            stringify!($method),
            ".md"
        ))
    };
}
pub(crate) use docstring;

/// `clone`, and what `copy.copy` and `copy.deepcopy` call.
macro_rules! copy_methods {
    ($class:ident) => {
        #[pymethods]
        impl $class {
            #[doc = $crate::methods::docstring!($class, clone)]
            #[pyo3(name = "clone")]
            fn clone_py(&self) -> Self {
                self.clone()
            }

            fn __copy__(&self) -> Self {
                self.clone()
            }

            fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
                self.clone()
            }
        }
    };
}
pub(crate) use copy_methods;

/// `digest`.
macro_rules! digest_methods {
    ($class:ident) => {
        #[pymethods]
        impl $class {
            #[doc = $crate::methods::docstring!($class, digest)]
            fn digest(&self) -> PyResult<u64> {
                self.coder.digest().ok_or_else($crate::digest::none_kept)
            }
        }
    };
}
pub(crate) use digest_methods;

/// The size of a coder whose field `coder` grows by words, and `clear`. Its length is its number of words; it is true
/// even if it is empty.
macro_rules! size_methods {
    ($class:ident) => {
        #[pymethods]
        impl $class {
            #[doc = $crate::methods::docstring!($class, num_bits)]
            fn num_bits(&self) -> usize {
                self.coder.coder().num_bits()
            }

            #[doc = $crate::methods::docstring!($class, num_words)]
            fn num_words(&self) -> usize {
                self.coder.coder().num_words()
            }

            #[doc = $crate::methods::docstring!($class, is_empty)]
            fn is_empty(&self) -> bool {
                self.coder.coder().is_empty()
            }

            #[doc = $crate::methods::docstring!($class, clear)]
            fn clear(&mut self) {
                self.coder.coder_mut().clear();
                self.coder.restart();
            }

            fn __len__(&self) -> usize {
                self.coder.coder().num_words()
            }

            fn __bool__(&self) -> bool {
                true
            }
        }
    };
}
pub(crate) use size_methods;

/// Names that a class does not have, and what to call instead. An `AttributeError` says so, as it would be one anyway;
/// `__getattr__` would slow down all other names.
macro_rules! missing_methods {
    ($class:ident, $($name:ident: $instead:literal),*) => {
        #[pymethods]
        impl $class {
            $(
                #[doc = concat!("Not here: ", $instead)]
                #[getter($name)]
                fn $name(&self) -> PyResult<Py<PyAny>> {
                    let (class, name) = (stringify!($class), stringify!($name));
                    let message = format!("'{class}' object has no attribute '{name}': {}", $instead);
                    Err(pyo3::exceptions::PyAttributeError::new_err(message))
                }
            )*
        }
    };
}
pub(crate) use missing_methods;
