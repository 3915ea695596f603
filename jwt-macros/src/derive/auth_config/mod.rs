//! `#[derive(AuthConfig)]`: who signs, what is checked, which types belong to it.

mod expansion;
mod field;
mod group;
mod model;
mod settings;
mod source;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::DeriveInput;

use self::model::Config;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let config = Config::read(&input, &mut diagnostics);
    let mistakes = diagnostics.into_token_stream();
    let impls = expansion::impls(&config, mistakes.is_empty());
    quote!(#impls #mistakes)
}
