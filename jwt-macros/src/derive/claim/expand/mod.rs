//! What `#[derive(Claim)]` writes.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, ext::IdentExt, parse_quote, spanned::Spanned};

mod claim;
mod reading;
mod tree;
mod writing;

use self::{claim::local, tree::TokenObject};
use super::parse::{Claim, ClaimSet};
use crate::{crate_path::CratePath, diagnostics::generated_at};

/// The impls, with hidden types beside them. serde's impls for the user's type are left alone, and may be absent.
pub(super) fn impls(claims: &ClaimSet) -> TokenStream {
    let private = claims.crate_path.private();
    let ident = &claims.ident;
    let token = TokenObject::token(&ident.unraw(), &claims.claims);
    let (reading_types, writing_types) = (
        reading::types(claims, &token),
        writing::types(claims, &token),
    );
    let found = reading::found_ident(claims);
    let names = claims.names();
    let required = claims.claims.iter().filter(|claim| claim.is_required());
    let required = required.map(|claim| claim.path.shown());
    let given = is_computed(claims).then(|| {
        quote!(
            const FROM_BACKEND: &'static [&'static ::core::primitive::str] = &[];
        )
    });
    let (in_token, found_so_far) = (local("claims"), local("found"));
    let read = reading::body(claims, &token, &quote!(#found_so_far));
    let finish = reading::finish(claims);
    let write = writing::entries(claims, &token, &quote!(self));
    let write_unused = write.is_empty().then(|| quote!(let _ = #in_token;));
    let verify = verify(claims);
    let from_user = from_user(claims);
    quote! {
        const _: () = {
            #reading_types
            #writing_types

            #[automatically_derived]
            impl #private::ClaimSet for #ident {
                const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];
                const REQUIRED: &'static [&'static ::core::primitive::str] = &[#(#required),*];
                #given

                type Partial = #found;

                fn read<'de, A: #private::serde::de::MapAccess<'de>>(
                    #found_so_far: &mut Self::Partial,
                    name: &::core::primitive::str,
                    #in_token: &mut A,
                ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
                    #read
                }

                fn finish(
                    #found_so_far: Self::Partial,
                ) -> ::core::result::Result<Self, &'static ::core::primitive::str> {
                    #finish
                }

                fn write<M: #private::serde::ser::SerializeMap>(
                    &self,
                    #in_token: &mut M,
                ) -> ::core::result::Result<(), M::Error> {
                    #write_unused
                    #write
                    ::core::result::Result::Ok(())
                }

                #verify
            }

            #from_user
        };
    }
}

/// Whether the claims can be computed from a user.
fn is_computed(claims: &ClaimSet) -> bool {
    claims.claims.iter().any(|claim| claim.setup.is_some())
}

fn verify(claims: &ClaimSet) -> Option<TokenStream> {
    let verifications = claims.claims.iter();
    let verifications: Vec<_> = verifications
        .filter_map(|claim| claim::verification(claim, &claims.crate_path))
        .collect();
    (!verifications.is_empty()).then(|| {
        quote! {
            fn verify(&self) -> ::core::result::Result<(), &'static ::core::primitive::str> {
                #(#verifications)*
                ::core::result::Result::Ok(())
            }
        }
    })
}

/// How the claims are computed from a user: of the one type that is named, or of any, if nothing is computed.
fn from_user(claims: &ClaimSet) -> TokenStream {
    let private = claims.crate_path.private();
    let ident = &claims.ident;
    let Some(user_type) = claims.user.as_ref().filter(|_| is_computed(claims)) else {
        return quote! {
            #[automatically_derived]
            impl<U: ::core::marker::Sync> #private::FromUser<U> for #ident {
                async fn from_user(_: &U) -> ::core::result::Result<Self, #private::BackendError> {
                    #private::claims_without_setup()
                }
            }
        };
    };
    let user = local("user");
    let fields = claims
        .claims
        .iter()
        .map(|claim| field(claim, user_type, &user, &claims.crate_path));
    let of_user = computed(
        claims,
        user_type,
        &user,
        quote!(::core::result::Result::Ok(Self { #(#fields,)* })),
    );
    // A service that only verifies has no users, and mints no tokens.
    let of_no_user = computed(
        claims,
        &parse_quote!(#private::NoUser),
        &user,
        quote!(match *#user {}),
    );
    quote!(#of_user #of_no_user)
}

fn computed(claims: &ClaimSet, of: &Type, user: &Ident, body: TokenStream) -> TokenStream {
    let private = claims.crate_path.private();
    let ident = &claims.ident;
    quote! {
        #[automatically_derived]
        impl #private::FromUser<#of> for #ident {
            async fn from_user(#user: &#of) -> ::core::result::Result<Self, #private::BackendError> {
                #body
            }
        }
    }
}

/// A field as its `setup` says, or else its default.
fn field(claim: &Claim, of: &Type, user: &Ident, crate_path: &CratePath) -> TokenStream {
    let Claim { member, ty, .. } = claim;
    let value = match &claim.setup {
        Some(path) => {
            let private = crate_path.private_at(path.span());
            quote_spanned!(generated_at(path.span())=> #private::compute::<#ty, #of, _>(#path, #user).await?)
        }
        None => claim::default_value(claim).unwrap_or_else(|| quote!(::core::unreachable!())),
    };
    quote!(#member: #value)
}

/// Impls that do nothing, beside an error. They never run: the build fails.
pub(super) fn inert(claims: &ClaimSet) -> TokenStream {
    let private = claims.crate_path.private();
    let ident = &claims.ident;
    let mut generics = claims.generics.clone();
    let bounds = parse_quote!(Self: ::core::marker::Send + ::core::marker::Sync + 'static);
    if !generics.params.is_empty() {
        generics.make_where_clause().predicates.push(bounds);
    }
    let mut of_users = generics.clone();
    of_users
        .params
        .push(parse_quote!(__User: ::core::marker::Sync));
    let (generics, arguments, conditions) = generics.split_for_impl();
    let (of_users, _, _) = of_users.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #private::ClaimSet for #ident #arguments #conditions {
            const NAMES: &'static [&'static ::core::primitive::str] = &[];
            const REQUIRED: &'static [&'static ::core::primitive::str] = &[];

            type Partial = ();

            fn read<'de, A: #private::serde::de::MapAccess<'de>>(
                _: &mut (),
                _: &::core::primitive::str,
                _: &mut A,
            ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
                ::core::unreachable!()
            }

            fn finish(_: ()) -> ::core::result::Result<Self, &'static ::core::primitive::str> {
                ::core::unreachable!()
            }

            fn write<M: #private::serde::ser::SerializeMap>(
                &self,
                _: &mut M,
            ) -> ::core::result::Result<(), M::Error> {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #of_users #private::FromUser<__User> for #ident #arguments #conditions {
            async fn from_user(_: &__User) -> ::core::result::Result<Self, #private::BackendError> {
                ::core::unreachable!()
            }
        }
    }
}
