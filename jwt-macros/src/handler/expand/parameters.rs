//! Which parameters the guard hands over, and which axum goes on to extract.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, FnArg, Pat, PatType, Signature, Token, Type, spanned::Spanned};

use crate::{
    crate_path::{CratePath, PrivatePath},
    diagnostics::{Diagnostics, generated_at},
    handler::{
        check::{self, parameters::ParameterCheck},
        model::{Access, ParameterRole, Policy, parameter_role},
        parse::item::{
            ExtractorKind, InsertedGuard, is_independent, is_refreshed_session, marks_user,
            option_content,
        },
    },
};

/// The parameters of a handler, sorted.
pub(super) struct Parameters {
    pub(super) crate_path: CratePath,
    pub(super) guard: Option<InsertedGuard>,
    pub(super) moved: Vec<MovedParameter>,
    pub(super) remaining: Vec<FnArg>,
    /// Whether a remaining parameter may look for what the guard found.
    pub(super) inserting_claims: bool,
}

/// A parameter that moved into the guard.
pub(super) struct MovedParameter {
    pub(super) attrs: Vec<Attribute>,
    pub(super) pattern: TokenStream,
    pub(super) ty: TokenStream,
}

/// Sorts the parameters of a handler. `is_documented` says that `#[utoipa::path]` will read the result.
pub(super) fn sort(
    signature: &Signature,
    policy: &Policy,
    is_documented: bool,
    diagnostics: &mut Diagnostics,
) -> Parameters {
    let guard = signature.inputs.first().and_then(InsertedGuard::read);
    let parameters: Vec<&PatType> = signature
        .inputs
        .iter()
        .skip(usize::from(guard.is_some()))
        .filter_map(|parameter| match parameter {
            FnArg::Typed(parameter) => Some(parameter),
            // Refused before: a handler has no receiver.
            FnArg::Receiver(_) => None,
        })
        .collect();
    let roles = parameter_role::of_all(&parameters, &policy.injection, diagnostics);
    ParameterCheck::new(policy, guard.is_some()).run(&parameters, &roles, diagnostics);

    let crate_path = policy
        .crate_path
        .clone()
        .or_else(|| guard.as_ref()?.crate_path.clone())
        .unwrap_or_default();
    let private = crate_path.private();
    // utoipa reads no pattern of several parts: then one moves at most, and the others look into the request's extensions.
    let only = is_documented.then(|| {
        let inserts_claims = guard
            .as_ref()
            .is_some_and(|guard| guard.handed_over.is_some());
        let find = |kind| {
            roles
                .iter()
                .position(|role| matches!(role, ParameterRole::GuardExtractor(extractor) if extractor.kind == kind))
        };
        let ours = || find(ExtractorKind::CurrentUser).or_else(|| find(ExtractorKind::Claims));
        let user = roles.iter().position(|role| matches!(role, ParameterRole::InjectedUser));
        user.or_else(|| ours().filter(|_| !inserts_claims))
    });

    let mut sorted = Parameters {
        crate_path,
        guard,
        moved: Vec::new(),
        remaining: Vec::new(),
        inserting_claims: false,
    };
    for (index, (parameter, role)) in parameters.iter().zip(&roles).enumerate() {
        let is_conditional = parameter
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg"));
        let may_move = !is_conditional && only.is_none_or(|only| only == Some(index));
        match role {
            ParameterRole::InjectedUser | ParameterRole::GuardExtractor(_) if may_move => {
                sorted
                    .moved
                    .push(moved(role, as_value(parameter), &private));
            }
            _ => {
                let has_claims = !matches!(policy.access, Access::Public | Access::RefreshToken(_));
                sorted.inserting_claims |= has_claims && !is_independent(&parameter.ty);
                let mut parameter = as_value(parameter);
                if policy.refresh().is_some() && is_refreshed_session(&parameter.ty) {
                    parameter.ty = asserted(&parameter.ty, &sorted.crate_path);
                }
                sorted.remaining.push(FnArg::Typed(parameter));
            }
        }
    }
    check::parameters::count(&sorted.remaining, diagnostics);
    sorted
}

/// The same type, if it checks refresh tokens; otherwise the compiler says what is missing. Any type can have this name.
fn asserted(ty: &Type, crate_path: &CratePath) -> Box<Type> {
    let private = crate_path.private_at(ty.span());
    let at = generated_at(ty.span());
    Box::new(Type::Verbatim(
        quote_spanned!(at=> <#ty as #private::TakesRefreshToken>::Parameter),
    ))
}

/// A parameter as it is written out. One by reference, which was refused, is a value that its pattern borrows: the body is
/// right, and so are the routes of the handler.
fn as_value(parameter: &PatType) -> PatType {
    let mut parameter = parameter.clone();
    if let (Pat::Ident(pattern), Some(reference)) = (
        &mut *parameter.pat,
        check::parameters::refused_reference(&parameter.ty),
    ) && let Type::Path(path) = &*reference.elem
        && !path.path.is_ident("str")
    {
        pattern.by_ref = Some(Token![ref](reference.and_token.span));
        pattern.mutability = reference.mutability;
        parameter.ty = reference.elem.clone();
    }
    parameter
}

fn moved(role: &ParameterRole<'_>, parameter: PatType, private: &PrivatePath) -> MovedParameter {
    let PatType {
        mut attrs, pat, ty, ..
    } = parameter;
    attrs.retain(|attribute| !marks_user(attribute));
    let (pattern, ty) = match (role, option_content(&ty)) {
        (ParameterRole::InjectedUser, Some(user)) => (
            quote!(#private::InjectedOption(#pat)),
            quote!(#private::InjectedOption<#user>),
        ),
        (ParameterRole::InjectedUser, None) => (
            quote!(#private::Injected(#pat)),
            quote!(#private::Injected<#ty>),
        ),
        _ => (pat.to_token_stream(), ty.to_token_stream()),
    };
    MovedParameter { attrs, pattern, ty }
}
