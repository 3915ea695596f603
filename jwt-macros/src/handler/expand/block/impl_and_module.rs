//! The expansion of `impl` blocks and inline modules: an attribute on one applies to every handler in it.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Ident, Path, ext::IdentExt, parse_quote};

use super::{
    body::{self, ExpandedBlock},
    marker,
};
use crate::{
    diagnostics::{Diagnostic, Diagnostics, generated_at, shown},
    handler::{
        expand::surroundings::Surroundings,
        model::{AuthInstance, Policy},
        parse::item::{ImplBlock, Module, conditions, last_segment},
    },
    type_name,
};

/// Writes the block with its handlers guarded, their policies beside it: an `impl` block cannot hold them.
pub(in crate::handler::expand) fn expand_impl(
    mut block: ImplBlock,
    policy: &Policy,
    diagnostics: &mut Diagnostics,
) -> ExpandedBlock {
    let attribute = policy.attribute;
    refuse_refresh(policy, diagnostics);
    if let Some((path, _)) = &block.signature.trait_ {
        let path = shown(path.to_token_stream());
        diagnostics.report(
            Diagnostic::new(
                block.signature.impl_token,
                format!("`{attribute}` belongs on an `impl` block without a trait, found one of `{path}`"),
            )
            .help("move the handlers to an `impl` block of the type itself: axum calls them by name, not through a trait"),
        );
        block.body.strip(policy.crate_path.as_ref());
        return ExpandedBlock::untouched(block.into_token_stream());
    }
    let ty = &block.signature.self_ty;
    let name = last_segment(ty).map_or_else(
        || shown(ty.to_token_stream()),
        |last| last.ident.to_string(),
    );
    let surroundings = Surroundings::Impl { owner: name };
    let ImplBlock {
        attrs,
        header,
        body,
        ..
    } = block;
    let conditions = conditions(&attrs);
    let ExpandedBlock {
        items,
        siblings,
        has_handler,
        is_composed,
    } = body::expand(
        body,
        &TokenStream::new(),
        policy,
        &surroundings,
        diagnostics,
    );
    let mark = marker::mark(policy);
    ExpandedBlock {
        items: quote! {
            #conditions
            const _: () = {
                #mark
                #siblings
                #(#attrs)*
                #header #items
            };
        },
        siblings: TokenStream::new(),
        has_handler,
        is_composed,
    }
}

/// Reports `refresh` on a block: each handler with it has a parameter of its own.
fn refuse_refresh(policy: &Policy, diagnostics: &mut Diagnostics) {
    if let Some(refresh) = policy.refresh() {
        let message = "`refresh` belongs on a handler, found a block";
        diagnostics
            .report(Diagnostic::new(refresh, message).help(
                "write `#[protected(refresh)]` on the handlers that take `RefreshedSession`",
            ));
    }
}

/// Writes the module with its handlers guarded.
pub(in crate::handler::expand) fn expand_module(
    module: Module,
    policy: &Policy,
    diagnostics: &mut Diagnostics,
) -> ExpandedBlock {
    let Module {
        attrs,
        visibility,
        keyword,
        name,
        body,
    } = module;
    let body = match body {
        Ok(body) => body,
        Err(semicolon) => {
            let attribute = policy.attribute;
            let message = format!(
                "`{attribute}` sees only what is written here, found a module in a file of its own"
            );
            diagnostics.report(Diagnostic::new(&name, message).help(format!(
                "write `mod {name} {{ .. }}`, or put the attribute on the handlers in the file"
            )));
            return ExpandedBlock::untouched(
                quote!(#(#attrs)* #visibility #keyword #name #semicolon),
            );
        }
    };
    refuse_refresh(policy, diagnostics);
    let mut inner = policy.clone();
    let alias = policy
        .auth
        .as_ref()
        .and_then(|auth| alias(auth, &name, &attrs, &mut inner));
    let imports = imports(&name, &attrs, &mut inner);
    let mark = marker::mark(policy);
    let ExpandedBlock {
        items,
        has_handler,
        is_composed,
        ..
    } = body::expand(body, &mark, &inner, &Surroundings::Module, diagnostics);
    ExpandedBlock {
        items: quote!(#alias #imports #(#attrs)* #visibility #keyword #name #items),
        siblings: TokenStream::new(),
        has_handler,
        is_composed,
    }
}

/// The path of `auth = ..` was written outside of the module; an alias makes it known inside.
fn alias(
    auth: &AuthInstance,
    module: &Ident,
    attrs: &[Attribute],
    inner: &mut Policy,
) -> Option<TokenStream> {
    let path = &auth.path;
    let starts_at_a_crate = path
        .segments
        .first()
        .is_some_and(|first| first.ident == "crate");
    if path.leading_colon.is_some() || starts_at_a_crate {
        return None;
    }
    let name = format_ident!(
        "__AuthOf{}",
        type_name::of(&module.unraw().to_string()),
        span = generated_at(module.span())
    );
    let inside: Path = parse_quote!(super::#name);
    inner.auth = Some(AuthInstance {
        written: auth.written.clone(),
        path: inside,
    });
    let conditions = conditions(attrs);
    Some(quote! {
        #conditions
        type #name = #path;
    })
}

/// The paths of scopes and functions were written outside of the module; imports make them known inside.
fn imports(module: &Ident, attrs: &[Attribute], inner: &mut Policy) -> TokenStream {
    let conditions = conditions(attrs);
    let mut imports = TokenStream::new();
    for (index, path) in inner.paths_mut().into_iter().enumerate() {
        let first = path.segments.first().map(|first| &first.ident);
        if path.leading_colon.is_some() || first.is_some_and(|first| first == "crate") {
            continue;
        }
        let name = format_ident!(
            "__path_{}_of_{}",
            index,
            module,
            span = generated_at(module.span())
        );
        imports.extend(quote! {
            #conditions
            use #path as #name;
        });
        *path = parse_quote!(super::#name);
    }
    imports
}
