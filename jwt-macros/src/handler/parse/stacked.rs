//! The other attributes of ours on the same item: the outermost one reads them all, so that the signature is edited once.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta};

use super::{
    arguments::{self, Arguments},
    attribute::{HandlerAttribute, is_not_a_handler},
};
use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics},
};

/// Takes our attributes out of `attrs` and reads them.
pub(crate) fn drain(
    attrs: &mut Vec<Attribute>,
    crate_path: &CratePath,
    diagnostics: &mut Diagnostics,
) -> Vec<Arguments> {
    let mut drained = Vec::new();
    attrs.retain(
        |written| match HandlerAttribute::named_by(written.path(), crate_path) {
            Some(attribute) => {
                drained.push(read(attribute, written, diagnostics));
                false
            }
            None => true,
        },
    );
    drained
}

/// Takes `#[not_a_handler]` out of `attrs`, and gives it back.
pub(crate) fn take_not_a_handler(
    attrs: &mut Vec<Attribute>,
    crate_path: &CratePath,
    diagnostics: &mut Diagnostics,
) -> Option<Attribute> {
    let mut taken = None;
    attrs.retain(|attribute| {
        let is_one = is_not_a_handler(attribute.path(), crate_path);
        if is_one {
            taken = Some(attribute.clone());
        }
        !is_one
    });
    if let Some(attribute) = &taken
        && !matches!(attribute.meta, Meta::Path(_))
    {
        diagnostics.report(
            Diagnostic::new(attribute, "`#[not_a_handler]` takes no arguments")
                .help("write `#[not_a_handler]`"),
        );
    }
    taken
}

fn read(
    attribute: HandlerAttribute,
    written: &Attribute,
    diagnostics: &mut Diagnostics,
) -> Arguments {
    let at = written.path().to_token_stream();
    let tokens = match &written.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => {
            let message = format!("`{attribute}` takes its arguments in parentheses, found `=`");
            let value = pair.value.to_token_stream();
            diagnostics.report(
                Diagnostic::new(pair, message)
                    .help(format!("write `#[{}({value})]`", attribute.name())),
            );
            value
        }
    };
    arguments::parse(attribute, at, tokens, diagnostics)
}
