//! `#[derive(AuthConfig)]`: a struct as the configuration of an `Auth`.

mod parse;

mod check;

mod expand;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::DeriveInput;

use self::parse::Config;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let config = Config::read(&input, &mut diagnostics);
    check::check(&config, &mut diagnostics);
    let mistakes = diagnostics.into_token_stream();
    let impls = expand::impls(&config, mistakes.is_empty());
    quote!(#impls #mistakes)
}
