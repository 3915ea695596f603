//! `scope!("team:{team}:read", team = id)`: one scope, in the code of a handler or of a function that computes scopes.

mod expand;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};

use self::parse::ScopeCall;
use crate::diagnostics::Diagnostics;

/// Expands `scope!(..)` to an expression.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let mut call = ScopeCall::default();
    let outcome = (|input: ParseStream<'_>| call.read(input, &mut diagnostics)).parse2(input);
    if let Err(error) = outcome {
        diagnostics.report(error);
    }
    let expression = call.expression(&mut diagnostics);
    if diagnostics.count() == 0 {
        return expression;
    }
    let private = call.private();
    quote!({ #diagnostics #private::Scope::checked("") })
}
