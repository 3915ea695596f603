//! The attributes of serde that have an effect on claims.

use darling::FromMeta;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, ExprPath, Ident, Meta, PathSegment};

use crate::{
    derive::helper_attribute::{CRATE, CrateOptions, HelperAttribute},
    diagnostics::Diagnostics,
    options::{OptionSpec, Text},
};

const ON_FIELD: HelperAttribute = HelperAttribute {
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
const ON_STRUCT: HelperAttribute = HelperAttribute {
    name: "serde",
    takes: &[CRATE],
    elsewhere: |name| match name {
        "default" => Some((
            "of serde has no effect on claims as a whole",
            "write `#[claim(default)]` on the fields",
        )),
        _ => Some(refuse(name)),
    },
};
/// A newtype is its claim's value; serde may say so too.
const ON_NEWTYPE: HelperAttribute = HelperAttribute {
    takes: &[CRATE, OptionSpec::new("transparent", "no value", "")],
    ..ON_STRUCT
};

const fn path(name: &'static str) -> OptionSpec {
    OptionSpec::new(name, "a path in quotes", "\"module::name\"")
}

fn refuse(name: &str) -> (&'static str, &'static str) {
    match name {
        "rename" | "rename_all" | "alias" => (
            "of serde does not name a claim",
            "write `#[claim(name = \"..\")]` on the field",
        ),
        "flatten" => (
            "of serde would hide the names of the claims",
            "write the fields out, each with `#[claim(name = \"..\")]` where its name differs; or list both types, as \
             in `claims = (Membership, Plan)`",
        ),
        _ => (
            "of serde has no effect on claims",
            "remove it; on the fields of claims, serde takes `default`, `with`, `serialize_with`, \
             `deserialize_with`, `skip_serializing_if`",
        ),
    }
}

/// Reports options of a struct's `#[serde(..)]` that have no effect on claims.
pub(super) fn check_struct(attrs: &[Attribute], diagnostics: &mut Diagnostics) {
    ON_STRUCT.read::<CrateOptions>(attrs, diagnostics);
}

/// Reports options of a newtype's `#[serde(..)]` that have no effect on claims.
pub(super) fn check_newtype(attrs: &[Attribute], diagnostics: &mut Diagnostics) {
    let is_right = |meta: &Meta| !matches!(meta, Meta::List(_));
    ON_NEWTYPE.metas(attrs, is_right, diagnostics);
}

/// What a field's `#[serde(..)]` says.
pub(in crate::derive::claim) struct SerdeAttributes {
    pub(in crate::derive::claim) default: Option<SerdeDefault>,
    /// The function that writes the value.
    pub(in crate::derive::claim) serialize: Option<ExprPath>,
    /// The function that reads the value.
    pub(in crate::derive::claim) deserialize: Option<ExprPath>,
    pub(in crate::derive::claim) skip_serializing_if: Option<ExprPath>,
}

/// serde's `default`, with a function or without.
pub(in crate::derive::claim) struct SerdeDefault {
    pub(in crate::derive::claim) function: Option<ExprPath>,
    pub(in crate::derive::claim) at: TokenStream,
}

impl SerdeAttributes {
    pub(super) fn read(field: &syn::Field, diagnostics: &mut Diagnostics) -> Self {
        let is_right = |meta: &Meta| is_default(meta) || quoted_path(meta).is_some();
        let given = ON_FIELD.metas(&field.attrs, is_right, diagnostics);
        let find = |name: &str| given.iter().find(|meta| meta.path().is_ident(name));
        let path = |name: &str| find(name).and_then(quoted_path);
        let of_module = |function: &str| {
            let mut path = path("with")?;
            let function = Ident::new(function, path.path.segments.last()?.ident.span());
            path.path.segments.push(PathSegment::from(function));
            Some(path)
        };
        Self {
            default: find("default").map(|meta| SerdeDefault {
                function: quoted_path(meta),
                at: meta.to_token_stream(),
            }),
            serialize: path("serialize_with").or_else(|| of_module("serialize")),
            deserialize: path("deserialize_with").or_else(|| of_module("deserialize")),
            skip_serializing_if: path("skip_serializing_if"),
        }
    }
}

fn is_default(meta: &Meta) -> bool {
    matches!(meta, Meta::Path(path) if path.is_ident("default"))
}

fn quoted_path(meta: &Meta) -> Option<ExprPath> {
    let Text(text) = Text::from_meta(meta).ok()?;
    text.parse().ok()
}
