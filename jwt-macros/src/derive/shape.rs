//! The shape of the item that is derived for.

use syn::{Data, DeriveInput, Fields};

use crate::diagnostics::Diagnostic;

/// The fields of a struct; `example` is what to write instead of an enum or a union.
pub(super) fn struct_fields<'a>(
    input: &'a DeriveInput,
    derive: &str,
    example: &str,
) -> Result<&'a Fields, Diagnostic> {
    let refuse = |keyword: &dyn quote::ToTokens, found: &str| {
        Err(Diagnostic::new(
            keyword.to_token_stream(),
            format!("`{derive}` is derived for structs, found {found}"),
        )
        .help(format!("write `{example}`")))
    };
    match &input.data {
        Data::Struct(data) => Ok(&data.fields),
        Data::Enum(data) => refuse(&data.enum_token, "an enum"),
        Data::Union(data) => refuse(&data.union_token, "a union"),
    }
}
