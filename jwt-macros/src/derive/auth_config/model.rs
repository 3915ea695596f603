//! A configuration as it was written, checked as a whole.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    DeriveInput, ExprPath, Fields, Generics, Ident, Path, Token, Type, Visibility,
    punctuated::Punctuated,
};

use super::{field::Field, settings, source::Source};
use crate::{
    crate_path::CratePath,
    derive::{options::crate_path, shape::struct_fields, type_syntax::is_option},
    diagnostics::{Diagnostic, Diagnostics, shown},
    setting::Setting,
};

const EXAMPLE: &str = "struct Api { #[auth(env = \"JWT_SECRET\")] secret: Secret }";

/// What `#[derive(AuthConfig)]` was asked for.
pub(super) struct Config {
    pub(super) vis: Visibility,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) crate_path: CratePath,
    pub(super) claims: Option<Type>,
    pub(super) extra_verifications: Vec<ExprPath>,
    pub(super) users: Option<Type>,
    pub(super) scopes: Option<Type>,
    pub(super) scope_validator: Option<Path>,
    pub(super) scope_normalizer: Option<Path>,
    pub(super) literals: Vec<Setting>,
    pub(super) fields: Vec<Field>,
}

impl Config {
    /// Reads as much as can be understood; what cannot is reported.
    pub(super) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Self {
        let fields = fields(input, diagnostics);
        let (literals, types) = settings::read(&input.attrs, diagnostics);
        for setting in &literals {
            setting.check(diagnostics);
            if let Some(field) = field_that_always_replaces(setting, &fields) {
                diagnostics.report(never_used(setting, field));
            }
        }
        let source = Source {
            ident: &input.ident,
            literals: &literals,
            fields: &fields,
            has_users: types.users.is_some(),
        };
        source.check(diagnostics);
        if let Some(claims) = &types.claims {
            check_composed(claims, diagnostics);
        }
        let extra_verifications = types.extra_verifications;
        Self {
            vis: input.vis.clone(),
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            crate_path: crate_path(types.crate_path, diagnostics),
            claims: types.claims.filter(is_possible),
            extra_verifications: extra_verifications
                .map(|functions| functions.paths(diagnostics))
                .unwrap_or_default(),
            users: types.users,
            scopes: types.scopes,
            scope_validator: types.scope_validator,
            scope_normalizer: types.scope_normalizer,
            literals,
            fields,
        }
    }

    /// The type of the custom claims.
    pub(super) fn claims(&self, private: &TokenStream) -> TokenStream {
        self.claims
            .as_ref()
            .map_or_else(|| quote!(#private::NoClaims), |ty| quote!(#ty))
    }

    /// The type of the user backend.
    pub(super) fn users(&self, private: &TokenStream) -> TokenStream {
        self.users
            .as_ref()
            .map_or_else(|| quote!(#private::NoUsers), |ty| quote!(#ty))
    }

    /// The type of the vocabulary of scopes.
    pub(super) fn scopes(&self, private: &TokenStream) -> TokenStream {
        self.scopes
            .as_ref()
            .map_or_else(|| quote!(#private::AnyScope), |ty| quote!(#ty))
    }

    /// The rules of scopes that replace those of the library.
    pub(super) fn scope_rules(&self, private: &TokenStream) -> TokenStream {
        let validator = self.scope_validator.as_ref().map(|path| {
            quote! {
                const SCOPE_VALIDATOR: ::core::option::Option<#private::ScopeValidator> =
                    ::core::option::Option::Some(#path);
            }
        });
        let normalizer = self.scope_normalizer.as_ref().map(|path| {
            quote! {
                const SCOPE_NORMALIZER: ::core::option::Option<#private::ScopeNormalizer> =
                    ::core::option::Option::Some(#path);
            }
        });
        quote!(#validator #normalizer)
    }
}

/// The types of a tuple of claims, of which `Claims<T>` can be asked for each; none of any other type.
pub(super) fn composed(claims: &Type) -> Option<&Punctuated<Type, Token![,]>> {
    match claims {
        Type::Tuple(tuple) => Some(&tuple.elems),
        Type::Group(group) => composed(&group.elem),
        _ => None,
    }
}

/// As many types as `ClaimSet` is implemented for.
const MOST_COMPOSED: usize = 8;

/// Whether there can be such claims: else those of no type stand for them, beside the error.
fn is_possible(claims: &Type) -> bool {
    composed(claims).is_none_or(|types| (1..=MOST_COMPOSED).contains(&types.len()))
}

fn check_composed(claims: &Type, diagnostics: &mut Diagnostics) {
    let Some(types) = composed(claims) else {
        return;
    };
    if !is_possible(claims) {
        let message = format!(
            "`claims` lists 1 to {MOST_COMPOSED} types, found {}",
            types.len()
        );
        diagnostics.report(
            Diagnostic::new(claims, message)
                .help("write `claims = (Membership, Plan)`, or leave it out"),
        );
    }
    for (index, ty) in types.iter().enumerate() {
        if types.iter().take(index).any(|earlier| earlier == ty) {
            let message = format!("`claims` lists `{}` twice", shown(ty.to_token_stream()));
            diagnostics.report(Diagnostic::new(ty, message).help("remove one of the two"));
        }
    }
}

fn field_that_always_replaces<'a>(setting: &Setting, fields: &'a [Field]) -> Option<&'a Field> {
    let mut of_setting = fields
        .iter()
        .filter(|field| field.setting == setting.choice.name);
    of_setting.find(|field| !is_option(&field.ty))
}

fn never_used(setting: &Setting, field: &Field) -> Diagnostic {
    let (name, ty) = (field.setting, shown(field.ty.to_token_stream()));
    let message =
        format!("this `{name}` would never be used: the field `{name}` always has a value");
    Diagnostic::new(setting.literal.as_written(), message)
        .help(format!("remove one of the two, or write `{name}: Option<{ty}>` to use the literal when the field is `None`"))
}

fn fields(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Vec<Field> {
    match struct_fields(input, "AuthConfig", EXAMPLE) {
        Err(refused) => {
            diagnostics.report(refused);
            Vec::new()
        }
        Ok(Fields::Unit) => Vec::new(),
        Ok(Fields::Named(named)) => named
            .named
            .iter()
            .filter_map(|field| Field::read(field, diagnostics))
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
