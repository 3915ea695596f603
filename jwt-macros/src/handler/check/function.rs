//! Whether a function can be a handler.

use quote::{ToTokens, quote};

use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    handler::parse::{
        AssociatedBlock, HandlerAttribute,
        item::{Function, FunctionBody, mentions},
    },
};

/// Reports a function that the attribute on a block passes over, although axum would take it as a handler.
pub(crate) fn refuse_future(function: &Function, diagnostics: &mut Diagnostics) {
    if function.receiver().is_some()
        || !mentions(
            function.signature.output.to_token_stream(),
            &["Future", "BoxFuture"],
        )
    {
        return;
    }
    let name = function.name();
    let message = format!(
        "`{name}` returns a future, but the attribute on the block guards an `async fn` only"
    );
    diagnostics.report(Diagnostic::new(name, message).help(format!(
        "write `async fn {name}`, or mark it with `#[not_a_handler]`"
    )));
}

/// Whether a function can be a handler. What it lacks is reported.
pub(crate) fn is_handler(
    function: &Function,
    attribute: impl std::fmt::Display,
    diagnostics: &mut Diagnostics,
) -> bool {
    let name = function.name();
    let known = diagnostics.count();
    if let Some(receiver) = function.receiver() {
        diagnostics.report(
            Diagnostic::new(
                receiver,
                format!("a handler takes no `self`, found it in `{name}` under `{attribute}`"),
            )
            .help("axum calls handlers without a receiver; take what it holds through `State(..)`"),
        );
    }
    let constness = &function.signature.constness;
    if function.signature.asyncness.is_none() {
        let fn_token = &function.signature.fn_token;
        let found = shown(quote!(#constness #fn_token #name));
        diagnostics.report(
            Diagnostic::new(
                quote!(#constness #fn_token),
                format!("a handler is an `async fn`, found `{found}` under `{attribute}`"),
            )
            .help(format!("write `async fn {name}`")),
        );
    }
    if let FunctionBody::Missing(semicolon) = &function.body {
        diagnostics.report(
            Diagnostic::new(
                semicolon,
                format!("a handler has a body, found none for `{name}`"),
            )
            .help(format!("put `{attribute}` on the function that axum calls")),
        );
    }
    diagnostics.count() == known
}

/// A function in an `impl` block or a trait that is not annotated.
pub(crate) fn refuse_associated(
    function: &Function,
    attribute: HandlerAttribute,
    block: AssociatedBlock,
) -> Diagnostic {
    let (found, help) = match block {
        AssociatedBlock::Impl | AssociatedBlock::Unread => {
            let of_block = match attribute {
                HandlerAttribute::Public => HandlerAttribute::Public,
                _ => HandlerAttribute::Protected,
            };
            let help = format!(
                "put an attribute on the `impl` block, such as `{of_block} impl ..`; `{attribute}` then works within, by that name and not in a `cfg_attr`"
            );
            ("an `impl` block", help)
        }
        AssociatedBlock::TraitImpl => (
            "an `impl` block of a trait",
            "move the handler to an `impl` block of the type itself, with an attribute on the block: axum calls it by name, not \
             through a trait"
                .to_owned(),
        ),
        AssociatedBlock::Trait => (
            "a trait",
            format!("put `{attribute}` on a function that axum calls by name, not through a trait"),
        ),
    };
    let message = format!(
        "`{attribute}` stands on a function of {found}, where its policy cannot be declared"
    );
    Diagnostic::new(function.name(), message).help(help)
}
