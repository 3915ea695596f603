//! The marker of an annotated block, by which attributes that the block cannot see are refused: those in the output of a
//! macro, in the body of a function, and in a module in a file of its own.
//!
//! Such an attribute expands by itself and would require only what it says. So a block defines a macro for everything written
//! in it, at any depth, and an attribute that expands by itself calls a macro of that name. Outside of annotated blocks that
//! is the macro of the library, which expands to nothing. In a block it is the block's, which is a compile error.
//!
//! In a function, or in a module in a file of its own, the compiler also reports that the name is ambiguous: a macro that is
//! imported there shadows that of the block.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::{crate_path::PrivatePath, handler::model::Policy};

fn name() -> Ident {
    Ident::new("__attribute_that_its_block_cannot_see", Span::mixed_site())
}

/// The marker, which stands before the items of a block.
pub(super) fn mark(policy: &Policy) -> TokenStream {
    if policy.is_public() {
        return TokenStream::new();
    }
    let (name, private) = (name(), private(policy));
    quote! {
        macro_rules! #name {
            () => { #private::__hidden_attribute_error! {} };
        }
    }
}

/// The call of the marker, which stands beside an item whose attribute expanded by itself.
///
/// The import is beside the item too, not in the constant: only in the block's own module does the block's macro take its
/// place. It is a glob, of which a module can have several.
pub(in crate::handler::expand) fn check(policy: &Policy, conditions: &TokenStream) -> TokenStream {
    let (name, private) = (name(), private(policy));
    quote! {
        #conditions
        use #private::hidden_attribute::*;
        #conditions
        #name! {}
    }
}

fn private(policy: &Policy) -> PrivatePath {
    policy.crate_path.clone().unwrap_or_default().private()
}
