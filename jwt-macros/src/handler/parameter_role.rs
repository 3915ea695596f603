//! What each parameter of a handler is there for.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta, Pat, PatType};

use super::{
    parameter_type::{Wanted, What, is_independent, last_segment},
    policy::Injection,
};
use crate::diagnostics::{Diagnostic, Diagnostics};

pub(super) enum Role<'a> {
    /// One of our extractors.
    Wanted(Wanted<'a>),
    /// The bare type that `#[inject_user]` fills.
    User,
    /// Any other extractor.
    Extracted,
}

/// Whether this is the `#[user]` of a parameter.
pub(super) fn marks_user(attribute: &Attribute) -> bool {
    attribute.path().is_ident("user")
}

/// What is said of a `#[user]` that nothing reads.
pub(super) fn idle_mark(mark: &Attribute) -> Diagnostic {
    let message =
        "`#[user]` marks the parameter that `#[inject_user]` fills, which is not on this handler";
    Diagnostic::new(mark, message)
        .help("write `#[inject_user]` on the handler, or remove `#[user]`")
}

/// The role of every parameter, in order. `#[inject_user]` must find exactly one for the user.
pub(super) fn of_all<'a>(
    parameters: &[&'a PatType],
    injection: &Injection,
    diagnostics: &mut Diagnostics,
) -> Vec<Role<'a>> {
    let injects = !matches!(injection, Injection::None);
    let marks = parameters.iter().flat_map(|parameter| &parameter.attrs);
    for mark in marks.filter(|mark| injects && marks_user(mark)) {
        if !matches!(mark.meta, Meta::Path(_)) {
            diagnostics.report(
                Diagnostic::new(mark, "`#[user]` takes no arguments").help("write `#[user]`"),
            );
        }
    }
    let roles: Vec<Role<'a>> = parameters
        .iter()
        .map(|parameter| role(parameter, injects))
        .collect();
    let mut users = parameters
        .iter()
        .zip(&roles)
        .filter(|(_, role)| match role {
            Role::User => true,
            Role::Wanted(wanted) => wanted.what == What::CurrentUser,
            Role::Extracted => false,
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

fn role<'a>(parameter: &'a PatType, injects: bool) -> Role<'a> {
    let is_marked = injects && parameter.attrs.iter().any(marks_user);
    match Wanted::of(&parameter.ty) {
        Some(wanted) if !is_marked || wanted.what == What::CurrentUser => Role::Wanted(wanted),
        _ if is_marked => Role::User,
        // What axum extracts by itself may well be called `user`.
        _ if injects && is_named_user(&parameter.pat) && !is_independent(&parameter.ty) => {
            Role::User
        }
        _ => Role::Extracted,
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
