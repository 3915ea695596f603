//! Which parameters the guard hands over, and which axum goes on to extract.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, FnArg, PatType, Signature, spanned::Spanned};

use super::{
    inserted_guard::InsertedGuard,
    parameter_check::{self, Check},
    parameter_role::{self, Role},
    parameter_type::{Generic, What, is_independent, option_content},
    policy::{Access, Policy},
};
use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostics, generated_at},
};

/// The parameters of a handler, sorted.
pub(super) struct Parameters {
    pub(super) crate_path: CratePath,
    pub(super) guard: Option<InsertedGuard>,
    pub(super) moved: Vec<Moved>,
    pub(super) remaining: Vec<FnArg>,
    /// The traits that the handler asks of the configuration.
    pub(super) bounds: Vec<TokenStream>,
    /// Whether a remaining parameter may look for what the guard found.
    pub(super) handing_over: bool,
}

/// A parameter that moved into the guard.
pub(super) struct Moved {
    pub(super) attrs: Vec<Attribute>,
    pub(super) pattern: TokenStream,
    pub(super) ty: TokenStream,
}

/// Sorts the parameters of a handler. `is_documented` says that `#[utoipa::path]` will read the result.
pub(super) fn sort(
    signature: &Signature,
    policy: &Policy,
    generic: &Generic,
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
    Check::new(policy, guard.is_some()).run(&parameters, &roles, diagnostics);

    let crate_path = policy
        .crate_path
        .clone()
        .or_else(|| guard.as_ref()?.crate_path.clone())
        .unwrap_or_default();
    let private = crate_path.private();
    let generic = generic.and(&signature.generics);
    // utoipa reads no pattern of several parts: then one moves at most, and the others look into the request's extensions.
    let only = is_documented.then(|| {
        let hands_over = guard
            .as_ref()
            .is_some_and(|guard| guard.handed_over.is_some());
        let find = |what| {
            roles
                .iter()
                .position(|role| matches!(role, Role::Wanted(wanted) if wanted.what == what))
        };
        let wanted = || find(What::CurrentUser).or_else(|| find(What::Claims));
        let user = roles.iter().position(|role| matches!(role, Role::User));
        user.or_else(|| wanted().filter(|_| !hands_over))
    });

    let mut sorted = Parameters {
        crate_path,
        guard,
        moved: Vec::new(),
        remaining: Vec::new(),
        bounds: Vec::new(),
        handing_over: false,
    };
    for (index, (parameter, role)) in parameters.iter().zip(&roles).enumerate() {
        sorted
            .bounds
            .extend(bound(role, parameter, &generic, &sorted.crate_path));
        let is_conditional = parameter
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg"));
        let may_move = !is_conditional && only.is_none_or(|only| only == Some(index));
        match role {
            Role::User | Role::Wanted(_) if may_move => {
                sorted.moved.push(moved(role, parameter, &private));
            }
            _ => {
                let is_protected = !matches!(policy.access, Access::Public);
                sorted.handing_over |= is_protected && !is_independent(&parameter.ty);
                sorted.remaining.push(FnArg::Typed((*parameter).clone()));
            }
        }
    }
    parameter_check::count(&sorted.remaining, diagnostics);
    sorted
}

/// The trait that makes a configuration able to fill the parameter, at the user's type so that the compiler points there.
fn bound(
    role: &Role<'_>,
    parameter: &PatType,
    generic: &Generic,
    crate_path: &CratePath,
) -> Option<TokenStream> {
    let span = generated_at(parameter.ty.span());
    let private = crate_path.private_at(span);
    match role {
        Role::Wanted(wanted) if wanted.what == What::Claims => {
            let claims = wanted.inner;
            (!generic.occurs_in(claims)).then(|| {
                let claims = quote_spanned!(span=> <#claims as #private::ClaimsOf>::Claims);
                quote_spanned!(span=> #private::MintsClaims<#claims>)
            })
        }
        Role::Wanted(wanted) => {
            let user = wanted.content().filter(|user| !generic.occurs_in(user))?;
            Some(quote_spanned!(span=> #private::SuppliesUser<#user>))
        }
        Role::User => {
            let user = option_content(&parameter.ty).unwrap_or(&parameter.ty);
            (!generic.occurs_in(user)).then(|| quote_spanned!(span=> #private::SuppliesUser<#user>))
        }
        Role::Extracted => None,
    }
}

fn moved(role: &Role<'_>, parameter: &PatType, private: &TokenStream) -> Moved {
    let PatType { pat, ty, .. } = parameter;
    let mut attrs = parameter.attrs.clone();
    attrs.retain(|attribute| !parameter_role::marks_user(attribute));
    let (pattern, ty) = match (role, option_content(ty)) {
        (Role::User, Some(user)) => (
            quote!(#private::InjectedOption(#pat)),
            quote!(#private::InjectedOption<#user>),
        ),
        (Role::User, None) => (
            quote!(#private::Injected(#pat)),
            quote!(#private::Injected<#ty>),
        ),
        _ => (pat.to_token_stream(), ty.to_token_stream()),
    };
    Moved { attrs, pattern, ty }
}
