//! An item that can hold no handler: kept as tokens, to be written out unchanged.

use std::iter;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Ident, parse::ParseStream};

/// An item that holds no handler.
pub(crate) struct OtherItem {
    pub(crate) attrs: Vec<Attribute>,
    tokens: TokenStream,
}

impl OtherItem {
    /// Reads to the end of the item. Where the end is guessed too early, the rest is read as another item: what is written out
    /// stays the same.
    pub(super) fn parse(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        let rest: TokenStream = input.fork().parse()?;
        let has_value = keyword(&rest).is_some_and(|word| {
            ["const", "static", "type", "use"]
                .iter()
                .any(|keyword| word == keyword)
        });
        let mut tokens = TokenStream::new();
        while !input.is_empty() {
            let token: TokenTree = input.parse()?;
            let is_last = match &token {
                TokenTree::Punct(punct) => punct.as_char() == ';',
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !has_value,
                _ => false,
            };
            tokens.extend(iter::once(token));
            if is_last {
                break;
            }
        }
        Ok(Self { attrs, tokens })
    }

    /// The word that says what the item is.
    pub(crate) fn keyword(&self) -> Option<Ident> {
        keyword(&self.tokens)
    }
}

/// The word that says what an item is.
fn keyword(tokens: &TokenStream) -> Option<Ident> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(word) => {
            let comes_before = ["pub", "crate", "default", "unsafe", "auto"];
            (!comes_before.iter().any(|before| word == before)).then_some(word)
        }
        _ => None,
    })
}

impl ToTokens for OtherItem {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let attrs = &self.attrs;
        let rest = &self.tokens;
        tokens.extend(quote!(#(#attrs)* #rest));
    }
}
