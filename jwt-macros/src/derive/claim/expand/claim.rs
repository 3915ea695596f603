//! The code of one claim: its default, its field, and its verification.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    crate_path::CratePath,
    derive::{
        claim::parse::{AbsentClaim, Claim},
        type_syntax::is_option,
    },
    diagnostics::generated_at,
};

/// A name that only the expansion can see: no path of the user means it.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The value without a claim, if there is one.
pub(super) fn default_value(claim: &Claim) -> Option<TokenStream> {
    match &claim.default {
        AbsentClaim::Required => None,
        AbsentClaim::None => Some(quote!(::core::option::Option::None)),
        AbsentClaim::OfType => {
            let ty = &claim.ty;
            Some(quote_spanned! {generated_at(ty.span())=>
                <#ty as ::core::default::Default>::default()
            })
        }
        AbsentClaim::Function(path) => Some(quote!(#path())),
    }
}

/// The field of `owner`.
pub(super) fn field(claim: &Claim, owner: &TokenStream) -> TokenStream {
    let member = &claim.member;
    quote!(#owner.#member)
}

/// Whether the field of `owner` is not written, as an expression; `None` if it always is.
pub(super) fn is_skipped(claim: &Claim, owner: &TokenStream) -> Option<TokenStream> {
    let member = field(claim, owner);
    if let Some(path) = &claim.serde.skip_serializing_if {
        return Some(quote!(#path(&#member)));
    }
    is_option(&claim.ty).then(|| quote!(::core::option::Option::is_none(&#member)))
}

/// The statement that passes the field of `self` to `verify`, if there is one.
pub(super) fn verification(claim: &Claim, crate_path: &CratePath) -> Option<TokenStream> {
    let path = claim.verify.as_ref()?;
    let at = generated_at(path.span());
    let private = crate_path.private_at(path.span());
    let member = field(claim, &quote!(self));
    let shown = claim.path.shown();
    let value = local("value");
    let verdict =
        |value: TokenStream| quote_spanned!(at=> #private::verify(#shown, #value, #path)?;);
    Some(if is_option(&claim.ty) {
        let verdict = verdict(value.to_token_stream());
        quote! {
            if let ::core::option::Option::Some(#value) = &#member { #verdict }
        }
    } else {
        verdict(quote!(&#member))
    })
}
