//! Attributes that the block around them cannot see: in the output of a macro, in the body of a function, in a module in a
//! file of its own.
//!
//! Such an attribute expands by itself, and would ask only what it says. So a block defines a macro for all that is written
//! in it, at whatever depth, and an attribute that expands by itself calls a macro of that name. Outside of annotated
//! blocks it is that of the library, which is nothing. In a block the name is ambiguous, and does not compile; the block's
//! macro says why.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::policy::Policy;

fn name() -> Ident {
    Ident::new("__attribute_that_its_block_cannot_see", Span::mixed_site())
}

/// What stands before the items of a block.
pub(super) fn mark(policy: &Policy) -> TokenStream {
    if policy.is_public() {
        return TokenStream::new();
    }
    let (name, private) = (name(), private(policy));
    quote! {
        macro_rules! #name {
            () => { #private::__refuse_unseen_attribute! {} };
        }
    }
}

/// What stands beside the item of an attribute that no block has read.
pub(super) fn check(policy: &Policy, conditions: &TokenStream) -> TokenStream {
    let (name, private) = (name(), private(policy));
    quote! {
        #conditions
        const _: () = {
            use #private::#name;
            #name! {}
        };
    }
}

fn private(policy: &Policy) -> TokenStream {
    policy.crate_path.clone().unwrap_or_default().private()
}
