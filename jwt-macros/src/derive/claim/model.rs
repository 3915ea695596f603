//! A set of claims as it was written, checked as a whole.

use syn::{DeriveInput, Fields, Generics, Ident};

use super::field::{self, Field};
use crate::{
    crate_path::CratePath,
    derive::{given::Given, shape::struct_fields},
    diagnostics::{Diagnostic, Diagnostics},
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
    let mut crate_path = CratePath::default();
    for given in Given::read(&input.attrs, "claim", diagnostics) {
        let outcome = match given.name().as_str() {
            "crate" => given.crate_path().map(|path| crate_path = path),
            "name" => Err(given
                .mistake("`name` names one claim, found it on the struct")
                .help("move it to the field")),
            _ => Err(given.unknown("claim", &["crate"])),
        };
        if let Err(refused) = outcome {
            diagnostics.report(refused);
        }
    }
    for given in Given::read(&input.attrs, "serde", diagnostics) {
        // Where serde is concerns only a `Serialize` or `Deserialize` derived beside this.
        match given.name().as_str() {
            "crate" => {}
            "default" => diagnostics.report(
                given
                    .mistake("`default` of serde has no effect on claims as a whole")
                    .help("write `#[serde(default)]` on the fields"),
            ),
            _ => diagnostics.report(field::refused(&given)),
        }
    }
    crate_path
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
