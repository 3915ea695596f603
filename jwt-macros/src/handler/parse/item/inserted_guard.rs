//! The guard that an earlier expansion put before the parameters.
//!
//! An attribute that was imported under another name, or hidden in a `cfg_attr`, cannot be read together with the others. It
//! expands after them, finds their guard, and adds to its policy instead of putting a second one beside it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, FnArg, GenericArgument, Pat, Path, PathArguments, Type};

use crate::crate_path::CratePath;

/// `pattern: <crate>::__private::Guard<policy, handed_over>`.
pub(crate) struct InsertedGuard {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) crate_path: Option<CratePath>,
    pub(crate) policy: Path,
    /// What the guard hands over, and the pattern that takes it.
    pub(crate) handed_over: Option<(TokenStream, Type)>,
}

impl InsertedGuard {
    pub(crate) fn read(parameter: &FnArg) -> Option<Self> {
        let FnArg::Typed(parameter) = parameter else {
            return None;
        };
        let Type::Path(ty) = &*parameter.ty else {
            return None;
        };
        let segments: Vec<_> = ty.path.segments.iter().collect();
        let [prefix @ .., private, guard] = segments.as_slice() else {
            return None;
        };
        if private.ident != "__private" || guard.ident != "Guard" {
            return None;
        }
        let PathArguments::AngleBracketed(arguments) = &guard.arguments else {
            return None;
        };
        let pattern = match &*parameter.pat {
            Pat::TupleStruct(guard) => guard.elems.first()?.to_token_stream(),
            Pat::Wild(_) => quote!(_),
            // The user's own use of the type.
            _ => return None,
        };
        let mut arguments = arguments.args.iter();
        let Some(GenericArgument::Type(Type::Path(policy))) = arguments.next() else {
            return None;
        };
        let handed_over = match arguments.next() {
            Some(GenericArgument::Type(ty)) => Some((pattern, ty.clone())),
            _ => None,
        };
        let crate_path = Path {
            leading_colon: ty.path.leading_colon,
            segments: prefix.iter().map(|segment| (*segment).clone()).collect(),
        };
        Some(Self {
            attrs: parameter.attrs.clone(),
            crate_path: CratePath::new(&crate_path).ok(),
            policy: policy.path.clone(),
            handed_over,
        })
    }
}
