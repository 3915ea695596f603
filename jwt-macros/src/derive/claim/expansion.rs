//! What `#[derive(Claim)]` writes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ext::IdentExt, parse_quote};

use super::{field::Field, model::ClaimSet};

/// The impl, with a hidden struct beside it that has serde's impls: the user's own are left alone, and may be absent.
pub(super) fn of(claims: &ClaimSet) -> TokenStream {
    let private = claims.crate_path.private();
    let ident = &claims.ident;
    let wire = format_ident!("__{}OnTheWire", ident.unraw());
    let wire_struct = wire_struct(claims, &wire);
    let names = claims.fields.iter().map(|field| &field.name);
    let required = claims
        .fields
        .iter()
        .filter(|field| field.is_required())
        .map(|field| &field.name);
    let unset = unset(&claims.fields);
    quote! {
        const _: () = {
            #wire_struct

            #[automatically_derived]
            #[allow(unused_qualifications)]
            impl #private::ClaimSet for #ident {
                const NAMES: &'static [&'static str] = &[#(#names),*];
                const REQUIRED: &'static [&'static str] = &[#(#required),*];

                fn unset() -> ::core::option::Option<Self> {
                    #unset
                }

                fn deserialize_claims<'de, D: #private::serde::Deserializer<'de>>(
                    claims: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    #wire::deserialize(claims)
                }

                fn serialize_claims<S: #private::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    #wire::serialize(self, serializer)
                }
            }
        };
    }
}

/// serde's derive for another type: `remote` gives functions instead of impls.
fn wire_struct(claims: &ClaimSet, wire: &syn::Ident) -> TokenStream {
    let ident = &claims.ident;
    let private = claims.crate_path.private();
    let serde = quote!(#private::serde);
    let serde_path = serde.to_string().replace(' ', "");
    let remote = ident.to_string();
    let fields = claims.fields.iter().map(|field| {
        let Field {
            ident,
            ty,
            name,
            serde,
            ..
        } = field;
        quote! {
            #[serde(rename = #name, #serde)]
            #ident: #ty
        }
    });
    quote! {
        #[derive(#serde::Serialize, #serde::Deserialize)]
        #[serde(crate = #serde_path, remote = #remote)]
        #[allow(dead_code, non_snake_case, unused_qualifications)]
        struct #wire { #(#fields,)* }
    }
}

/// The value of a token without custom claims, if every field can do without its own.
fn unset(fields: &[Field]) -> TokenStream {
    let values: Option<Vec<_>> = fields.iter().map(|field| field.default.value()).collect();
    match values {
        Some(values) => {
            let idents = fields.iter().map(|field| &field.ident);
            quote!(::core::option::Option::Some(Self { #(#idents: #values),* }))
        }
        None => quote!(::core::option::Option::None),
    }
}

/// An impl that does nothing, beside an error. It never runs: the build fails.
pub(super) fn inert(claims: &ClaimSet) -> TokenStream {
    let private = claims.crate_path.private();
    let ident = &claims.ident;
    let mut generics = claims.generics.clone();
    let bounds = parse_quote!(Self: ::core::marker::Send + ::core::marker::Sync + 'static);
    if !generics.params.is_empty() {
        generics.make_where_clause().predicates.push(bounds);
    }
    let (generics, arguments, conditions) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(unused_qualifications)]
        impl #generics #private::ClaimSet for #ident #arguments #conditions {
            const NAMES: &'static [&'static str] = &[];
            const REQUIRED: &'static [&'static str] = &[];

            fn unset() -> ::core::option::Option<Self> {
                ::core::unreachable!()
            }

            fn deserialize_claims<'de, D: #private::serde::Deserializer<'de>>(
                _: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::core::unreachable!()
            }

            fn serialize_claims<S: #private::serde::Serializer>(
                &self,
                _: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                ::core::unreachable!()
            }
        }
    }
}
