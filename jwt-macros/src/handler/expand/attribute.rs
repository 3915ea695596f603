//! The expansion of an attribute: its arguments and its item are parsed, merged, checked and written out.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};

use super::item;
use crate::{
    diagnostics::Diagnostics,
    handler::parse::{
        HandlerAttribute, arguments,
        item::{Item, WithoutBody},
    },
};

/// Expands an attribute: its arguments, and the item it stands on.
pub(crate) fn run(
    attribute: HandlerAttribute,
    args: TokenStream,
    source: TokenStream,
) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let arguments = arguments::parse(attribute, TokenStream::new(), args, &mut diagnostics);
    let read = |input: ParseStream<'_>| Ok((input.parse::<Item>()?, input.parse::<TokenStream>()?));
    let (head, body) = match WithoutBody::of(&source) {
        Some(WithoutBody { head, body }) => (head, Some(body)),
        None => (source.clone(), None),
    };
    let expansion = match read.parse2(head) {
        Ok((mut item, rest)) => {
            if let (Item::Function(function), Some(body)) = (&mut item, body) {
                function.complete(body, source);
            }
            let item = item::expand(item, arguments, &mut diagnostics);
            quote!(#item #rest)
        }
        Err(error) => {
            diagnostics.report(error);
            source
        }
    };
    quote!(#expansion #diagnostics)
}
