//! Reading a configuration: the options of the struct, and its fields.

use syn::{
    DeriveInput, ExprPath, Fields, Generics, Ident, Path, Token, Type, Visibility,
    punctuated::Punctuated,
};

mod field;
mod group;
mod struct_options;

pub(super) use self::field::SettingField;
use crate::{
    crate_path::CratePath,
    derive::{helper_attribute::crate_path, shape::struct_fields},
    diagnostics::{Diagnostic, Diagnostics},
    setting::LiteralSetting,
};

const EXAMPLE: &str = "struct Api { #[auth(env = \"JWT_SECRET\")] secret: Secret }";

/// A struct with `#[derive(AuthConfig)]`.
pub(super) struct Config {
    pub(super) vis: Visibility,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) crate_path: CratePath,
    pub(super) claims: Option<Type>,
    pub(super) extra_verifications: Vec<ExprPath>,
    pub(super) users: Option<Type>,
    pub(super) scopes: Option<Type>,
    pub(super) responses: Option<Type>,
    pub(super) scope_validator: Option<Path>,
    pub(super) scope_normalizer: Option<Path>,
    pub(super) literals: Vec<LiteralSetting>,
    pub(super) fields: Vec<SettingField>,
}

impl Config {
    /// Reads as much as can be understood; what cannot is reported.
    pub(super) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Self {
        let fields = fields(input, diagnostics);
        let (literals, types) = struct_options::read(&input.attrs, diagnostics);
        let extra_verifications = types.extra_verifications;
        Self {
            vis: input.vis.clone(),
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            crate_path: crate_path(types.crate_path, diagnostics),
            claims: types.claims,
            extra_verifications: extra_verifications
                .map(|functions| functions.paths(diagnostics))
                .unwrap_or_default(),
            users: types.users,
            scopes: types.scopes,
            responses: types.responses,
            scope_validator: types.scope_validator,
            scope_normalizer: types.scope_normalizer,
            literals,
            fields,
        }
    }
}

/// The types of a tuple of claims, each of which can be the `T` of `Claims<T>`; `None` for any other type.
pub(super) fn composed(claims: &Type) -> Option<&Punctuated<Type, Token![,]>> {
    match claims {
        Type::Tuple(tuple) => Some(&tuple.elems),
        Type::Group(group) => composed(&group.elem),
        _ => None,
    }
}

/// As many types as `ClaimSet` is implemented for.
pub(super) const MOST_COMPOSED: usize = 8;

/// Whether a type can be that of the claims.
pub(super) fn is_possible(claims: &Type) -> bool {
    composed(claims).is_none_or(|types| (1..=MOST_COMPOSED).contains(&types.len()))
}

fn fields(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Vec<SettingField> {
    match struct_fields(input, "AuthConfig", EXAMPLE) {
        Err(refused) => {
            diagnostics.report(refused);
            Vec::new()
        }
        Ok(Fields::Unit) => Vec::new(),
        Ok(Fields::Named(named)) => named
            .named
            .iter()
            .filter_map(|field| SettingField::read(field, diagnostics))
            .collect(),
        Ok(Fields::Unnamed(unnamed)) => {
            let message =
                "the fields of a configuration need names: the name says which setting it is";
            diagnostics
                .report(Diagnostic::new(unnamed, message).help(format!("write `{EXAMPLE}`")));
            Vec::new()
        }
    }
}
