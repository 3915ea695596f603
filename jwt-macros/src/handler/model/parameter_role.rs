//! The role of each parameter of a handler.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta, Pat, PatType};

use super::Injection;
use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    handler::parse::item::{
        ExtractorKind, GuardExtractor, is_independent, last_segment, marks_user,
    },
};

pub(crate) enum ParameterRole<'a> {
    /// An extractor of this library.
    GuardExtractor(GuardExtractor<'a>),
    /// A bare type that `#[inject_user]` fills.
    InjectedUser,
    /// Any other extractor.
    Other,
}

/// The error for a `#[user]` without `#[inject_user]`.
pub(crate) fn unused_mark(mark: &Attribute) -> Diagnostic {
    let message =
        "`#[user]` marks the parameter that `#[inject_user]` fills, which is not on this handler";
    Diagnostic::new(mark, message)
        .help("write `#[inject_user]` on the handler, or remove `#[user]`")
}

/// The role of every parameter, in order. `#[inject_user]` must find exactly one for the user.
pub(crate) fn of_all<'a>(
    parameters: &[&'a PatType],
    injection: &Injection,
    diagnostics: &mut Diagnostics,
) -> Vec<ParameterRole<'a>> {
    let injects = !matches!(injection, Injection::None);
    let marks = parameters.iter().flat_map(|parameter| &parameter.attrs);
    for mark in marks.filter(|mark| injects && marks_user(mark)) {
        if !matches!(mark.meta, Meta::Path(_)) {
            diagnostics.report(
                Diagnostic::new(mark, "`#[user]` takes no arguments").help("write `#[user]`"),
            );
        }
    }
    let roles: Vec<ParameterRole<'a>> = parameters
        .iter()
        .map(|parameter| role(parameter, injects))
        .collect();
    let mut users = parameters
        .iter()
        .zip(&roles)
        .filter(|(_, role)| match role {
            ParameterRole::InjectedUser => true,
            ParameterRole::GuardExtractor(extractor) => {
                extractor.kind == ExtractorKind::CurrentUser
            }
            ParameterRole::Other => false,
        })
        .map(|(parameter, _)| *parameter);
    match (injection, users.next()) {
        (Injection::Required(at), None) => diagnostics.report(without_user(at, parameters)),
        (Injection::Required(_) | Injection::WhereWanted, Some(_)) => {
            for second in users {
                diagnostics.report(
                    Diagnostic::new(
                        second,
                        "`#[inject_user]` fills one parameter, found a second one for the user",
                    )
                    .help("remove one of them, or rename it when it is no user"),
                );
            }
        }
        _ => {}
    }
    roles
}

fn role<'a>(parameter: &'a PatType, injects: bool) -> ParameterRole<'a> {
    let is_marked = injects && parameter.attrs.iter().any(marks_user);
    match GuardExtractor::of(&parameter.ty) {
        Some(extractor) if !is_marked || extractor.kind == ExtractorKind::CurrentUser => {
            ParameterRole::GuardExtractor(extractor)
        }
        _ if is_marked => ParameterRole::InjectedUser,
        // A parameter that axum extracts can be called `user` as well.
        _ if injects && is_named_user(&parameter.pat) && !is_independent(&parameter.ty) => {
            ParameterRole::InjectedUser
        }
        _ => ParameterRole::Other,
    }
}

fn is_named_user(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Ident(binding) if binding.ident == "user")
}

fn without_user(at: &TokenStream, parameters: &[&PatType]) -> Diagnostic {
    let message = "`#[inject_user]` fills the parameter for the user, found none";
    let extracted = parameters
        .iter()
        .find(|parameter| is_named_user(&parameter.pat))
        .and_then(|parameter| Some((parameter, last_segment(&parameter.ty)?)));
    match extracted {
        Some((parameter, segment)) => Diagnostic::new(parameter.to_token_stream(), message).help(format!(
            "`{}` is filled by axum; take the user's type itself, or mark another parameter `#[user]`",
            segment.ident
        )),
        None => Diagnostic::new(at, message)
            .help("name the parameter `user`, as in `user: User`, or mark it, as in `#[user] owner: User`"),
    }
}
