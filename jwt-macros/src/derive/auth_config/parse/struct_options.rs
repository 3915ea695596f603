//! What can stand in `#[auth(..)]` on the struct: the settings that have a text, and the types that belong to them.

use darling::FromMeta;
use jwt_syntax::setting::{SETTINGS, SettingKind, setting};
use quote::ToTokens;
use syn::{Expr, ExprPath, Meta, Path, Token, Type, punctuated::Punctuated};

use super::group;
use crate::{
    derive::helper_attribute::{CRATE, HelperAttribute, named_type},
    diagnostics::{Diagnostic, Diagnostics, shown},
    options::OptionSpec,
    setting::{LiteralSetting, option_of},
};

/// The options that are no settings.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(super) struct TypeOptions {
    #[darling(with = named_type)]
    pub(super) claims: Option<Type>,
    pub(super) extra_verifications: Option<ExtraVerifications>,
    #[darling(with = named_type)]
    pub(super) users: Option<Type>,
    #[darling(with = named_type)]
    pub(super) scopes: Option<Type>,
    #[darling(with = named_type)]
    pub(super) responses: Option<Type>,
    pub(super) scope_validator: Option<Path>,
    pub(super) scope_normalizer: Option<Path>,
    #[darling(rename = "crate")]
    pub(super) crate_path: Option<Path>,
}

/// The functions of `extra_verifications(..)`, as they were written: what is none is reported later, each for itself.
pub(super) struct ExtraVerifications(pub(super) Vec<Expr>);

impl FromMeta for ExtraVerifications {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let Meta::List(list) = meta else {
            return Err(darling::Error::unsupported_format("no list"));
        };
        let functions = list.parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated)?;
        if functions.is_empty() {
            return Err(darling::Error::too_few_items(1));
        }
        Ok(Self(functions.into_iter().collect()))
    }
}

impl ExtraVerifications {
    /// The paths of the functions; what is none is reported.
    pub(super) fn paths(self, diagnostics: &mut Diagnostics) -> Vec<ExprPath> {
        let mut paths: Vec<ExprPath> = Vec::new();
        for function in self.0 {
            let found = shown(function.to_token_stream());
            let refused = match function {
                Expr::Path(path) if paths.contains(&path) => {
                    let message = format!("`{}` lists `{found}` twice", EXTRA.name);
                    Diagnostic::new(path, message).help("remove one of the two")
                }
                Expr::Path(path) => {
                    paths.push(path);
                    continue;
                }
                other => {
                    let message =
                        format!("`{}` lists paths of functions, found `{found}`", EXTRA.name);
                    Diagnostic::new(other, message).help(format!("write `{}`", EXTRA.written()))
                }
            };
            diagnostics.report(refused);
        }
        paths
    }
}

pub(super) const HELPER: HelperAttribute = HelperAttribute {
    name: "auth",
    takes: &TAKES,
    elsewhere: |name| match name {
        "env" => Some((
            "names the variable of one field, found it on the struct",
            "move it to the field: `#[auth(env = \"JWT_SECRET\")] secret: Secret`",
        )),
        _ => setting(name).and_then(|setting| match setting.kind {
            SettingKind::Value { because } => Some((because, setting.instead)),
            _ => None,
        }),
    },
};

const CLAIMS: OptionSpec = OptionSpec::new("claims", "a type", "Membership");
const USERS: OptionSpec = OptionSpec::new("users", "a type", "Users");
const SCOPES: OptionSpec = OptionSpec::new("scopes", "a type", "Permission");
const RESPONSES: OptionSpec = OptionSpec::new("responses", "a type", "MyResponses");
const SCOPE_VALIDATOR: OptionSpec =
    OptionSpec::new("scope_validator", "the path of a function", "is_granted");
const SCOPE_NORMALIZER: OptionSpec =
    OptionSpec::new("scope_normalizer", "the path of a function", "normalized");
const TYPES: [OptionSpec; 8] = [
    CLAIMS,
    USERS,
    EXTRA,
    SCOPES,
    RESPONSES,
    SCOPE_VALIDATOR,
    SCOPE_NORMALIZER,
    CRATE,
];
pub(super) const EXTRA: OptionSpec = OptionSpec::new(
    "extra_verifications",
    "functions in parentheses",
    "extra_verifications(is_in_office_hours)",
);
const TAKES: [OptionSpec; LITERALS + TYPES.len()] = takes();

const LITERALS: usize = {
    let (mut literals, mut rest) = (0, SETTINGS);
    while let [setting, others @ ..] = rest {
        literals += setting.is_literal() as usize;
        rest = others;
    }
    literals
};

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated by the compiler, which would refuse it"
)]
const fn takes() -> [OptionSpec; LITERALS + TYPES.len()] {
    let mut takes = [CRATE; LITERALS + TYPES.len()];
    let (mut at, mut rest) = (0, SETTINGS);
    while let [setting, others @ ..] = rest {
        if setting.is_literal() {
            takes[at] = option_of(setting);
            at += 1;
        }
        rest = others;
    }
    let mut types: &[OptionSpec] = &TYPES;
    while let [spec, others @ ..] = types {
        takes[at] = *spec;
        at += 1;
        types = others;
    }
    takes
}

/// The options of the struct: settings as literals, and types. What is wrong is reported, and costs no other option.
pub(super) fn read(
    attrs: &[syn::Attribute],
    diagnostics: &mut Diagnostics,
) -> (Vec<LiteralSetting>, TypeOptions) {
    let is_right = |meta: &Meta| match of(meta) {
        Some(read) => read.is_some(),
        None => TypeOptions::from_list(&[item(meta)]).is_ok(),
    };
    let metas = group::read(attrs, HELPER.name, diagnostics);
    let right = HELPER.right(metas, is_right, diagnostics);
    let settings = right.iter().filter_map(|meta| of(meta).flatten()).collect();
    let types: Vec<_> = right.iter().filter(|meta| of(meta).is_none()).collect();
    let types: Vec<_> = types.into_iter().map(item).collect();
    let types = TypeOptions::from_list(&types).unwrap_or_else(|error| {
        diagnostics.report(error);
        TypeOptions::default()
    });
    (settings, types)
}

fn item(meta: &Meta) -> darling::ast::NestedMeta {
    darling::ast::NestedMeta::Meta(meta.clone())
}

/// The setting that an option gives; inside, whether its literal is of the right kind. `None` for another option.
fn of(meta: &Meta) -> Option<Option<LiteralSetting>> {
    let name = shown(meta.path().to_token_stream());
    let row = setting(&name).filter(|row| row.is_literal())?;
    Some(LiteralSetting::read(row, meta))
}
