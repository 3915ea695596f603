//! The expression that `scope!` expands to.

use jwt_syntax::scope::parameters;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, LitStr, ext::IdentExt};

use super::parse::{CalledScope, ScopeCall};
use crate::{
    crate_path::PrivatePath,
    diagnostics::{Diagnostic, Diagnostics, generated_at, shown},
};

impl ScopeCall {
    pub(super) fn private(&self) -> PrivatePath {
        self.crate_path.clone().unwrap_or_default().private()
    }

    pub(super) fn expression(&self, diagnostics: &mut Diagnostics) -> TokenStream {
        let private = self.private();
        let values = self.values.iter().map(|(name, value)| {
            let name = name.unraw().to_string();
            quote!((#name, &(#value)))
        });
        match &self.scope {
            None => TokenStream::new(),
            Some(CalledScope::Variant(variant)) => {
                if let Some(vocabulary) = &self.vocabulary {
                    let message = "`in` compares a scope in quotes with a vocabulary, found none";
                    let help = "remove it: the compiler knows the variants of an enum";
                    diagnostics.report(Diagnostic::new(vocabulary, message).help(help));
                }
                let path = &variant.path;
                if self.values.is_empty() {
                    quote!(#private::Scope::checked(#path.as_str()))
                } else {
                    quote!(#private::Scope::filled_in(#path.as_str(), &[#(#values),*]))
                }
            }
            Some(CalledScope::Literal(literal)) => {
                let captured = self.captured(literal, diagnostics);
                let known = self.known(literal);
                let text = literal.value();
                if parameters(&text).next().is_none() {
                    quote!({ #known #private::Scope::checked(#literal) })
                } else {
                    quote!({ #known #private::Scope::filled_in(#literal, &[#(#values,)* #captured]) })
                }
            }
        }
    }

    /// The parameters without a value: each has that of the variable of its name, as in `format!`. A value without a
    /// parameter is reported.
    fn captured(&self, literal: &LitStr, diagnostics: &mut Diagnostics) -> TokenStream {
        let text = literal.value();
        let names: Vec<_> = parameters(&text).collect();
        for (name, _) in &self.values {
            if !names.iter().any(|known| *name == known) {
                let message = format!("{text:?} has no parameter `{{{name}}}`");
                let help = match names.as_slice() {
                    [] => "remove it: the scope has no parameters".to_owned(),
                    names => format!("write one of its parameters: `{}`", names.join("`, `")),
                };
                diagnostics.report(Diagnostic::new(name, message).help(help));
            }
        }
        let mut captured = TokenStream::new();
        for name in names {
            if self.values.iter().any(|(known, _)| known.unraw() == name) {
                continue;
            }
            match syn::parse_str::<Ident>(name) {
                Ok(mut variable) => {
                    variable.set_span(literal.span());
                    captured.extend(quote!((#name, &(#variable)),));
                }
                Err(_) => {
                    let message =
                        format!("`{{{name}}}` has no value, and no variable can have its name");
                    let help = format!("write `scope!({text:?}, {name} = value)`");
                    diagnostics.report(Diagnostic::new(literal, message).help(help));
                }
            }
        }
        captured
    }

    fn known(&self, literal: &LitStr) -> Option<TokenStream> {
        let vocabulary = self.vocabulary.as_ref()?;
        let written = shown(vocabulary.to_token_stream());
        let crate_path = self.crate_path.clone().unwrap_or_default();
        let private = crate_path.private_at(literal.span());
        Some(quote_spanned! {generated_at(literal.span())=>
            const _: () = #private::assert_known(
                #literal,
                #written,
                <#vocabulary as #private::Vocabulary>::SCOPES,
            );
        })
    }
}
