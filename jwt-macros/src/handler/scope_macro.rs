//! `scope!("team:{team}:read", team = id)`: one scope in the code of a handler, or of a function that computes what is asked.

use jwt_syntax::scope::parameters;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Expr, Ident, LitStr, Path, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use super::{
    option::until_comma,
    scope_argument,
    scope_expression::{Reference, variant},
};
use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics, generated_at, shown},
    scope_literal,
};

/// What stands between the parentheses, as far as it is right.
#[derive(Default)]
struct Call {
    scope: Option<Leaf>,
    /// The values of parameters, by their names.
    values: Vec<(Ident, Expr)>,
    /// `in = ..`: the vocabulary that the literal is compared with.
    vocabulary: Option<Path>,
    crate_path: Option<CratePath>,
}

enum Leaf {
    Literal(LitStr),
    Variant(Reference),
}

/// Expands `scope!(..)` to an expression.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let mut call = Call::default();
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

impl Call {
    fn read(&mut self, input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> syn::Result<()> {
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
            match scope_literal::check(&literal) {
                Ok(()) => self.scope = Some(Leaf::Literal(literal)),
                Err(refused) => diagnostics.report(refused),
            }
        } else if let Some(variant) = variant(input) {
            self.scope = Some(Leaf::Variant(variant));
        } else {
            let found = until_comma(input)?;
            diagnostics.report(if found.is_empty() {
                Diagnostic::new(TokenStream::new(), "`scope!` takes one scope, found none")
                    .help("write `scope!(\"user:read\")`")
            } else {
                let stream: TokenStream = found.iter().cloned().collect();
                match syn::parse2::<syn::Lit>(stream) {
                    Ok(literal) => scope_argument::not_a_string(&literal),
                    Err(_) => scope_argument::unquoted(&found),
                }
            });
        }
        Ok(())
    }

    fn private(&self) -> TokenStream {
        self.crate_path.clone().unwrap_or_default().private()
    }

    fn expression(&self, diagnostics: &mut Diagnostics) -> TokenStream {
        let private = self.private();
        let values = self.values.iter().map(|(name, value)| {
            let name = name.unraw().to_string();
            quote!((#name, &(#value)))
        });
        match &self.scope {
            None => TokenStream::new(),
            Some(Leaf::Variant(variant)) => {
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
            Some(Leaf::Literal(literal)) => {
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
