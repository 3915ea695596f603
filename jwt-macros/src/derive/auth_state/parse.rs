//! Reading a state: the fields that hold an `Auth`, each with the type that names it.

use darling::FromMeta;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{DeriveInput, Fields, Generics, Ident, Index, Member, Type, spanned::Spanned};

use crate::{
    crate_path::CratePath,
    derive::{
        helper_attribute::{CRATE, CrateOptions, HelperAttribute, crate_path, named_type},
        shape::struct_fields,
        type_syntax::argument_of,
    },
    diagnostics::{Diagnostic, Diagnostics, shown},
    options::OptionSpec,
};

const EXAMPLE: &str = "struct App { auth: Auth<Api> }";
const ON_STRUCT: HelperAttribute = HelperAttribute {
    name: "auth",
    takes: &[CRATE],
    elsewhere: |name| {
        (name == INSTANCE.name).then_some((
            "marks one field, found it on the struct",
            "move it to the field of type `Auth<..>`",
        ))
    },
};
const ON_FIELD: HelperAttribute = HelperAttribute {
    name: "auth",
    takes: &[INSTANCE],
    elsewhere: |name| {
        (name == CRATE.name).then_some((
            "stands on a field, where it has no effect",
            "move it into an `#[auth(..)]` of the struct",
        ))
    },
};
const INSTANCE: OptionSpec = OptionSpec::new("instance", "a marker type", "AdminArea");

/// What can stand in `#[auth(..)]` on a field.
#[derive(Default, FromMeta)]
#[darling(default)]
struct StateFieldOptions {
    #[darling(with = named_type)]
    instance: Option<Type>,
}

/// A field that holds an `Auth`.
pub(super) struct AuthField {
    pub(super) member: Member,
    pub(super) config: Type,
    /// The type that handlers name in `auth = ..`.
    pub(super) marker: Type,
    /// The tokens to underline for the marker.
    pub(super) at: TokenStream,
}

/// A struct with `#[derive(AuthState)]`.
pub(super) struct State {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) crate_path: CratePath,
    /// `None` if it is no struct, which has been reported.
    pub(super) auths: Option<Vec<AuthField>>,
}

impl State {
    /// Reads as much as can be understood; what cannot is reported.
    pub(super) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Self {
        let options: CrateOptions = ON_STRUCT.read(&input.attrs, diagnostics);
        let path = crate_path(options.crate_path, diagnostics);
        let fields = struct_fields(input, "AuthState", EXAMPLE);
        let fields = fields.map_err(|refused| diagnostics.report(refused)).ok();
        Self {
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            crate_path: path,
            auths: fields.map(|fields| auths(fields, diagnostics)),
        }
    }
}

fn auths(fields: &Fields, diagnostics: &mut Diagnostics) -> Vec<AuthField> {
    let fields = fields.iter().enumerate();
    let auths = fields.filter_map(|(index, field)| {
        let StateFieldOptions { instance: marker } = ON_FIELD.read(&field.attrs, diagnostics);
        let Some(config) = argument_of(&field.ty, "Auth") else {
            if let Some(marker) = marker {
                let found = shown(field.ty.to_token_stream());
                let message = format!(
                    "`instance` marks a field of type `Auth<..>`, found the type `{found}`"
                );
                let help =
                    "remove it, or write the type as `Auth<YourConfig>`, not by another name";
                diagnostics.report(Diagnostic::new(marker, message).help(help));
            }
            return None;
        };
        Some(AuthField {
            member: member(index, field),
            config: config.clone(),
            at: marker.as_ref().unwrap_or(&field.ty).to_token_stream(),
            marker: marker.unwrap_or_else(|| config.clone()),
        })
    });
    auths.collect()
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
