//! `#[derive(Claim)]`: the custom claims of a token.
//!
//! [`parse`] reads a set of claims, one for each field, each at a path in the token. [`check`] compares them with each other.
//! [`expand`] writes how they are read from a token and written to one, along the tree of objects that their paths make.

mod parse;

mod check;

mod expand;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::DeriveInput;

use self::parse::ClaimSet;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let claims = ClaimSet::read(&input, &mut diagnostics);
    check::check(&claims, &mut diagnostics);
    let mistakes = diagnostics.into_token_stream();
    let impls = if mistakes.is_empty() {
        expand::impls(&claims)
    } else {
        expand::inert(&claims)
    };
    quote!(#impls #mistakes)
}
