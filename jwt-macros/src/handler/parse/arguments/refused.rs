//! Arguments that an attribute does not take: scopes elsewhere, literals, words, and options in another syntax.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, Lit, Token, parse::ParseStream};

use super::{option::OptionName, option_errors, reader::ArgumentReader};
use crate::{
    diagnostics::{Diagnostic, shown},
    handler::parse::attribute::HandlerAttribute,
    options::tokens::until_comma,
    scope::argument,
};

impl ArgumentReader<'_> {
    /// A scope in an attribute that takes none.
    pub(super) fn refuse_scope(&mut self, at: impl ToTokens, text: &str) {
        let attribute = self.arguments.attribute;
        let refused = Diagnostic::new(at, format!("`{attribute}` takes no scopes, found {text:?}"));
        self.diagnostics
            .report(refused.help(format!("write `#[scoped({text:?})]`")));
    }

    pub(super) fn refuse_literal(&mut self, literal: &Lit) {
        self.has_scopes = true;
        let refused = match self.arguments.attribute {
            HandlerAttribute::Scoped => argument::not_a_string(literal),
            attribute => not_an_option(attribute, literal.to_token_stream()),
        };
        self.diagnostics.report(refused);
    }

    pub(super) fn refuse_unquoted(&mut self, tokens: &[TokenTree]) {
        self.has_scopes = true;
        let stream: TokenStream = tokens.iter().cloned().collect();
        match (self.arguments.attribute, argument::in_quotes(tokens)) {
            (HandlerAttribute::Scoped, _) => self.diagnostics.report(argument::unquoted(tokens)),
            (_, Some(scope)) => self.refuse_scope(stream, &scope),
            (attribute, None) => self.diagnostics.report(not_an_option(attribute, stream)),
        }
    }

    /// A word that is no option: a scope without quotes, or a mistyped option.
    pub(super) fn refuse_word(&mut self, name: &Ident, has_value: bool) {
        let attribute = self.arguments.attribute;
        let nearest = option_errors::nearest_to(attribute, name);
        let is_mistyped = has_value || nearest.is_some();
        self.arguments.disputes_optional |= nearest == Some(OptionName::Optional);
        if attribute == HandlerAttribute::Scoped && !is_mistyped {
            self.refuse_unquoted(&[TokenTree::Ident(name.clone())]);
        } else {
            let at = name.to_token_stream();
            self.diagnostics
                .report(option_errors::unknown(attribute, name, at, has_value));
        }
    }

    /// `name: value`, as fields are written.
    pub(super) fn refuse_colon(&mut self, name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let colon: Token![:] = input.parse()?;
        let value = shown(until_comma(input)?.into_iter().collect());
        let refused = Diagnostic::new(colon, format!("expected `=` after `{name}`, found `:`"));
        let meant = match OptionName::named_by(name) {
            Some(option @ (OptionName::Refresh | OptionName::Fresh | OptionName::Replace)) => {
                option.example().to_owned()
            }
            _ => format!("{name} = {value}"),
        };
        self.diagnostics
            .report(refused.help(format!("write `{meant}`")));
        Ok(())
    }

    /// `name(..)`, as no option is written.
    pub(super) fn refuse_call(&mut self, name: &Ident, tokens: Vec<TokenTree>) {
        let stream: TokenStream = tokens.into_iter().collect();
        let option = OptionName::named_by(name);
        self.has_scopes = true;
        self.arguments.disputes_optional |= option == Some(OptionName::Optional);
        self.diagnostics.report(match option {
            Some(option) => Diagnostic::new(stream, format!("`{name}` takes no parentheses"))
                .help(format!("write `{}`", option.example())),
            None => option_errors::unknown(self.arguments.attribute, name, stream, false),
        });
    }
}

fn not_an_option(attribute: HandlerAttribute, found: TokenStream) -> Diagnostic {
    let message = format!(
        "expected an option of `{attribute}`, found `{}`",
        shown(found.clone())
    );
    Diagnostic::new(found, message).help(option_errors::list(attribute))
}
