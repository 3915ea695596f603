//! The expansion of the item that an attribute itself stands on.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{
    block::{self, ExpandedBlock},
    handler,
    surroundings::Surroundings,
};
use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    handler::{
        check,
        model::Policy,
        parse::{
            Arguments,
            item::{Item, conditions},
            stacked,
        },
    },
};

/// Expands the item that the attribute itself stands on.
pub(super) fn expand(
    mut item: Item,
    first: Arguments,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let crate_path = first.crate_path.clone().unwrap_or_default();
    let attribute = first.attribute;
    let attrs = item.attrs_mut();
    let stacked = stacked::drain(attrs, &crate_path, diagnostics);
    if let Some(marker) = stacked::take_not_a_handler(attrs, &crate_path, diagnostics) {
        diagnostics.report(check::item::refuse_marker(&marker, attribute));
    }
    let policy = Policy::merge(first, stacked, diagnostics);
    check::item::refuse_replace(&policy, diagnostics);
    let conditions = conditions(item.attrs_mut());
    match item {
        Item::Function(function) => {
            check::settings::check(&policy.settings, diagnostics);
            let expansion = handler::expand(*function, &policy, &Surroundings::Unseen, diagnostics);
            let (handler, siblings) = (expansion.handler, expansion.siblings);
            let check = (!expansion.is_composed && !siblings.is_empty())
                .then(|| block::marker::check(&policy, &conditions));
            quote!(#handler #siblings #check)
        }
        Item::Impl(block) => {
            let without_handler = check::item::without_handler(&policy, block.impl_token());
            let expanded = block::expand_impl(*block, &policy, diagnostics);
            let check = (!expanded.is_composed).then(|| block::marker::check(&policy, &conditions));
            let items = whole(expanded, without_handler, diagnostics);
            quote!(#items #check)
        }
        Item::Module(module) => {
            let without_handler = check::item::without_handler(&policy, &module.name);
            let expanded = block::expand_module(*module, &policy, diagnostics);
            let check = (!expanded.is_composed).then(|| block::marker::check(&policy, &conditions));
            let items = whole(expanded, without_handler, diagnostics);
            quote!(#items #check)
        }
        Item::Other(other) => {
            diagnostics.report(check::item::refuse_other(&other, attribute));
            other.into_token_stream()
        }
    }
}

/// A block in which an attribute finds nothing to apply to is a mistake.
fn whole(
    expanded: ExpandedBlock,
    without_handler: Diagnostic,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    if !expanded.has_handler {
        diagnostics.report(without_handler);
    }
    expanded.items
}
