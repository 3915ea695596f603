//! The options of helper attributes: darling reads them into structs that derive `FromMeta`; what it cannot read is
//! reported here, with what to write instead.

use std::slice;

use darling::{FromMeta, ast::NestedMeta};
use jwt_syntax::suggestion::nearest;
use quote::ToTokens;
use syn::{Attribute, Meta, Path, Type};

use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics, shown},
    options::{OptionSpec, list},
};

/// A helper attribute, in one of the places where it can stand.
pub(super) struct HelperAttribute {
    pub(super) name: &'static str,
    pub(super) takes: &'static [OptionSpec],
    /// The mistake in an option that belongs elsewhere, and what to write instead.
    pub(super) elsewhere: fn(&str) -> Option<(&'static str, &'static str)>,
}

/// A type that has a name. `A + B` has none: `&A + B` would not even parse.
pub(super) fn named_type(meta: &Meta) -> darling::Result<Option<Type>> {
    match Type::from_meta(meta)? {
        Type::TraitObject(_) | Type::ImplTrait(_) => {
            Err(darling::Error::unsupported_format("traits"))
        }
        ty => Ok(Some(ty)),
    }
}

pub(super) const CRATE: OptionSpec = OptionSpec::new("crate", "the path of a crate", "::jwt_guard");

/// The options of a place that takes only [`CRATE`].
#[derive(Default, FromMeta)]
#[darling(default)]
pub(super) struct CrateOptions {
    #[darling(rename = "crate")]
    pub(super) crate_path: Option<Path>,
}

/// The crate that `crate = path` names; without it, or where it is wrong, the usual one.
pub(super) fn crate_path(given: Option<Path>, diagnostics: &mut Diagnostics) -> CratePath {
    let path = given.as_ref().map(CratePath::new).transpose();
    let path = path.map_err(|refused| diagnostics.report(refused));
    path.ok().flatten().unwrap_or_default()
}

impl HelperAttribute {
    /// The options in all attributes of this name. What is wrong is reported, and costs no other option.
    ///
    /// darling fails for a whole struct if one value is wrong, yet the impls beside an error need the other values. So each
    /// option is tried alone first.
    pub(super) fn read<T: FromMeta + Default>(
        &self,
        attrs: &[Attribute],
        diagnostics: &mut Diagnostics,
    ) -> T {
        let item = |meta: &Meta| NestedMeta::Meta(meta.clone());
        let is_right = |meta: &Meta| T::from_list(slice::from_ref(&item(meta))).is_ok();
        let right = self.metas(attrs, is_right, diagnostics);
        let right: Vec<_> = right.iter().map(item).collect();
        T::from_list(&right).unwrap_or_else(|error| {
            diagnostics.report(error);
            T::default()
        })
    }

    /// The options in all attributes of this name that are right, as they were written, each once.
    pub(super) fn metas(
        &self,
        attrs: &[Attribute],
        is_right: impl Fn(&Meta) -> bool,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Meta> {
        let metas = list::read(attrs, self.name, diagnostics);
        self.right(metas, is_right, diagnostics)
    }

    /// Those of some options that are right, each once.
    pub(super) fn right(
        &self,
        metas: Vec<Meta>,
        is_right: impl Fn(&Meta) -> bool,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Meta> {
        let (mut right, mut seen) = (Vec::new(), Vec::new());
        for meta in metas {
            let name = shown(meta.path().to_token_stream());
            let choice = self.takes.iter().find(|choice| choice.name == name);
            let refused = match choice {
                None => self.unknown(&name, &meta),
                Some(_) if seen.contains(&name) => {
                    let message = format!("the option `{name}` is given twice");
                    Diagnostic::new(meta, message).help("remove one of the two")
                }
                Some(choice) => {
                    seen.push(name);
                    if is_right(&meta) {
                        right.push(meta);
                        continue;
                    }
                    choice.refuse(&meta)
                }
            };
            diagnostics.report(refused);
        }
        right
    }

    fn unknown(&self, name: &str, meta: &Meta) -> Diagnostic {
        if let Some((mistake, help)) = (self.elsewhere)(name) {
            return Diagnostic::new(meta, format!("`{name}` {mistake}")).help(help);
        }
        let message = format!("`#[{}(..)]` has no option `{name}` here", self.name);
        let refused = Diagnostic::new(meta.path(), message);
        let names: Vec<_> = self.takes.iter().map(|choice| choice.name).collect();
        with_alternatives(refused, name, "it takes", &names)
    }
}

/// A longer list is left out if one of the names is near to that which was written.
const MANY: usize = 12;

/// A longer list is left out.
const TOO_MANY: usize = 40;

/// Adds the nearest of the names that there are, and all of them, unless they are many and the nearest will do.
pub(super) fn with_alternatives(
    refused: Diagnostic,
    name: &str,
    there_are: &str,
    names: &[&str],
) -> Diagnostic {
    // Other libraries call `secret` `jwt_secret`.
    let is_its_end = |known: &&&str| {
        name.strip_suffix(**known)
            .is_some_and(|start| start.ends_with('_'))
    };
    let meant =
        nearest(name, names.iter().copied()).or_else(|| names.iter().find(is_its_end).copied());
    let refused = match meant {
        Some(name) if names.len() > MANY => return refused.help(format!("did you mean `{name}`?")),
        Some(name) => refused.help(format!("did you mean `{name}`?")),
        None => refused,
    };
    if names.len() > TOO_MANY {
        return refused
            .help("the documentation of `jwt_guard::config::Settings` lists all there are");
    }
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    refused.help(format!("{there_are} {}", names.join(", ")))
}
