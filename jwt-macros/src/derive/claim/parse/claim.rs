//! One custom claim: its path, its default, and the functions that compute and verify it.

use syn::{ExprPath, Field, Ident, Member, Type};

use super::{
    ClaimPath,
    options::{ClaimOptions, DefaultValue, FunctionPath},
    serde::SerdeAttributes,
};
use crate::{
    derive::type_syntax::is_option,
    diagnostics::{Diagnostic, Diagnostics},
};

/// A claim, and the field that holds it.
pub(in crate::derive::claim) struct Claim {
    pub(in crate::derive::claim) member: Member,
    /// What the field is called where it must have a name.
    pub(in crate::derive::claim) ident: Ident,
    pub(in crate::derive::claim) ty: Type,
    pub(in crate::derive::claim) path: ClaimPath,
    pub(in crate::derive::claim) default: AbsentClaim,
    pub(in crate::derive::claim) setup: Option<ExprPath>,
    pub(in crate::derive::claim) verify: Option<ExprPath>,
    pub(in crate::derive::claim) serde: SerdeAttributes,
}

/// What a field holds when the token has no such claim.
pub(in crate::derive::claim) enum AbsentClaim {
    /// Nothing can: the claim is required.
    Required,
    /// `None`, for a field of type `Option<..>`
    None,
    /// `default`
    OfType,
    /// `default = path`
    Function(ExprPath),
}

impl Claim {
    /// Reads a claim of these options; what is wrong is reported.
    pub(super) fn read(
        field: &Field,
        (member, ident): (Member, Ident),
        options: ClaimOptions,
        path: ClaimPath,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let serde = SerdeAttributes::read(field, diagnostics);
        if let (Some(_), Some(twice)) = (&options.default, &serde.default) {
            let message = "the default is given twice, to the library and to serde";
            diagnostics.report(Diagnostic::new(&twice.at, message).help("remove one of the two"));
        }
        let given = options.default.or(serde.default.as_ref().map(|default| {
            default
                .function
                .clone()
                .map_or(DefaultValue::OfType, DefaultValue::Function)
        }));
        let is_option = is_option(&field.ty);
        if is_option && serde.default.is_none() && matches!(given, Some(DefaultValue::OfType)) {
            let message =
                "`default` says what the type says: an `Option` without a claim is `None`";
            diagnostics.report(
                Diagnostic::new(&field.ty, message)
                    .help("remove `default`, or let the field be no `Option`"),
            );
        }
        Self {
            member,
            ident,
            ty: field.ty.clone(),
            path,
            default: match given {
                Some(DefaultValue::Function(path)) => AbsentClaim::Function(path),
                Some(DefaultValue::OfType) => AbsentClaim::OfType,
                None if is_option => AbsentClaim::None,
                None => AbsentClaim::Required,
            },
            setup: options.setup.map(|FunctionPath(path)| path),
            verify: options.verify.map(|FunctionPath(path)| path),
            serde,
        }
    }

    pub(in crate::derive::claim) fn is_required(&self) -> bool {
        matches!(self.default, AbsentClaim::Required)
    }
}
