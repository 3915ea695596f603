//! Options of `#[scoped(..)]` that contradict each other or its scopes.

use jwt_syntax::scope::has_parameters;
use quote::ToTokens;
use syn::Path;

use super::Arguments;
use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    scope::{ScopeExpression, list},
};

/// Checks the options of one `#[scoped(..)]` against its scopes.
pub(super) fn check(arguments: &mut Arguments, diagnostics: &mut Diagnostics) {
    refuse_self(arguments, diagnostics);
    let Arguments {
        scopes,
        vocabulary,
        with,
        state,
        require_all,
        require_all_actions,
        ..
    } = arguments;
    if with.is_some() {
        check_computed(arguments, diagnostics);
        return;
    }
    if let Some(state) = state {
        let refused = Diagnostic::new(
            state,
            "`state` is for the function in `with = ..`, found none",
        );
        diagnostics.report(refused.help("remove it, or write `with = required_scopes`"));
    }
    if let Some(require_all) = require_all
        && scopes.iter().any(ScopeExpression::is_group)
    {
        let message = "`require_all` and groups contradict each other: a group says itself how many of its scopes are required";
        let help = if require_all.value {
            "remove it: all arguments are required".to_owned()
        } else if let [only] = scopes.as_slice() {
            format!("write `#[scoped({only})]`")
        } else {
            format!("write `#[scoped(any({}))]`", list(scopes))
        };
        diagnostics.report(Diagnostic::new(require_all, message).help(help));
    }
    let leaves: Vec<_> = scopes.iter().flat_map(ScopeExpression::leaves).collect();
    if require_all_actions
        .as_ref()
        .is_some_and(|value| !value.value)
    {
        for leaf in &leaves {
            if let ScopeExpression::Literal(literal) = leaf
                && has_parameters(&literal.value())
            {
                let message = "a scope with a path parameter requires all of its actions: without the parameter, an action applies to anything";
                let refused = Diagnostic::new(literal, message);
                diagnostics.report(refused.help("remove `require_all_actions = false`"));
            }
        }
    }
    let has_literals = leaves
        .iter()
        .any(|leaf| matches!(leaf, ScopeExpression::Literal(_)));
    if let Some(vocabulary) = vocabulary
        && !has_literals
        && !leaves.is_empty()
    {
        let message = "`in` compares scopes in quotes with a vocabulary, found none";
        let help = "remove it: the compiler knows the variants of an enum";
        diagnostics.report(Diagnostic::new(vocabulary, message).help(help));
    }
}

/// A function decides everything about scopes.
fn check_computed(arguments: &Arguments, diagnostics: &mut Diagnostics) {
    let help = "return `RequiredScopes` from the function: it holds the scopes, `require_all` and `require_all_actions`";
    let mut refuse = |at: proc_macro2::TokenStream, found: &str| {
        let message =
            format!("`with` computes everything that is required, found {found} beside it");
        diagnostics.report(Diagnostic::new(at, message).help(help));
    };
    for leaf in arguments.scopes.iter().flat_map(ScopeExpression::leaves) {
        match leaf {
            ScopeExpression::Literal(literal) => refuse(literal.to_token_stream(), "a scope"),
            ScopeExpression::Variant(variant) => refuse(variant.path.to_token_stream(), "a scope"),
            ScopeExpression::Group { .. } => {}
        }
    }
    if let Some(value) = &arguments.require_all {
        refuse(value.to_token_stream(), "`require_all`");
    }
    if let Some(value) = &arguments.require_all_actions {
        refuse(value.to_token_stream(), "`require_all_actions`");
    }
    if let Some(vocabulary) = &arguments.vocabulary {
        refuse(vocabulary.to_token_stream(), "`in`");
    }
}

/// `Self` means nothing where the policy is declared. Paths with it are reported and left out.
fn refuse_self(arguments: &mut Arguments, diagnostics: &mut Diagnostics) {
    let mut names_self = |path: &Path| {
        let first = path.segments.first().map(|first| &first.ident);
        let names_self = first.is_some_and(|first| first == "Self");
        if names_self {
            let message =
                "a policy is declared outside of the `impl` block, where `Self` means nothing";
            let refused = Diagnostic::new(path, message);
            diagnostics.report(refused.help("write the name of the type"));
        }
        names_self
    };
    for option in [
        &mut arguments.with,
        &mut arguments.state,
        &mut arguments.vocabulary,
    ] {
        option.take_if(|path| names_self(path));
    }
    arguments.scopes.retain_mut(|scope| {
        let mut paths = scope.paths_mut().into_iter();
        !paths.any(|path| names_self(path))
    });
}
