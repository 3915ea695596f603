//! A set of claims as it was written, checked as a whole.

use syn::{DeriveInput, Fields, Generics, Ident};

use super::{field::Field, serde};
use crate::{
    crate_path::CratePath,
    derive::{
        options::{self, CRATE, CrateOptions, Helper},
        shape::struct_fields,
    },
    diagnostics::{Diagnostic, Diagnostics},
};

const HELPER: Helper = Helper {
    name: "claim",
    takes: &[CRATE],
    elsewhere: |name| {
        (name == "name").then_some((
            "names one claim, found it on the struct",
            "move it to the field",
        ))
    },
};
const EXAMPLE: &str = "struct Membership { plan: String }";

/// What `#[derive(Claim)]` was asked for.
pub(super) struct ClaimSet {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) crate_path: CratePath,
    pub(super) fields: Vec<Field>,
}

impl ClaimSet {
    /// Reads as much as can be understood; what cannot is reported.
    pub(super) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Self {
        refuse_generics(&input.generics, diagnostics);
        Self {
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            crate_path: crate_path(input, diagnostics),
            fields: fields(input, diagnostics),
        }
    }
}

fn refuse_generics(generics: &Generics, diagnostics: &mut Diagnostics) {
    if !generics.params.is_empty() {
        let message = "`Claim` is derived for one type, found generic parameters, which this version does not support";
        let refused = Diagnostic::new(&generics.params, message);
        diagnostics.report(refused.help("write the types of the claims out"));
    }
}

/// The options of the struct itself.
fn crate_path(input: &DeriveInput, diagnostics: &mut Diagnostics) -> CratePath {
    serde::check_struct(&input.attrs, diagnostics);
    let CrateOptions { crate_path } = HELPER.read(&input.attrs, diagnostics);
    options::crate_path(crate_path, diagnostics)
}

fn fields(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Vec<Field> {
    let named = match struct_fields(input, "Claim", EXAMPLE) {
        Ok(Fields::Named(named)) => &named.named,
        Ok(Fields::Unnamed(unnamed)) => {
            let message = "claims need names, found fields without";
            diagnostics
                .report(Diagnostic::new(unnamed, message).help(format!("write `{EXAMPLE}`")));
            return Vec::new();
        }
        Ok(Fields::Unit) => {
            let message = "claims are named fields, found a struct without any";
            let refused = Diagnostic::new(&input.ident, message);
            diagnostics.report(refused.help(format!("write `{EXAMPLE}`")));
            return Vec::new();
        }
        Err(refused) => {
            diagnostics.report(refused);
            return Vec::new();
        }
    };
    let mut fields: Vec<Field> = Vec::new();
    for field in named {
        let Some(field) = Field::read(field, &input.ident, diagnostics) else {
            continue;
        };
        if let Some(earlier) = fields.iter().find(|other| other.name == field.name) {
            diagnostics.report(field.repeated(earlier));
        }
        fields.push(field);
    }
    fields
}
