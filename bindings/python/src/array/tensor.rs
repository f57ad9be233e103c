//! Tensors of torch's and arrays of JAX's. Neither package is imported: who has one of their objects has imported it.

use numpy::{PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyMemoryView;

use super::integer::type_name;
use super::{array_like, numpy};

/// Checks that an object is in the memory of the processor, as far as it says where it is.
pub(super) fn check_device(object: &Bound<'_, PyAny>) -> PyResult<()> {
    /// The numbers of the processor, and of memory that a graphics card shares with it.
    const OF_THE_PROCESSOR: [i32; 4] = [1, 3, 11, 13];
    let is_elsewhere = match object.getattr_opt("__dlpack_device__")? {
        // What cannot say it, such as a sparse tensor, is refused by numpy.
        Some(device) => device
            .call0()
            .and_then(|device| device.extract::<(i32, i32)>())
            .is_ok_and(|(kind, _)| !OF_THE_PROCESSOR.contains(&kind)),
        None => object.getattr_opt("__cuda_array_interface__")?.is_some(),
    };
    if !is_elsewhere {
        return Ok(());
    }
    let given = type_name(object);
    let message = format!("the {given} is in the memory of another device: copy it, as by its method cpu()");
    Err(PyTypeError::new_err(message))
}

/// A tensor that has a gradient, without it.
#[cold]
pub(super) fn detached<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let has_gradient = object.getattr_opt("requires_grad")?.is_some_and(|flag| flag.is_truthy().unwrap_or(false));
    if has_gradient { object.call_method0("detach").map(Some) } else { Ok(None) }
}

/// An array of a tensor with 16 bits of single precision, which is not a type of numpy's: its memory as a type with
/// this name, or its numbers in single precision if the memory cannot be had.
#[cold]
pub(super) fn bfloat16<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyUntypedArray>>> {
    let py = object.py();
    let dtype = object.getattr("dtype").and_then(|dtype| dtype.str());
    if !dtype.is_ok_and(|dtype| dtype == "torch.bfloat16") {
        return Ok(None);
    }
    let modules = py.import("sys")?.getattr("modules")?;
    let bits = modules.get_item("torch").and_then(|torch| object.call_method1("view", (torch.getattr("int16")?,)));
    let Ok(bits) = bits else {
        return array_like(&object.call_method0("float")?).map(Some);
    };
    let named = numpy(py, "dtype")?.call1((vec![("bfloat16", "u2")],))?;
    Ok(Some(array_like(&bits)?.call_method1("view", (named,))?.cast_into()?))
}

/// An array of the memory of an object that can be written to: a tensor, or what has a buffer. Nothing for all others.
pub(super) fn shared<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyUntypedArray>>> {
    check_device(object)?;
    let place = if let Some(place) = object.getattr_opt("data_ptr")? {
        place.call0()?
    } else if let Some(place) = object.getattr_opt("unsafe_buffer_pointer")? {
        place.call0()?
    } else {
        return match PyMemoryView::from(object) {
            Ok(view) => array_like(view.as_any()).map(Some),
            Err(_) => Ok(None),
        };
    };
    let array = array_like(object)?;
    let is_copy = !array.is_empty() && array.getattr("ctypes")?.getattr("data")?.ne(place)?;
    Ok((!is_copy).then_some(array))
}
