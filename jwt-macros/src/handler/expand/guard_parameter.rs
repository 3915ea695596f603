//! The guard as the first parameter of a handler.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{FnArg, Pat, PatType, Token, Type};

use super::parameters::Parameters;

/// The parameter that holds the guard, and takes from it what it hands over.
pub(super) fn guard_parameter(policy: &TokenStream, parameters: &Parameters) -> FnArg {
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
