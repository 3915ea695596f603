//! A handler with its guard.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta};

use super::{
    guard_parameter::guard_parameter, parameters, policy_declaration::PolicyDeclaration,
    surroundings::Surroundings,
};
use crate::{
    diagnostics::Diagnostics,
    handler::{
        check,
        model::{Injection, Policy, parameter_role},
        parse::{AssociatedBlock, item::Function},
    },
};

/// A handler and the items that come with it, which cannot stand in an `impl` block.
pub(super) struct GuardedHandler {
    pub(super) handler: TokenStream,
    pub(super) siblings: TokenStream,
    /// Whether the handler had a guard already.
    pub(super) is_composed: bool,
}

/// Puts the guard before the parameters of a handler. A function that cannot be one is reported and left unchanged.
pub(super) fn expand(
    mut function: Function,
    policy: &Policy,
    surroundings: &Surroundings,
    diagnostics: &mut Diagnostics,
) -> GuardedHandler {
    let misplaced = misplaced_in(&function, surroundings);
    if !check::function::is_handler(&function, policy.attribute, diagnostics)
        || misplaced.is_some_and(|block| {
            diagnostics.report(check::function::refuse_associated(
                &function,
                policy.attribute,
                block,
            ));
            block != AssociatedBlock::Impl
        })
    {
        function.strip_parameter_attributes();
        return GuardedHandler {
            handler: function.into_token_stream(),
            siblings: TokenStream::new(),
            is_composed: false,
        };
    }
    if matches!(policy.injection, Injection::None)
        && function.attrs.iter().all(is_no_macro)
        && let Some(mark) = function.user_mark()
    {
        diagnostics.report(parameter_role::unused_mark(mark));
        function.strip_parameter_attributes();
    }
    let parameters = parameters::sort(
        &function.signature,
        policy,
        function.attrs.iter().any(is_utoipa),
        diagnostics,
    );
    let declaration = PolicyDeclaration::new(&function, policy, surroundings, &parameters);
    let (siblings, ty) = match misplaced {
        None => (declaration.to_token_stream(), declaration.ty()),
        Some(_) => (TokenStream::new(), declaration.misplaced()),
    };
    let is_composed = parameters.guard.is_some();
    let guard = guard_parameter(&ty, &parameters);
    function.signature.inputs = std::iter::once(guard).chain(parameters.remaining).collect();
    GuardedHandler {
        handler: function.into_token_stream(),
        siblings,
        is_composed,
    }
}

/// The block that a function stands in, if its policy would be a syntax error there.
fn misplaced_in(function: &Function, surroundings: &Surroundings) -> Option<AssociatedBlock> {
    let read = match surroundings {
        Surroundings::Impl { .. } => return None,
        Surroundings::Module => None,
        Surroundings::Unseen => AssociatedBlock::of_attribute(),
    };
    read.or_else(|| function.uses_self_type().then_some(AssociatedBlock::Unread))
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
