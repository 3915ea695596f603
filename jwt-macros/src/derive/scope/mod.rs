//! `#[derive(Scope)]`: an enum as the vocabulary of scopes.

mod parse;

mod check;

mod expand;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::DeriveInput;

use self::parse::Vocabulary;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let mut vocabulary = Vocabulary::read(&input, &mut diagnostics);
    check::check(&mut vocabulary, &mut diagnostics);
    let mistakes = diagnostics.into_token_stream();
    let impls = expand::impls(&vocabulary, mistakes.is_empty());
    quote!(#impls #mistakes)
}
