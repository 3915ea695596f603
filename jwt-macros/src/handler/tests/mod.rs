//! What the attributes expand to, what they say of mistakes, and that no input makes them panic.

mod expansion;
mod expansion_of_freshness;
mod expansion_of_scopes;
mod refused_freshness;
mod refused_groups;
mod refused_items;
mod refused_options;
mod refused_parameters;
mod refused_scopes;
mod refused_settings;
mod robustness;

use jwt_syntax::setting::SETTINGS;
use proc_macro2::TokenStream;

use super::{HandlerAttribute, run};

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

/// Expands an item whose first line is the attribute to expand: `#[scoped("user:read")]`.
fn expand(source: &str) -> TokenStream {
    let source = source.trim_start();
    let (attribute, item) = source.split_once('\n').unwrap();
    let attribute = attribute
        .trim()
        .strip_prefix("#[")
        .unwrap()
        .strip_suffix(']')
        .unwrap();
    let (name, args) = attribute.split_once('(').unwrap_or((attribute, ")"));
    let attribute_kind = match name {
        "public" => HandlerAttribute::Public,
        "protected" => HandlerAttribute::Protected,
        "scoped" => HandlerAttribute::Scoped,
        "inject_user" => HandlerAttribute::InjectUser,
        other => panic!("no attribute: {other}"),
    };
    run(
        attribute_kind,
        tokens(args.strip_suffix(')').unwrap()),
        tokens(item),
    )
}

/// The messages of an expansion, in order.
fn messages(expansion: TokenStream) -> Vec<String> {
    let file: syn::File = syn::parse2(expansion).unwrap();
    let errors = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
            Some(item.mac.parse_body::<syn::LitStr>().unwrap().value())
        }
        _ => None,
    });
    errors.collect()
}

/// Asserts that these are the messages for a source, one for each mistake.
#[track_caller]
fn assert_refused<const N: usize>(source: &str, expected: [&str; N]) {
    let found = messages(expand(source));
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, expected, "in\n{source}");
}

/// The settings that a handler may have, as a message lists them.
fn own_settings() -> String {
    let rows = SETTINGS.iter().filter(|row| row.on_handler);
    let names: Vec<_> = rows.map(|row| format!("`{}`", row.name)).collect();
    names.join(", ")
}

/// Asserts that these are the messages for an attribute on a handler that takes nothing.
#[track_caller]
fn assert_attribute_refused<const N: usize>(attribute: &str, expected: [&str; N]) {
    assert_refused(&format!("{attribute}\nasync fn handler() {{}}"), expected);
}
