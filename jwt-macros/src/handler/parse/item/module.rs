//! A module: its items are parsed if it is written inline.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Ident, Token, Visibility, parse::ParseStream, token};

use super::BlockBody;

/// `mod views { .. }`.
pub(crate) struct Module {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) keyword: Token![mod],
    pub(crate) name: Ident,
    /// Nothing but a semicolon when the module is a file of its own.
    pub(crate) body: Result<BlockBody, Token![;]>,
}

impl Module {
    /// Reads what comes after the attributes.
    pub(crate) fn parse(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attrs,
            visibility: input.parse()?,
            keyword: input.parse()?,
            name: input.parse()?,
            body: if input.peek(token::Brace) {
                Ok(input.call(BlockBody::parse)?)
            } else {
                Err(input.parse()?)
            },
        })
    }

    /// Whether the module is written here rather than in a file of its own.
    pub(crate) fn is_inline(&self) -> bool {
        self.body.is_ok()
    }
}

impl ToTokens for Module {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            attrs,
            visibility,
            keyword,
            name,
            body,
        } = self;
        let body = match body {
            Ok(body) => body.to_token_stream(),
            Err(semicolon) => semicolon.to_token_stream(),
        };
        tokens.extend(quote!(#(#attrs)* #visibility #keyword #name #body));
    }
}
