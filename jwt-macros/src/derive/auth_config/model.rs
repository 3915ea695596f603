//! A configuration as it was written, checked as a whole.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Fields, Generics, Ident, Type, Visibility};

use super::{
    field::Field,
    literal::{self, Literal},
    settings::{self, Setting},
};
use crate::{
    crate_path::CratePath,
    derive::{
        given::{Expected, Given},
        shape::struct_fields,
        type_syntax::is_option,
    },
    diagnostics::{Diagnostic, Diagnostics},
};

const EXAMPLE: &str = "struct Api { #[auth(env = \"JWT_SECRET\")] secret: Secret }";

/// What `#[derive(AuthConfig)]` was asked for.
pub(super) struct Config {
    pub(super) vis: Visibility,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) crate_path: CratePath,
    pub(super) claims: Option<Type>,
    pub(super) users: Option<Type>,
    pub(super) literals: Vec<(&'static Setting, Literal)>,
    pub(super) fields: Vec<Field>,
}

impl Config {
    /// Reads as much as can be understood; what cannot is reported.
    pub(super) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Self {
        let mut config = Self {
            vis: input.vis.clone(),
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            crate_path: CratePath::default(),
            claims: None,
            users: None,
            literals: Vec::new(),
            fields: fields(input, diagnostics),
        };
        for given in Given::read(&input.attrs, "auth", diagnostics) {
            config.take(&given, diagnostics);
        }
        config
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
    /// Takes one option of `#[auth(..)]` on the struct.
    fn take(&mut self, given: &Given, diagnostics: &mut Diagnostics) {
        let name = given.name();
        let outcome = match name.as_str() {
            settings::CLAIMS => given
                .value(type_of("Membership"))
                .map(|ty| self.claims = Some(ty)),
            settings::USERS => given
                .value(type_of("Users"))
                .map(|ty| self.users = Some(ty)),
            settings::CRATE => given.crate_path().map(|path| self.crate_path = path),
            "env" => Err(given
                .mistake("`env` names the variable of one field, found it on the struct")
                .help("move it to the field: `#[auth(env = \"JWT_SECRET\")] secret: Secret`")),
            _ => match Setting::named(&name) {
                Some(setting) => {
                    self.take_literal(setting, given, diagnostics);
                    Ok(())
                }
                None => Err(given.unknown("auth", &settings::options())),
            },
        };
        if let Err(refused) = outcome {
            diagnostics.report(refused);
        }
    }

    fn take_literal(
        &mut self,
        setting: &'static Setting,
        given: &Given,
        diagnostics: &mut Diagnostics,
    ) {
        if let Some(literal) = literal::read(given, setting, diagnostics) {
            if let Some(field) = self.field_that_always_replaces(setting) {
                diagnostics.report(never_used(setting, field, given));
            }
            self.literals.push((setting, literal));
        }
    }

    fn field_that_always_replaces(&self, setting: &Setting) -> Option<&Field> {
        let mut of_setting = self
            .fields
            .iter()
            .filter(|field| field.setting.name == setting.name);
        of_setting.find(|field| !is_option(&field.ty))
    }
}

fn type_of(example: &'static str) -> Expected {
    Expected {
        kind: "a type",
        example,
    }
}

fn never_used(setting: &Setting, field: &Field, given: &Given) -> Diagnostic {
    let (name, ty) = (setting.name, &field.ty);
    let ty = quote!(#ty).to_string().replace(' ', "");
    given
        .mistake(format!("this `{name}` would never be used: the field `{name}` always has a value"))
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
