//! A handler with its guard.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, FnArg, Meta, Pat, PatType, Token, Type};

use super::{
    function::Function,
    parameter_role,
    parameters::{self, Parameters},
    policy::{Injection, Policy},
    policy_declaration::Declaration,
};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Where a handler stands.
#[derive(Clone, Default)]
pub(super) struct Surroundings {
    /// The name of the type whose `impl` block it is in.
    pub(super) owner: Option<String>,
}

/// A handler and the items that come with it, which cannot stand in an `impl` block.
pub(super) struct Expansion {
    pub(super) handler: TokenStream,
    pub(super) siblings: TokenStream,
    /// Whether the handler had a guard already.
    pub(super) is_composed: bool,
}

/// Puts the guard before the parameters of a handler. What cannot be one is reported and left as it is.
pub(super) fn expand(
    mut function: Function,
    policy: &Policy,
    surroundings: &Surroundings,
    diagnostics: &mut Diagnostics,
) -> Expansion {
    if !function.check(policy.kind, diagnostics)
        || is_misplaced(&function, policy, surroundings, diagnostics)
    {
        function.strip_parameter_attributes();
        return Expansion {
            handler: function.into_token_stream(),
            siblings: TokenStream::new(),
            is_composed: false,
        };
    }
    if matches!(policy.injection, Injection::None)
        && function.attrs.iter().all(is_no_macro)
        && let Some(mark) = function.user_mark()
    {
        diagnostics.report(parameter_role::idle_mark(mark));
        function.strip_parameter_attributes();
    }
    let parameters = parameters::sort(
        &function.signature,
        policy,
        function.attrs.iter().any(is_utoipa),
        diagnostics,
    );
    let declaration = Declaration::new(&function, policy, surroundings, &parameters);
    let siblings = declaration.to_token_stream();
    let is_composed = parameters.guard.is_some();
    let guard = guard_parameter(&declaration.ty(), &parameters);
    function.signature.inputs = std::iter::once(guard).chain(parameters.remaining).collect();
    Expansion {
        handler: function.into_token_stream(),
        siblings,
        is_composed,
    }
}

/// An attribute on a function cannot see the `impl` block around it, where the policy would be a syntax error.
fn is_misplaced(
    function: &Function,
    policy: &Policy,
    surroundings: &Surroundings,
    diagnostics: &mut Diagnostics,
) -> bool {
    let is_misplaced = surroundings.owner.is_none() && function.uses_self_type();
    if is_misplaced {
        let kind = policy.kind;
        let message = format!(
            "`{kind}` stands on a function of an `impl` block, where its policy cannot be declared"
        );
        diagnostics.report(Diagnostic::new(function.name(), message).help(format!(
            "put an attribute on the `impl` block, such as `#[protected] impl ..`; `{kind}` then works within"
        )));
    }
    is_misplaced
}

/// Whether an attribute is one of the compiler's. Any other may be `#[inject_user]` under another name.
fn is_no_macro(attribute: &Attribute) -> bool {
    [
        "allow",
        "cfg",
        "deprecated",
        "doc",
        "expect",
        "inline",
        "must_use",
        "warn",
    ]
    .iter()
    .any(|name| attribute.path().is_ident(name))
}

/// `utoipa::path(..)`, which reads the parameters when it expands after us.
fn is_utoipa(attribute: &Attribute) -> bool {
    let is_path = attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "path");
    is_path && matches!(attribute.meta, Meta::List(_))
}

fn guard_parameter(policy: &TokenStream, parameters: &Parameters) -> FnArg {
    let private = parameters.crate_path.private();
    let earlier = parameters.guard.as_ref();
    let mut attrs = earlier.map(|guard| guard.attrs.clone()).unwrap_or_default();
    attrs.extend(
        parameters
            .moved
            .iter()
            .flat_map(|moved| moved.attrs.clone()),
    );

    let moved = parameters
        .moved
        .iter()
        .map(|moved| (moved.pattern.clone(), moved.ty.clone()));
    let moved = tuple(moved.collect());
    let before = earlier.and_then(|guard| guard.handed_over.clone());
    let before = before.map(|(pattern, ty)| (pattern, ty.into_token_stream()));
    let handed_over = tuple(before.into_iter().chain(moved).collect());

    let (pattern, ty) = match handed_over {
        None => (quote!(_), quote!(#private::Guard<#policy>)),
        // utoipa and tracing pass over a parameter bound to nothing, but not over a pattern that holds nothing.
        Some((pattern, ty)) if pattern.to_string() == "_" => {
            (pattern, quote!(#private::Guard<#policy, #ty>))
        }
        Some((pattern, ty)) => (
            quote!(#private::Guard(#pattern, ..)),
            quote!(#private::Guard<#policy, #ty>),
        ),
    };
    FnArg::Typed(PatType {
        attrs,
        pat: Box::new(Pat::Verbatim(pattern)),
        colon_token: Token![:](Span::mixed_site()),
        ty: Box::new(Type::Verbatim(ty)),
    })
}

/// One pattern and type for several: a tuple of up to three, nested when there are more.
fn tuple(mut parts: Vec<(TokenStream, TokenStream)>) -> Option<(TokenStream, TokenStream)> {
    while parts.len() > 3 {
        let last: Vec<_> = parts.split_off(parts.len().saturating_sub(2));
        parts.extend(tuple(last));
    }
    if parts.len() < 2 {
        return parts.pop();
    }
    let is_ignored = parts.iter().all(|(pattern, _)| pattern.to_string() == "_");
    let (patterns, types): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let pattern = if is_ignored {
        quote!(_)
    } else {
        quote!((#(#patterns),*))
    };
    Some((pattern, quote!((#(#types),*))))
}
