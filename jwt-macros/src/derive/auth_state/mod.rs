//! `#[derive(AuthState)]`: a router state that holds one `Auth` or several.

mod parse;

mod check;

mod expand;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use self::parse::State;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let mut state = State::read(&input, &mut diagnostics);
    check::check(&mut state, &mut diagnostics);
    let impls = expand::impls(&state);
    quote!(#impls #diagnostics)
}
