//! The shape of the item that is derived for.

use syn::{Data, DeriveInput, Field, Fields, Ident};

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
        Data::Struct(data) => match data.fields.iter().find_map(unnamed) {
            Some(ident) => Err(Diagnostic::new(ident, "a field needs a name, found `_`")
                .help(format!("write `{example}`"))),
            None => Ok(&data.fields),
        },
        Data::Enum(data) => refuse(&data.enum_token, "an enum"),
        Data::Union(data) => refuse(&data.union_token, "a union"),
    }
}

/// A field called `_`, which syn reads and nothing can be written of.
fn unnamed(field: &Field) -> Option<&Ident> {
    field.ident.as_ref().filter(|ident| *ident == "_")
}
