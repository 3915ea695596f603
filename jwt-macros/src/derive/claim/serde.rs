//! The attributes of serde that mean for a claim what they mean elsewhere.

use darling::FromMeta;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, ExprPath, LitStr, Meta};

use super::field::Default;
use crate::{
    derive::{
        options::{CRATE, Choice, CrateOptions, Helper, Text},
        type_syntax::is_option,
    },
    diagnostics::Diagnostics,
};

const ON_FIELD: Helper = Helper {
    name: "serde",
    takes: &[
        path("default"),
        path("with"),
        path("serialize_with"),
        path("deserialize_with"),
        path("skip_serializing_if"),
    ],
    elsewhere: |name| Some(refuse(name)),
};
/// Where serde is concerns only a `Serialize` or `Deserialize` derived beside this.
const ON_STRUCT: Helper = Helper {
    name: "serde",
    takes: &[CRATE],
    elsewhere: |name| match name {
        "default" => Some((
            "of serde has no effect on claims as a whole",
            "write `#[serde(default)]` on the fields",
        )),
        _ => Some(refuse(name)),
    },
};

const fn path(name: &'static str) -> Choice {
    Choice::new(name, "a path in quotes", "\"module::name\"")
}

fn refuse(name: &str) -> (&'static str, &'static str) {
    match name {
        "rename" | "rename_all" | "alias" => (
            "of serde does not name a claim",
            "write `#[claim(name = \"..\")]` on the field",
        ),
        "flatten" => (
            "of serde would hide the names of the claims",
            "write the fields out, each with `#[claim(name = \"..\")]` where its name differs",
        ),
        _ => (
            "of serde has no effect on claims",
            "remove it; on the fields of claims, serde takes `default`, `with`, `serialize_with`, \
             `deserialize_with`, `skip_serializing_if`",
        ),
    }
}

/// Reports what a struct's `#[serde(..)]` says of claims.
pub(super) fn check_struct(attrs: &[Attribute], diagnostics: &mut Diagnostics) {
    ON_STRUCT.read::<CrateOptions>(attrs, diagnostics);
}

/// What a field's `#[serde(..)]` says.
pub(super) struct Serde {
    pub(super) tokens: TokenStream,
    pub(super) default: Option<Default>,
}

impl Serde {
    pub(super) fn read(field: &syn::Field, diagnostics: &mut Diagnostics) -> Self {
        let is_right = |meta: &Meta| is_default(meta) || quoted_path(meta).is_some();
        let given = ON_FIELD.metas(&field.attrs, is_right, diagnostics);
        let find = |name: &str| given.iter().find(|meta| meta.path().is_ident(name));
        let has = |name: &str| find(name).is_some();
        let mut tokens = quote!(#(#given,)*);
        if is_option(&field.ty) {
            if !has("skip_serializing_if") {
                tokens.extend(quote!(
                    skip_serializing_if = "::core::option::Option::is_none",
                ));
            }
            // With a function of its own, serde no longer knows that a missing `Option` is `None`.
            if !has("default") && (has("with") || has("deserialize_with")) {
                tokens.extend(quote!(default,));
            }
        }
        let default = find("default")
            .map(|meta| quoted_path(meta).map_or(Default::OfType, Default::Function));
        Self { tokens, default }
    }
}

fn is_default(meta: &Meta) -> bool {
    matches!(meta, Meta::Path(path) if path.is_ident("default"))
}

/// serde checks these paths too, but an error of serde brings others with it.
fn quoted_path(meta: &Meta) -> Option<LitStr> {
    let Text(text) = Text::from_meta(meta).ok()?;
    text.parse::<ExprPath>().is_ok().then_some(text)
}
