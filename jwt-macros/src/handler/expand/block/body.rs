//! The expansion of the items in an `impl` block or an inline module, to each of which the policy of the block applies.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::impl_and_module::{expand_impl, expand_module};
use crate::{
    crate_path::CratePath,
    diagnostics::Diagnostics,
    handler::{
        check,
        expand::{handler, surroundings::Surroundings},
        model::Policy,
        parse::{
            item::{BlockBody, Function, Item},
            stacked,
        },
    },
};

/// A block as it is written out.
#[derive(Default)]
pub(in crate::handler::expand) struct ExpandedBlock {
    pub(in crate::handler::expand) items: TokenStream,
    /// The policies of handlers that stand in an `impl` block, and must not.
    pub(in crate::handler::expand) siblings: TokenStream,
    pub(in crate::handler::expand) has_handler: bool,
    /// Whether a handler had a guard already.
    pub(in crate::handler::expand) is_composed: bool,
}

impl ExpandedBlock {
    /// A block that was refused, which is not the place to look for handlers.
    pub(super) fn untouched(items: TokenStream) -> Self {
        Self {
            items,
            siblings: TokenStream::new(),
            has_handler: true,
            is_composed: false,
        }
    }

    fn include(&mut self, inner: Self) {
        self.has_handler |= inner.has_handler;
        self.is_composed |= inner.is_composed;
        self.items.extend(inner.items);
    }
}

/// Applies the policy of the block to what is in it, behind the items `first`.
pub(super) fn expand(
    body: BlockBody,
    first: &TokenStream,
    policy: &Policy,
    surroundings: &Surroundings,
    diagnostics: &mut Diagnostics,
) -> ExpandedBlock {
    let mut expanded = ExpandedBlock::default();
    for item in body.items {
        expand_item(item, policy, surroundings, &mut expanded, diagnostics);
    }
    let (inner_attrs, items) = (body.inner_attrs, std::mem::take(&mut expanded.items));
    body.brace.surround(&mut expanded.items, |tokens| {
        tokens.extend(quote!(#(#inner_attrs)* #first #items));
    });
    expanded
}

fn expand_item(
    mut item: Item,
    policy: &Policy,
    surroundings: &Surroundings,
    expanded: &mut ExpandedBlock,
    diagnostics: &mut Diagnostics,
) {
    let crate_path = policy.crate_path.clone().unwrap_or_default();
    let marker = stacked::take_not_a_handler(item.attrs_mut(), &crate_path, diagnostics);
    let own = own_policy(&mut item, &crate_path, diagnostics);
    if let Some(marker) = marker {
        if let Some(own) = own {
            diagnostics.report(check::item::refuse_marker(&marker, own.attribute));
        }
        item.to_tokens(&mut expanded.items);
        return;
    }
    let own = own.map(|own| own.within(policy, diagnostics));
    match item {
        Item::Function(function) => {
            expand_function(*function, own, policy, surroundings, expanded, diagnostics);
        }
        Item::Impl(block) if own.is_none() && block.is_of_trait() => {
            block.to_tokens(&mut expanded.items);
        }
        Item::Impl(block) => {
            let inner = expand_impl(*block, own.as_ref().unwrap_or(policy), diagnostics);
            expanded.include(inner);
        }
        Item::Module(module) if module.is_inline() || own.is_some() => {
            let inner = expand_module(*module, own.as_ref().unwrap_or(policy), diagnostics);
            expanded.include(inner);
        }
        Item::Module(_) | Item::Other(_) => item.to_tokens(&mut expanded.items),
    }
}

/// What an item's own attributes say.
fn own_policy(
    item: &mut Item,
    crate_path: &CratePath,
    diagnostics: &mut Diagnostics,
) -> Option<Policy> {
    // On anything else they expand by themselves, and say that they cannot stand there.
    if matches!(item, Item::Other(_)) {
        return None;
    }
    let mut own = stacked::drain(item.attrs_mut(), crate_path, diagnostics).into_iter();
    let first = own.next()?;
    let own = Policy::merge(first, own.collect(), diagnostics);
    if matches!(item, Item::Function(_)) {
        check::settings::check(&own.settings, diagnostics);
    }
    Some(own)
}

fn expand_function(
    function: Function,
    own: Option<Policy>,
    block: &Policy,
    surroundings: &Surroundings,
    expanded: &mut ExpandedBlock,
    diagnostics: &mut Diagnostics,
) {
    if own.is_none() && !function.can_be_handler() {
        check::function::refuse_future(&function, diagnostics);
        function.to_tokens(&mut expanded.items);
        return;
    }
    expanded.has_handler = true;
    let policy = own.unwrap_or_else(|| block.handed_down());
    let expansion = handler::expand(function, &policy, surroundings, diagnostics);
    expanded.is_composed |= expansion.is_composed;
    expanded.items.extend(expansion.handler);
    // A module can hold the policy beside the handler, and the handler's name is all that tells them apart.
    if matches!(surroundings, Surroundings::Module) {
        expanded.items.extend(expansion.siblings);
    } else {
        expanded.siblings.extend(expansion.siblings);
    }
}
