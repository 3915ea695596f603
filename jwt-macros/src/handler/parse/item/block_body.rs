//! The items between the braces of an `impl` block or an inline module.

use std::iter;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, braced, parse::ParseStream, token};

use super::Item;
use crate::{crate_path::CratePath, diagnostics::Diagnostics, handler::parse::stacked};

/// Braces, and what is between them.
pub(crate) struct BlockBody {
    pub(crate) brace: token::Brace,
    pub(crate) inner_attrs: Vec<Attribute>,
    pub(crate) items: Vec<Item>,
}

impl BlockBody {
    pub(crate) fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        let brace = braced!(content in input);
        let inner_attrs = content.call(Attribute::parse_inner)?;
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(content.parse()?);
        }
        Ok(Self {
            brace,
            inner_attrs,
            items,
        })
    }

    /// Takes what comes before a body. Braces between angle brackets are arguments of a type.
    pub(crate) fn before(input: ParseStream<'_>) -> syn::Result<TokenStream> {
        let mut tokens = TokenStream::new();
        let mut depth = 0_usize;
        let mut previous = ' ';
        while !input.is_empty() && (depth > 0 || !input.peek(token::Brace)) {
            let token: TokenTree = input.parse()?;
            let sign = match &token {
                TokenTree::Punct(punct) => punct.as_char(),
                _ => ' ',
            };
            match (previous, sign) {
                (_, '<') => depth = depth.saturating_add(1),
                ('-', '>') => {}
                (_, '>') => depth = depth.saturating_sub(1),
                _ => {}
            }
            previous = sign;
            tokens.extend(iter::once(token));
        }
        Ok(tokens)
    }

    /// Removes the attributes that only an expansion reads, where there will be none.
    pub(crate) fn strip(&mut self, crate_path: Option<&CratePath>) {
        let crate_path = crate_path.cloned().unwrap_or_default();
        // The block is refused as a whole: what is wrong with the attributes in it says nothing more.
        let mut unreported = Diagnostics::default();
        for item in &mut self.items {
            stacked::drain(item.attrs_mut(), &crate_path, &mut unreported);
            stacked::take_not_a_handler(item.attrs_mut(), &crate_path, &mut unreported);
            if let Item::Function(function) = item {
                function.strip_parameter_attributes();
            }
        }
    }
}

impl ToTokens for BlockBody {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            brace,
            inner_attrs,
            items,
        } = self;
        brace.surround(tokens, |tokens| {
            tokens.extend(quote!(#(#inner_attrs)* #(#items)*));
        });
    }
}
