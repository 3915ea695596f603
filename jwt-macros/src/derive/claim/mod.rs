//! `#[derive(Claim)]`: the custom claims of a token.
//!
//! A [`model`] is a set of claims, one for each [`field`], each at a [`place`] in the token. Their options are read in
//! [`options`], and those of serde in [`serde`]. The expansion has three parts: [`reading`], [`writing`], and the impls
//! around them; both go along the [`tree`] of objects that the places make.

mod expansion;
mod field;
mod model;
mod options;
mod place;
mod reading;
mod serde;
mod tree;
mod writing;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::DeriveInput;

use self::model::ClaimSet;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let claims = ClaimSet::read(&input, &mut diagnostics);
    let mistakes = diagnostics.into_token_stream();
    let implementation = if mistakes.is_empty() {
        expansion::of(&claims)
    } else {
        expansion::inert(&claims)
    };
    quote!(#implementation #mistakes)
}
