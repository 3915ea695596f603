//! Reading a vocabulary: the options of the enum, and its variants.

use syn::{Attribute, Data, DeriveInput, Generics, Ident, Meta, Visibility};

mod variant;

pub(super) use self::variant::Variant;
use crate::{
    crate_path::CratePath,
    derive::helper_attribute::{CRATE, CrateOptions, HelperAttribute, crate_path},
    diagnostics::{Diagnostic, Diagnostics},
};

const HELPER: HelperAttribute = HelperAttribute {
    name: "scope",
    takes: &[CRATE],
    elsewhere: |_| None,
};
const EXAMPLE: &str = "enum Permission { #[scope(\"user:read\")] UserRead }";

/// An enum with `#[derive(Scope)]`.
pub(super) struct Vocabulary {
    pub(super) vis: Visibility,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) crate_path: CratePath,
    pub(super) variants: Vec<Variant>,
}

impl Vocabulary {
    /// Reads as much as can be understood; what cannot is reported.
    pub(super) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Self {
        let options: CrateOptions = HELPER.read(&options(&input.attrs, diagnostics), diagnostics);
        Self {
            vis: input.vis.clone(),
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            crate_path: crate_path(options.crate_path, diagnostics),
            variants: variants(input, diagnostics),
        }
    }
}

/// The attributes of the enum itself, without scopes: those belong on variants.
fn options(attrs: &[Attribute], diagnostics: &mut Diagnostics) -> Vec<Attribute> {
    let mut options = attrs.to_vec();
    options.retain(|attribute| {
        let is_scope = attribute.path().is_ident("scope")
            && match &attribute.meta {
                Meta::List(list) => syn::parse2::<syn::LitStr>(list.tokens.clone()).is_ok(),
                Meta::Path(_) | Meta::NameValue(_) => true,
            };
        if is_scope {
            let refused =
                Diagnostic::new(attribute, "a scope is a variant's, found it on the enum");
            diagnostics.report(refused.help(format!("write `{EXAMPLE}`")));
        }
        !is_scope
    });
    options
}

fn variants(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Vec<Variant> {
    let found = match &input.data {
        Data::Enum(data) if data.variants.is_empty() => {
            let message = "a vocabulary has at least one scope, found an enum without variants";
            let refused = Diagnostic::new(&input.ident, message);
            diagnostics.report(refused.help(format!("write `{EXAMPLE}`")));
            return Vec::new();
        }
        Data::Enum(data) => &data.variants,
        Data::Struct(data) => {
            refuse(data.struct_token, "a struct", diagnostics);
            return Vec::new();
        }
        Data::Union(data) => {
            refuse(data.union_token, "a union", diagnostics);
            return Vec::new();
        }
    };
    found
        .iter()
        .filter_map(|variant| variant::read(variant, diagnostics))
        .collect()
}

fn refuse(keyword: impl quote::ToTokens, found: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`Scope` is derived for enums, found {found}");
    diagnostics.report(Diagnostic::new(keyword, message).help(format!("write `{EXAMPLE}`")));
}
