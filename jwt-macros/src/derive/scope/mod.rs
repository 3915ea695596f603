//! `#[derive(Scope)]`: which scopes there are.

mod expansion;
mod model;
mod variant;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::DeriveInput;

use self::model::Vocabulary;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let vocabulary = Vocabulary::read(&input, &mut diagnostics);
    let mistakes = diagnostics.into_token_stream();
    let impls = expansion::impls(&vocabulary, mistakes.is_empty());
    quote!(#impls #mistakes)
}
