//! A string in quotes as the value of an option.

use darling::FromMeta;
use syn::{Lit, LitStr};

/// A string in quotes, without a suffix.
///
/// rustc refuses the suffix of `"15m"s` everywhere but in the arguments of attributes.
pub(crate) struct Text(pub(crate) LitStr);

impl FromMeta for Text {
    fn from_value(value: &Lit) -> darling::Result<Self> {
        match value {
            Lit::Str(text) if text.suffix().is_empty() => Ok(Self(text.clone())),
            other => Err(darling::Error::unexpected_lit_type(other)),
        }
    }
}
