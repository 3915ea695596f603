//! `#[derive(AuthState)]`: a router state that holds one `Auth` or several.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Fields, Generics, Index, Member, Type, spanned::Spanned};

use super::{
    given::{Expected, Given},
    shape::struct_fields,
    type_syntax::argument_of,
};
use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics},
};

const EXAMPLE: &str = "struct App { auth: Auth<Api> }";
const INSTANCE: Expected = Expected {
    kind: "a marker type",
    example: "AdminArea",
};

/// A field that holds an `Auth`.
struct Instance {
    member: Member,
    config: Type,
    /// The type that handlers name in `auth = ..`.
    marker: Type,
    /// What to blame for the marker.
    at: TokenStream,
}

/// Expands the derive.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let crate_path = crate_path(&input, &mut diagnostics);
    let instances = match struct_fields(&input, "AuthState", EXAMPLE) {
        Ok(fields) => instances(&input, fields, &mut diagnostics),
        Err(refused) => {
            diagnostics.report(refused);
            Vec::new()
        }
    };
    let private = crate_path.private();
    let default = instances
        .first()
        .map(|instance| implement(&input, &private, instance, None));
    let marked = instances
        .iter()
        .filter(|instance| !is_parameter(&instance.marker, &input.generics))
        .map(|instance| implement(&input, &private, instance, Some(&instance.marker)));
    quote!(#default #(#marked)* #diagnostics)
}

fn crate_path(input: &DeriveInput, diagnostics: &mut Diagnostics) -> CratePath {
    let mut crate_path = CratePath::default();
    for given in Given::read(&input.attrs, "auth", diagnostics) {
        let outcome = match given.name().as_str() {
            "crate" => given.crate_path().map(|path| crate_path = path),
            "instance" => Err(given
                .mistake("`instance` marks one field, found it on the struct")
                .help("move it to the field of type `Auth<..>`")),
            _ => Err(given.unknown("auth", &["crate"])),
        };
        if let Err(refused) = outcome {
            diagnostics.report(refused);
        }
    }
    crate_path
}

/// The fields that hold an `Auth`, each with a marker of its own.
fn instances(input: &DeriveInput, fields: &Fields, diagnostics: &mut Diagnostics) -> Vec<Instance> {
    let mut instances: Vec<Instance> = Vec::new();
    let mut holds_auth = false;
    for (index, field) in fields.iter().enumerate() {
        let marker = marker(field, diagnostics);
        let Some(config) = argument_of(&field.ty, "Auth") else {
            if let Some((_, at)) = marker {
                let found = spaceless(&field.ty);
                let message = format!(
                    "`instance` marks a field of type `Auth<..>`, found the type `{found}`"
                );
                let help =
                    "remove it, or write the type as `Auth<YourConfig>`, not by another name";
                diagnostics.report(Diagnostic::new(at, message).help(help));
            }
            continue;
        };
        holds_auth = true;
        let (marker, at) = marker.unwrap_or_else(|| (config.clone(), field.ty.to_token_stream()));
        let instance = Instance {
            member: member(index, field),
            config: config.clone(),
            marker,
            at,
        };
        match instances
            .iter()
            .find(|other| spaceless(&other.marker) == spaceless(&instance.marker))
        {
            Some(earlier) => diagnostics.report(indistinct(&instance, earlier)),
            None => instances.push(instance),
        }
    }
    if !holds_auth {
        let message = format!(
            "`{}` has no field of type `Auth<..>`, which is what a guard looks for",
            input.ident
        );
        let help =
            "add one, such as `auth: Auth<Api>`; a type that is named otherwise is not recognised";
        diagnostics.report(Diagnostic::new(&input.ident, message).help(help));
    }
    instances
}

/// The marker given by `#[auth(instance = ..)]`, and what to blame for it.
fn marker(field: &syn::Field, diagnostics: &mut Diagnostics) -> Option<(Type, TokenStream)> {
    let mut marker = None;
    for given in Given::read(&field.attrs, "auth", diagnostics) {
        let outcome = match given.name().as_str() {
            "instance" => given
                .value(INSTANCE)
                .map(|ty| marker = Some((ty, given.to_token_stream()))),
            "crate" => Err(given
                .mistake("`crate` stands on a field, where it has no effect")
                .help("move it into an `#[auth(..)]` of the struct")),
            _ => Err(given.unknown("auth", &["instance"])),
        };
        if let Err(refused) = outcome {
            diagnostics.report(refused);
        }
    }
    marker
}

fn member(index: usize, field: &syn::Field) -> Member {
    match &field.ident {
        Some(ident) => Member::Named(ident.clone()),
        None => Member::Unnamed(Index {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            span: field.span(),
        }),
    }
}

fn indistinct(instance: &Instance, earlier: &Instance) -> Diagnostic {
    let marker = spaceless(&instance.marker);
    let earlier = earlier.member.to_token_stream();
    Diagnostic::new(&instance.at, format!("handlers cannot tell this `Auth` from the field `{earlier}`: both are `{marker}`"))
        .help("put `#[auth(instance = Marker)]` on this field, with a type of your own; handlers then say `auth = Marker`")
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
    input: &DeriveInput,
    private: &TokenStream,
    instance: &Instance,
    marker: Option<&Type>,
) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, conditions) = input.generics.split_for_impl();
    let Instance { member, config, .. } = instance;
    let marker = marker.map(|marker| quote!(<#marker>));
    quote! {
        #[automatically_derived]
        #[allow(unused_qualifications)]
        impl #generics #private::AuthState #marker for #ident #arguments #conditions {
            type Config = #config;

            fn auth(&self) -> &#private::Auth<#config> {
                &self.#member
            }
        }
    }
}

fn spaceless(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}
