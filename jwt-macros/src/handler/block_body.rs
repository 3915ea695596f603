//! What stands between the braces of an `impl` block or an inline module.

use std::iter;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, braced, parse::ParseStream, token};

use super::{
    expand::{Surroundings, expand},
    function::Function,
    item::{Item, contradiction},
    policy::Policy,
    stacked,
};
use crate::{crate_path::CratePath, diagnostics::Diagnostics};

pub(super) struct Body {
    brace: token::Brace,
    inner_attrs: Vec<Attribute>,
    items: Vec<Item>,
}

/// What became of a block.
#[derive(Default)]
pub(super) struct Expanded {
    pub(super) items: TokenStream,
    /// The policies of handlers that stand in an `impl` block, and must not.
    pub(super) siblings: TokenStream,
    pub(super) has_handler: bool,
    /// Whether a handler had a guard already.
    pub(super) is_composed: bool,
}

impl Expanded {
    /// A block that was refused, which is not the place to look for handlers.
    pub(super) fn untouched(items: TokenStream) -> Self {
        Self {
            items,
            siblings: TokenStream::new(),
            has_handler: true,
            is_composed: false,
        }
    }
}

impl Expanded {
    fn include(&mut self, inner: Self) {
        self.has_handler |= inner.has_handler;
        self.is_composed |= inner.is_composed;
        self.items.extend(inner.items);
    }
}

impl Body {
    pub(super) fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
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
    pub(super) fn before(input: ParseStream<'_>) -> syn::Result<TokenStream> {
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

    /// Applies the policy of the block to what is in it, behind the items `first`.
    pub(super) fn expand(
        self,
        first: &TokenStream,
        policy: &Policy,
        surroundings: &Surroundings,
        diagnostics: &mut Diagnostics,
    ) -> Expanded {
        let mut expanded = Expanded::default();
        for item in self.items {
            expand_item(item, policy, surroundings, &mut expanded, diagnostics);
        }
        let (inner_attrs, items) = (self.inner_attrs, std::mem::take(&mut expanded.items));
        self.brace.surround(&mut expanded.items, |tokens| {
            tokens.extend(quote!(#(#inner_attrs)* #first #items));
        });
        expanded
    }

    /// Removes the attributes that only an expansion reads, where there will be none.
    pub(super) fn strip(&mut self, policy: &Policy) {
        let crate_path = policy.crate_path.clone().unwrap_or_default();
        // What they say is of no use in a block that was refused as a whole.
        let mut unheard = Diagnostics::default();
        for item in &mut self.items {
            stacked::drain(item.attrs_mut(), &crate_path, &mut unheard);
            stacked::take_not_a_handler(item.attrs_mut(), &crate_path, &mut unheard);
            if let Item::Function(function) = item {
                function.strip_parameter_attributes();
            }
        }
    }
}

fn expand_item(
    mut item: Item,
    policy: &Policy,
    surroundings: &Surroundings,
    expanded: &mut Expanded,
    diagnostics: &mut Diagnostics,
) {
    let crate_path = policy.crate_path.clone().unwrap_or_default();
    let marker = stacked::take_not_a_handler(item.attrs_mut(), &crate_path, diagnostics);
    let own = own_policy(&mut item, &crate_path, diagnostics);
    if let Some(marker) = marker {
        if let Some(own) = own {
            diagnostics.report(contradiction(&marker, own.kind));
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
            let inner = block.expand(own.as_ref().unwrap_or(policy), diagnostics);
            expanded.include(inner);
        }
        Item::Module(module) if module.is_inline() || own.is_some() => {
            let inner = module.expand(own.as_ref().unwrap_or(policy), diagnostics);
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
        own.check_settings(diagnostics);
    }
    Some(own)
}

fn expand_function(
    function: Function,
    own: Option<Policy>,
    block: &Policy,
    surroundings: &Surroundings,
    expanded: &mut Expanded,
    diagnostics: &mut Diagnostics,
) {
    if own.is_none() && !function.can_be_handler() {
        function.check_is_no_handler(diagnostics);
        function.to_tokens(&mut expanded.items);
        return;
    }
    expanded.has_handler = true;
    let policy = own.unwrap_or_else(|| block.handed_down());
    let expansion = expand(function, &policy, surroundings, diagnostics);
    expanded.is_composed |= expansion.is_composed;
    expanded.items.extend(expansion.handler);
    // A module can hold the policy beside the handler, and the handler's name is all that tells them apart.
    if surroundings.owner.is_none() {
        expanded.items.extend(expansion.siblings);
    } else {
        expanded.siblings.extend(expansion.siblings);
    }
}

impl ToTokens for Body {
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
