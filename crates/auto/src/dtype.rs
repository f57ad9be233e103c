//! Types of an array's elements.

use core::fmt;
use core::str::FromStr;

/// The kind of number that an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An integer without a sign, or a truth value.
    Unsigned,
    /// An integer in two's complement.
    Signed,
    /// A number with a sign, this many bits of exponent, and a mantissa of the rest.
    Float {
        /// The number of bits of the exponent.
        exponent: u32,
    },
}

macro_rules! dtypes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $name:literal, $width:literal, $kind:expr;)*) => {
        /// The type of an array's elements. Names are those of numpy and `ml_dtypes`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Dtype {
            $($(#[$doc])* $variant),*
        }

        impl Dtype {
            /// All types.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The number by which files know the type.
            #[must_use]
            pub fn code(self) -> u8 {
                match self { $(Self::$variant => $code),* }
            }

            /// The type that files know by a number.
            #[must_use]
            pub fn from_code(code: u8) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            /// The name: `"uint8"`, `"bfloat16"`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The number of bytes of an element.
            #[must_use]
            #[inline]
            pub fn width(self) -> usize {
                match self { $(Self::$variant => $width),* }
            }

            /// The kind of number of an element, or of one part of a complex number.
            #[must_use]
            pub fn kind(self) -> Kind {
                match self { $(Self::$variant => $kind),* }
            }
        }
    };
}

dtypes! {
    /// A truth value in a byte, 0 or 1.
    Bool = 1, "bool", 1, Kind::Unsigned;
    /// An integer of 8 bits with a sign.
    I8 = 2, "int8", 1, Kind::Signed;
    /// A byte.
    U8 = 3, "uint8", 1, Kind::Unsigned;
    /// An integer of 16 bits with a sign.
    I16 = 4, "int16", 2, Kind::Signed;
    /// An integer of 16 bits.
    U16 = 5, "uint16", 2, Kind::Unsigned;
    /// An integer of 32 bits with a sign.
    I32 = 6, "int32", 4, Kind::Signed;
    /// An integer of 32 bits.
    U32 = 7, "uint32", 4, Kind::Unsigned;
    /// An integer of 64 bits with a sign.
    I64 = 8, "int64", 8, Kind::Signed;
    /// An integer of 64 bits.
    U64 = 9, "uint64", 8, Kind::Unsigned;
    /// IEEE 754's number of 16 bits.
    F16 = 16, "float16", 2, Kind::Float { exponent: 5 };
    /// The upper half of a number of 32 bits.
    Bf16 = 17, "bfloat16", 2, Kind::Float { exponent: 8 };
    /// IEEE 754's number of 32 bits.
    F32 = 18, "float32", 4, Kind::Float { exponent: 8 };
    /// IEEE 754's number of 64 bits.
    F64 = 19, "float64", 8, Kind::Float { exponent: 11 };
    /// Eight bits, of which four are the exponent; no infinities.
    F8E4M3Fn = 24, "float8_e4m3fn", 1, Kind::Float { exponent: 4 };
    /// Eight bits, of which five are the exponent.
    F8E5M2 = 25, "float8_e5m2", 1, Kind::Float { exponent: 5 };
    /// As `F8E4M3Fn`, without a negative zero and with another bias.
    F8E4M3FnUz = 26, "float8_e4m3fnuz", 1, Kind::Float { exponent: 4 };
    /// As `F8E5M2`, without a negative zero and infinities.
    F8E5M2FnUz = 27, "float8_e5m2fnuz", 1, Kind::Float { exponent: 5 };
    /// Two numbers of 32 bits: the real part and the imaginary part.
    C64 = 32, "complex64", 8, Kind::Float { exponent: 8 };
    /// Two numbers of 64 bits: the real part and the imaginary part.
    C128 = 33, "complex128", 16, Kind::Float { exponent: 11 };
}

impl Dtype {
    /// How many numbers an element is: 2 if it is complex.
    #[must_use]
    pub fn parts(self) -> usize {
        if matches!(self, Self::C64 | Self::C128) { 2 } else { 1 }
    }

    /// Whether the elements are integers or truth values, which models can have for symbols.
    #[must_use]
    pub fn is_integer(self) -> bool {
        !matches!(self.kind(), Kind::Float { .. })
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The error of a name that is not a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownDtype {
    /// The name.
    pub name: String,
}

impl fmt::Display for UnknownDtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no element type {:?}", self.name)
    }
}

impl core::error::Error for UnknownDtype {}

impl FromStr for Dtype {
    type Err = UnknownDtype;

    fn from_str(name: &str) -> Result<Self, UnknownDtype> {
        let found = Self::ALL.iter().copied().find(|dtype| dtype.name() == name);
        found.ok_or_else(|| UnknownDtype { name: name.to_owned() })
    }
}
