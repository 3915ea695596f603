//! What the derives expand to, what they say of mistakes, and that no input makes them panic.

mod auth_config;
mod auth_config_refusals;
mod auth_state;
mod claim;
mod claim_refusals;
mod rate_limit_refusals;
mod robustness;
mod scope;

use proc_macro2::TokenStream;

type Derive = fn(TokenStream) -> TokenStream;

fn expand(derive: Derive, source: &str) -> TokenStream {
    derive(source.parse().unwrap())
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
fn assert_refused<const N: usize>(derive: Derive, source: &str, expected: [&str; N]) {
    let found = messages(expand(derive, source));
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, expected, "in\n{source}");
}

/// The traits that an expansion implements, and the types that it gives functions of their own.
fn implemented(expansion: TokenStream) -> Vec<String> {
    let file: syn::File = syn::parse2(expansion).unwrap();
    let impls = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(item) => Some(match item.trait_ {
            Some((path, _)) => path.segments.last()?.ident.to_string(),
            None => "-".to_owned(),
        }),
        _ => None,
    });
    impls.collect()
}
