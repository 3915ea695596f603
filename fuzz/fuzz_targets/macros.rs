//! Attributes and derives on whatever is written: an attribute with its arguments in the first line, the item after it.

#![no_main]

// Only a crate of macros knows this one without being told.
extern crate proc_macro;

// A crate of macros exports nothing else, so that its modules are compiled here once more.
#[path = "../../jwt-macros/src/crate_path.rs"]
mod crate_path;
#[path = "../../jwt-macros/src/derive/mod.rs"]
mod derive;
#[path = "../../jwt-macros/src/diagnostics.rs"]
mod diagnostics;
#[path = "../../jwt-macros/src/handler/mod.rs"]
mod handler;
#[path = "../../jwt-macros/src/options/mod.rs"]
mod options;
#[path = "../../jwt-macros/src/scope/mod.rs"]
mod scope;
#[path = "../../jwt-macros/src/scope_macro/mod.rs"]
mod scope_macro;
#[path = "../../jwt-macros/src/setting/mod.rs"]
mod setting;
#[path = "../../jwt-macros/src/type_name.rs"]
mod type_name;

use handler::HandlerAttribute;
use libfuzzer_sys::{Corpus, fuzz_target};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, Item, ItemFn, Type};

fuzz_target!(|source: &str| -> Corpus {
    let Some((written, item)) = source.split_once('\n') else {
        return Corpus::Reject;
    };
    let (name, args) = written.split_once('(').unwrap_or((written, ""));
    // Items that nest so deeply that the compiler itself gives up show nothing.
    if source
        .matches(['(', '[', '{', '<', '&', '*', '!', '-'])
        .count()
        > 200
    {
        return Corpus::Reject;
    }
    let (Ok(args), Ok(item)) = (args.parse::<TokenStream>(), item.parse::<TokenStream>()) else {
        return Corpus::Reject;
    };
    let attribute = match name {
        "public" => HandlerAttribute::Public,
        "protected" => HandlerAttribute::Protected,
        "scoped" => HandlerAttribute::Scoped,
        "inject_user" => HandlerAttribute::InjectUser,
        "AuthConfig" => return derived(derive::auth_config::derive(item)),
        "Claim" => return derived(derive::claim::derive(item)),
        "Scope" => return derived(derive::scope::derive(item)),
        "AuthState" => return derived(derive::auth_state::derive(item)),
        "scope" => return expression(scope_macro::expand(item)),
        _ => return Corpus::Reject,
    };
    let expansion = handler::run(attribute, args, item.clone());
    let is_refused = expansion.to_string().contains("compile_error");
    if let (false, Ok(before)) = (is_refused, syn::parse2::<ItemFn>(item)) {
        guarded(&before, expansion, attribute);
    }
    Corpus::Keep
});

/// A derive writes items, whatever it stands on.
fn derived(expansion: TokenStream) -> Corpus {
    let text = expansion.to_string();
    assert!(
        syn::parse2::<syn::File>(expansion).is_ok(),
        "no items: {text}"
    );
    Corpus::Keep
}

/// `scope!(..)` is an expression, whatever stands in it.
fn expression(expansion: TokenStream) -> Corpus {
    let text = expansion.to_string();
    assert!(
        syn::parse2::<syn::Expr>(expansion).is_ok(),
        "no expression: {text}"
    );
    Corpus::Keep
}

/// A function that is not refused has a guard before its parameters, and its body is untouched.
fn guarded(before: &ItemFn, expansion: TokenStream, attribute: HandlerAttribute) {
    let text = expansion.to_string();
    let Ok(file) = syn::parse2::<syn::File>(expansion) else {
        panic!("no items: {text}");
    };
    let after = file.items.iter().find_map(|item| match item {
        Item::Fn(after) if after.sig.ident == before.sig.ident => Some(after),
        _ => None,
    });
    let after = after.expect("the function is still there");
    let shown = |part: &dyn ToTokens| part.to_token_stream().to_string();
    assert_eq!(shown(&after.block), shown(&before.block));
    assert_eq!(shown(&after.sig.output), shown(&before.sig.output));
    assert_eq!(shown(&after.sig.generics), shown(&before.sig.generics));
    let Some(FnArg::Typed(first)) = after.sig.inputs.first() else {
        panic!("no guard: {text}");
    };
    let Type::Path(guard) = &*first.ty else {
        panic!("no guard: {text}");
    };
    assert!(shown(guard).contains("__private :: Guard <"), "{text}");
    if attribute != HandlerAttribute::Public {
        assert!(!text.contains("Access :: Public"), "{text}");
    }
}
