//! The impls of `AuthState`: one for the default, and one for each name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Generics, Type};

use super::parse::{AuthField, State};
use crate::crate_path::PrivatePath;

/// The impls; none if there is no `Auth`.
pub(super) fn impls(state: &State) -> TokenStream {
    let private = state.crate_path.private();
    let auths = state.auths.as_deref().unwrap_or_default();
    let default = auths
        .first()
        .map(|auth| implement(state, &private, auth, None));
    let marked = auths
        .iter()
        .filter(|auth| !is_parameter(&auth.marker, &state.generics))
        .map(|auth| implement(state, &private, auth, Some(&auth.marker)));
    quote!(#default #(#marked)*)
}

/// A bare type parameter could be the default instance too, and two impls for it would overlap.
fn is_parameter(marker: &Type, generics: &Generics) -> bool {
    let Type::Path(path) = marker else {
        return false;
    };
    generics
        .type_params()
        .any(|parameter| path.path.is_ident(&parameter.ident))
}

fn implement(
    state: &State,
    private: &PrivatePath,
    auth: &AuthField,
    marker: Option<&Type>,
) -> TokenStream {
    let ident = &state.ident;
    let (generics, arguments, conditions) = state.generics.split_for_impl();
    let AuthField { member, config, .. } = auth;
    // A name of its own: clippy compares that of a getter with that of the field which it returns.
    let found = Ident::new("found", Span::mixed_site());
    let marker = marker.map(|marker| quote!(<#marker>));
    quote! {
        #[automatically_derived]
        impl #generics #private::AuthState #marker for #ident #arguments #conditions {
            type Config = #config;

            fn auth(&self) -> &#private::Auth<#config> {
                let Self { #member: #found, .. } = self;
                #found
            }
        }
    }
}
