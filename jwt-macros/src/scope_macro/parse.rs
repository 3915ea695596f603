//! The arguments of `scope!`: the scope, the values of its parameters, and options.

use proc_macro2::TokenStream;
use syn::{Expr, Ident, LitStr, Path, Token, ext::IdentExt, parse::ParseStream};

use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics, shown},
    options::tokens::until_comma,
    scope::{Reference, argument, literal, variant},
};

/// What stands between the parentheses, as far as it is valid.
#[derive(Default)]
pub(super) struct ScopeCall {
    pub(super) scope: Option<CalledScope>,
    /// The values of parameters, by their names.
    pub(super) values: Vec<(Ident, Expr)>,
    /// `in = ..`: the vocabulary that the literal is compared with.
    pub(super) vocabulary: Option<Path>,
    pub(super) crate_path: Option<CratePath>,
}

/// The scope of a call.
pub(super) enum CalledScope {
    Literal(LitStr),
    Variant(Reference),
}

impl ScopeCall {
    pub(super) fn read(
        &mut self,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        self.read_scope(input, diagnostics)?;
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let ahead = input.fork();
            if Ident::parse_any(&ahead).is_err() || !ahead.peek(Token![=]) {
                let found: TokenStream = until_comma(input)?.into_iter().collect();
                let message = format!(
                    "a value of `scope!` has the name of its parameter, found `{}`",
                    shown(found.clone())
                );
                let refused = Diagnostic::new(found, message);
                diagnostics.report(refused.help("write `team = id` for the value of `{team}`"));
                continue;
            }
            let name = Ident::parse_any(input)?;
            input.parse::<Token![=]>()?;
            if name == "in" {
                self.vocabulary = Some(input.call(Path::parse_mod_style)?);
            } else if name == "crate" {
                match CratePath::new(&input.call(Path::parse_mod_style)?) {
                    Ok(path) => self.crate_path = Some(path),
                    Err(refused) => diagnostics.report(refused),
                }
            } else {
                let value = input.parse()?;
                if self.values.iter().any(|(known, _)| *known == name) {
                    let message = format!("the value of `{{{name}}}` is given twice");
                    let refused = Diagnostic::new(&name, message);
                    diagnostics.report(refused.help("remove one of the two"));
                }
                self.values.push((name, value));
            }
        }
        Ok(())
    }

    fn read_scope(
        &mut self,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            match literal::check(&literal) {
                Ok(()) => self.scope = Some(CalledScope::Literal(literal)),
                Err(refused) => diagnostics.report(refused),
            }
        } else if let Some(variant) = variant(input) {
            self.scope = Some(CalledScope::Variant(variant));
        } else {
            let found = until_comma(input)?;
            diagnostics.report(if found.is_empty() {
                Diagnostic::new(TokenStream::new(), "`scope!` takes one scope, found none")
                    .help("write `scope!(\"user:read\")`")
            } else {
                let stream: TokenStream = found.iter().cloned().collect();
                match syn::parse2::<syn::Lit>(stream) {
                    Ok(literal) => argument::not_a_string(&literal),
                    Err(_) => argument::unquoted(&found),
                }
            });
        }
        Ok(())
    }
}
