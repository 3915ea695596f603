//! From the claims to a token.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{ext::IdentExt, spanned::Spanned};

use super::{claim, claim::local, tree::TokenObject};
use crate::{
    derive::claim::parse::{Claim, ClaimSet},
    diagnostics::generated_at,
    type_name,
};

/// The types that writing needs.
pub(super) fn types(claims: &ClaimSet, token: &TokenObject<'_>) -> TokenStream {
    let values = claims
        .claims
        .iter()
        .filter_map(|claim| value(claims, claim));
    let objects = token.inner();
    let objects = objects.iter().map(|object| inner(claims, object));
    quote!(#(#values)* #(#objects)*)
}

/// A value that a function writes.
fn value(claims: &ClaimSet, claim: &Claim) -> Option<TokenStream> {
    let function = claim.serde.serialize.as_ref()?;
    let private = claims.crate_path.private();
    let (ident, ty) = (value_ident(claims, claim), &claim.ty);
    let (serializer, value) = (local("serializer"), quote!(self.0));
    let call = quote_spanned!(generated_at(function.span())=> #function(#value, #serializer));
    Some(quote! {
        struct #ident<'a>(&'a #ty);
        impl #private::serde::Serialize for #ident<'_> {
            fn serialize<S: #private::serde::Serializer>(
                &self,
                #serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                #call
            }
        }
    })
}

fn value_ident(claims: &ClaimSet, claim: &Claim) -> Ident {
    format_ident!(
        "__{}Writes{}",
        claims.ident.unraw(),
        type_name::of(&claim.ident.unraw().to_string())
    )
}

fn inner_ident(object: &TokenObject<'_>) -> Ident {
    format_ident!("{}Written", object.ident)
}

/// An object inside of the token.
fn inner(claims: &ClaimSet, object: &TokenObject<'_>) -> TokenStream {
    let private = claims.crate_path.private();
    let (owner, ident) = (&claims.ident, inner_ident(object));
    let entries = entries(claims, object, &quote!(self.0));
    let members = local("claims");
    quote! {
        struct #ident<'a>(&'a #owner);
        impl #private::serde::Serialize for #ident<'_> {
            fn serialize<S: #private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let mut object =
                    #private::serde::Serializer::serialize_map(serializer, ::core::option::Option::None)?;
                let #members = &mut object;
                #entries
                #private::serde::ser::SerializeMap::end(object)
            }
        }
    }
}

/// The statements that write the members of an object; the claims are the fields of `owner`.
pub(super) fn entries(
    claims: &ClaimSet,
    object: &TokenObject<'_>,
    owner: &TokenStream,
) -> TokenStream {
    let private = claims.crate_path.private();
    let members = local("claims");
    let of_claims = object.claims.iter().map(|(name, claim)| {
        let (field, at) = (claim::field(claim, owner), generated_at(claim.ty.span()));
        let value = match &claim.serde.serialize {
            Some(_) => {
                let ident = value_ident(claims, claim);
                quote!(#ident(&#field))
            }
            None => field,
        };
        let write = quote_spanned! {at=>
            #private::serde::ser::SerializeMap::serialize_entry(#members, #name, &#value)?;
        };
        unless(claim::is_skipped(claim, owner), write)
    });
    let of_objects = object.objects.iter().map(|object| {
        let (name, ident) = (object.name, inner_ident(object));
        let owner_itself = if owner.to_string() == "self" {
            quote!(self)
        } else {
            quote!(self.0)
        };
        let write = quote! {
            #private::serde::ser::SerializeMap::serialize_entry(#members, #name, &#ident(#owner_itself))?;
        };
        unless(is_empty(object, owner), write)
    });
    quote!(#(#of_claims)* #(#of_objects)*)
}

fn unless(condition: Option<TokenStream>, write: TokenStream) -> TokenStream {
    match condition {
        Some(condition) => quote!(if !(#condition) { #write }),
        None => write,
    }
}

/// Whether nothing would be written into an object, as an expression; `None` if something always is.
fn is_empty(object: &TokenObject<'_>, owner: &TokenStream) -> Option<TokenStream> {
    let of_claims = object
        .claims
        .iter()
        .map(|(_, claim)| claim::is_skipped(claim, owner));
    let of_objects = object.objects.iter().map(|object| is_empty(object, owner));
    let conditions: Vec<_> = of_claims.chain(of_objects).collect::<Option<_>>()?;
    Some(quote!(#(#conditions)&&*))
}
