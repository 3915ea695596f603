//! From a token to the claims: what was found is kept in a struct of options, and taken out of it in the end.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{ext::IdentExt, spanned::Spanned};

use super::{claim, claim::local, tree::TokenObject};
use crate::{
    derive::claim::parse::{Claim, ClaimSet},
    diagnostics::generated_at,
    type_name,
};

/// The name of the struct that keeps what was found.
pub(super) fn found_ident(claims: &ClaimSet) -> Ident {
    format_ident!("__{}Partial", claims.ident.unraw())
}

/// The types that reading needs.
pub(super) fn types(claims: &ClaimSet, token: &TokenObject<'_>) -> TokenStream {
    let found = found_ident(claims);
    let fields = claims.claims.iter().map(|claim| {
        let (ident, ty) = (&claim.ident, &claim.ty);
        quote!(#ident: ::core::option::Option<#ty>)
    });
    let seeds = claims.claims.iter().filter_map(|claim| seed(claims, claim));
    let objects = token.inner();
    let objects = objects.iter().map(|object| members(claims, object));
    quote! {
        #[derive(::core::default::Default)]
        pub struct #found { #(#fields,)* }
        #(#seeds)*
        #(#objects)*
    }
}

/// A seed for a claim that a function reads.
fn seed(claims: &ClaimSet, claim: &Claim) -> Option<TokenStream> {
    let function = claim.serde.deserialize.as_ref()?;
    let private = claims.crate_path.private();
    let (ident, ty) = (seed_ident(claims, claim), &claim.ty);
    let claim = local("claim");
    let call = quote_spanned!(generated_at(function.span())=> #function(#claim));
    Some(quote! {
        struct #ident;
        impl<'de> #private::serde::de::DeserializeSeed<'de> for #ident {
            type Value = #ty;
            fn deserialize<D: #private::serde::Deserializer<'de>>(
                self,
                #claim: D,
            ) -> ::core::result::Result<#ty, D::Error> {
                #call
            }
        }
    })
}

fn seed_ident(claims: &ClaimSet, claim: &Claim) -> Ident {
    format_ident!(
        "__{}Reads{}",
        claims.ident.unraw(),
        type_name::of(&claim.ident.unraw().to_string())
    )
}

/// What reads the members of an object inside of the token.
fn members(claims: &ClaimSet, object: &TokenObject<'_>) -> TokenStream {
    let private = claims.crate_path.private();
    let found = found_ident(claims);
    let (ident, in_object) = (&object.ident, local("claims"));
    let body = body(claims, object, &quote!(self.0));
    quote! {
        struct #ident<'a>(&'a mut #found);
        impl #private::NestedClaims for #ident<'_> {
            fn read<'de, A: #private::serde::de::MapAccess<'de>>(
                &mut self,
                name: &::core::primitive::str,
                #in_object: &mut A,
            ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
                #body
            }
        }
    }
}

/// The body of a function that reads one member of an object into `found`.
pub(super) fn body(
    claims: &ClaimSet,
    object: &TokenObject<'_>,
    found: &TokenStream,
) -> TokenStream {
    let private = claims.crate_path.private();
    let members = local("claims");
    let of_claims = object.claims.iter().map(|(name, claim)| {
        let (ident, ty) = (&claim.ident, &claim.ty);
        let at = generated_at(ty.span());
        let value = match &claim.serde.deserialize {
            Some(_) => {
                let seed = seed_ident(claims, claim);
                quote!(#private::serde::de::MapAccess::next_value_seed(#members, #seed)?)
            }
            None => {
                quote_spanned!(at=> #private::serde::de::MapAccess::next_value::<#ty>(#members)?)
            }
        };
        quote!(#name => #found.#ident = ::core::option::Option::Some(#value),)
    });
    let of_objects = object.objects.iter().map(|object| {
        let TokenObject { name, ident, .. } = object;
        quote! {
            #name => #private::serde::de::MapAccess::next_value_seed(#members, #private::NestedClaimsReader(#ident(#found)))?,
        }
    });
    if object.claims.is_empty() && object.objects.is_empty() {
        return quote! {
            let _ = (#found, name, #members);
            ::core::result::Result::Ok(false)
        };
    }
    quote! {
        match name {
            #(#of_claims)*
            #(#of_objects)*
            _ => return ::core::result::Result::Ok(false),
        }
        ::core::result::Result::Ok(true)
    }
}

/// The body of `finish`: the fields, from what was found or their defaults.
pub(super) fn finish(claims: &ClaimSet) -> TokenStream {
    let (found, value) = (local("found"), local("value"));
    let fields = claims.claims.iter().map(|claim| {
        let Claim { member, ident, .. } = claim;
        let shown = claim.path.shown();
        let otherwise = claim::default_value(claim)
            .unwrap_or_else(|| quote!(return ::core::result::Result::Err(#shown)));
        quote! {
            #member: match #found.#ident {
                ::core::option::Option::Some(#value) => #value,
                ::core::option::Option::None => #otherwise,
            }
        }
    });
    quote!(::core::result::Result::Ok(Self { #(#fields,)* }))
}
