//! What can stand in `#[claim(..)]`: on a field, on a struct with fields, and on a newtype, which is both.

use darling::FromMeta;
use syn::{Expr, ExprPath, Path, Type};

use crate::{
    derive::helper_attribute::{CRATE, HelperAttribute, named_type},
    options::{OptionSpec, Text},
};

/// The options, wherever they stand.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(super) struct ClaimOptions {
    #[darling(rename = "crate")]
    pub(super) crate_path: Option<Path>,
    #[darling(with = named_type)]
    pub(super) user: Option<Type>,
    pub(super) name: Option<Text>,
    pub(super) path: Option<Text>,
    pub(super) default: Option<DefaultValue>,
    pub(super) setup: Option<FunctionPath>,
    pub(super) verify: Option<FunctionPath>,
}

/// The path of a function.
pub(super) struct FunctionPath(pub(super) ExprPath);

impl FromMeta for FunctionPath {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Path(path) => Ok(Self(path.clone())),
            Expr::Group(group) => Self::from_expr(&group.expr),
            other => Err(darling::Error::unexpected_expr_type(other)),
        }
    }
}

/// `default`, or `default = path`.
pub(super) enum DefaultValue {
    OfType,
    Function(ExprPath),
}

impl FromMeta for DefaultValue {
    fn from_word() -> darling::Result<Self> {
        Ok(Self::OfType)
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        FunctionPath::from_expr(expr).map(|FunctionPath(path)| Self::Function(path))
    }
}

const USER: OptionSpec = OptionSpec::new("user", "the type of a user", "User");
pub(super) const NAME: OptionSpec = OptionSpec::new(
    "name",
    "the claim's name in quotes",
    "\"https://example.com/plan\"",
);
pub(super) const PATH: OptionSpec = OptionSpec::new(
    "path",
    "names with dots between them in quotes",
    "\"realm_access.roles\"",
);
const DEFAULT: OptionSpec =
    OptionSpec::new("default", "the path of a function, or nothing", "free_plan");
const SETUP: OptionSpec = OptionSpec::new("setup", "the path of a function", "plan_of");
const VERIFY: OptionSpec = OptionSpec::new("verify", "the path of a function", "is_known_plan");

pub(super) const ON_FIELD: HelperAttribute = HelperAttribute {
    name: "claim",
    takes: &[NAME, PATH, DEFAULT, SETUP, VERIFY],
    elsewhere: |name| match name {
        "crate" | "user" => Some((
            "stands on a field, where it has no effect",
            "move it into a `#[claim(..)]` of the struct",
        )),
        other => optional(other),
    },
};
pub(super) const ON_STRUCT: HelperAttribute = HelperAttribute {
    name: "claim",
    takes: &[CRATE, USER],
    elsewhere: |name| match name {
        "name" | "path" | "default" | "setup" | "verify" => Some((
            "is about one claim, found it on a struct of several",
            "move it to the field",
        )),
        other => optional(other),
    },
};
pub(super) const ON_NEWTYPE: HelperAttribute = HelperAttribute {
    name: "claim",
    takes: &[NAME, PATH, DEFAULT, SETUP, VERIFY, USER, CRATE],
    elsewhere: optional,
};
pub(super) const IN_NEWTYPE: HelperAttribute = HelperAttribute {
    name: "claim",
    takes: &[],
    elsewhere: |_| {
        Some((
            "stands inside of a newtype, which is one claim as a whole",
            "move it into a `#[claim(..)]` above the struct",
        ))
    },
};

fn optional(name: &str) -> Option<(&'static str, &'static str)> {
    (name == "optional").then_some((
        "follows from the type: an `Option` can be absent, and so can a claim with a `default`",
        "remove it; write `Option<..>`, or `#[claim(default)]`",
    ))
}
