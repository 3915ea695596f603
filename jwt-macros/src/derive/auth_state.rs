//! `#[derive(AuthState)]`: a router state that holds one `Auth` or several.

use darling::FromMeta;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{DeriveInput, Fields, Generics, Index, Member, Type, spanned::Spanned};

use super::{
    options::{self, CRATE, Choice, CrateOptions, Helper, named_type},
    shape::struct_fields,
    type_syntax::argument_of,
};
use crate::diagnostics::{Diagnostic, Diagnostics, shown};

const EXAMPLE: &str = "struct App { auth: Auth<Api> }";
const ON_STRUCT: Helper = Helper {
    name: "auth",
    takes: &[CRATE],
    elsewhere: |name| {
        (name == INSTANCE.name).then_some((
            "marks one field, found it on the struct",
            "move it to the field of type `Auth<..>`",
        ))
    },
};
const ON_FIELD: Helper = Helper {
    name: "auth",
    takes: &[INSTANCE],
    elsewhere: |name| {
        (name == CRATE.name).then_some((
            "stands on a field, where it has no effect",
            "move it into an `#[auth(..)]` of the struct",
        ))
    },
};
const INSTANCE: Choice = Choice::new("instance", "a marker type", "AdminArea");

/// What can stand in `#[auth(..)]` on a field.
#[derive(Default, FromMeta)]
#[darling(default)]
struct FieldOptions {
    #[darling(with = named_type)]
    instance: Option<Type>,
}

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
    let CrateOptions { crate_path } = ON_STRUCT.read(&input.attrs, &mut diagnostics);
    let crate_path = options::crate_path(crate_path, &mut diagnostics);
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

/// The fields that hold an `Auth`, each with a marker of its own.
fn instances(input: &DeriveInput, fields: &Fields, diagnostics: &mut Diagnostics) -> Vec<Instance> {
    let mut instances: Vec<Instance> = Vec::new();
    let mut holds_auth = false;
    for (index, field) in fields.iter().enumerate() {
        let FieldOptions { instance: marker } = ON_FIELD.read(&field.attrs, diagnostics);
        let Some(config) = argument_of(&field.ty, "Auth") else {
            if let Some(marker) = marker {
                let found = written(&field.ty);
                let message = format!(
                    "`instance` marks a field of type `Auth<..>`, found the type `{found}`"
                );
                let help =
                    "remove it, or write the type as `Auth<YourConfig>`, not by another name";
                diagnostics.report(Diagnostic::new(marker, message).help(help));
            }
            continue;
        };
        holds_auth = true;
        let at = marker.as_ref().unwrap_or(&field.ty).to_token_stream();
        let instance = Instance {
            member: member(index, field),
            config: config.clone(),
            marker: marker.unwrap_or_else(|| config.clone()),
            at,
        };
        match instances
            .iter()
            .find(|other| written(&other.marker) == written(&instance.marker))
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
    let marker = written(&instance.marker);
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

fn written(tokens: &impl ToTokens) -> String {
    shown(tokens.to_token_stream())
}
