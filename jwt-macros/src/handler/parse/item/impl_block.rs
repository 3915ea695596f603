//! An `impl` block: its header is understood, its items are parsed.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, ItemImpl, Token, parse::ParseStream};

use super::BlockBody;

/// `impl View { .. }`.
pub(crate) struct ImplBlock {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) header: TokenStream,
    /// The header, understood.
    pub(crate) signature: ItemImpl,
    pub(crate) body: BlockBody,
}

impl ImplBlock {
    /// Reads what comes after the attributes.
    pub(crate) fn parse(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        let header = BlockBody::before(input)?;
        Ok(Self {
            attrs,
            signature: syn::parse2(quote!(#header {}))?,
            header,
            body: input.call(BlockBody::parse)?,
        })
    }

    pub(crate) fn is_of_trait(&self) -> bool {
        self.signature.trait_.is_some()
    }

    pub(crate) fn impl_token(&self) -> Token![impl] {
        self.signature.impl_token
    }
}

impl ToTokens for ImplBlock {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            attrs,
            header,
            body,
            ..
        } = self;
        tokens.extend(quote!(#(#attrs)* #header #body));
    }
}
