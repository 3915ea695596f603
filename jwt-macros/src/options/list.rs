//! The list in a helper attribute, option by option.
//!
//! darling would read the list as a whole: a slip in one option, such as a missing comma, would hide the mistakes in all of
//! them, and take with it what the impls beside an error need. The comma of `A<B, C>` would end an option.

use darling::util::parse_attribute_to_meta_list;
use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Expr, Ident, Meta, MetaNameValue,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use crate::diagnostics::{Diagnostic, Diagnostics, shown};

/// The options in all attributes named `helper`. A slip is reported, and costs no other option.
pub(crate) fn read(attrs: &[Attribute], helper: &str, diagnostics: &mut Diagnostics) -> Vec<Meta> {
    let mut options = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(helper)) {
        let Ok(list) = parse_attribute_to_meta_list(attr) else {
            let message = format!("`{helper}` takes its options in parentheses, found `=`");
            let refused = Diagnostic::new(&attr.meta, message);
            diagnostics.report(refused.help(format!("write `#[{helper}(..)]`")));
            continue;
        };
        options.extend(items(list.tokens, diagnostics));
    }
    options
}

/// The options in parentheses. A slip is reported, and costs no other option.
pub(crate) fn items(list: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Meta> {
    let mut options = Vec::new();
    for option in split(list, diagnostics) {
        match meta(&option) {
            Some(meta) => options.push(meta),
            None => {
                let found = shown(option.clone());
                let message =
                    format!("expected an option such as `name = \"value\"`, found `{found}`");
                let refused = Diagnostic::new(option, message);
                diagnostics.report(refused.help("write `name = value`, and a `,` between two"));
            }
        }
    }
    options
}

/// Cuts the list at its commas, and where one is missing.
fn split(list: TokenStream, diagnostics: &mut Diagnostics) -> Vec<TokenStream> {
    let (mut options, mut option) = (Vec::new(), Vec::new());
    let (mut depth, mut has_value) = (0_usize, false);
    for token in list {
        let punct = match &token {
            TokenTree::Punct(punct) => Some(punct.as_char()),
            _ => None,
        };
        match punct {
            Some('<') => depth = depth.saturating_add(1),
            Some('>') => depth = depth.saturating_sub(1),
            Some(',') if depth == 0 => {
                if option.is_empty() {
                    option.push(token);
                }
                options.push(option.drain(..).collect());
                has_value = false;
                continue;
            }
            Some('=') if depth == 0 => {
                let name = option.pop_if(|last| has_value && matches!(last, TokenTree::Ident(_)));
                if let Some(name) = name {
                    let message = format!("expected `,` between two options, found `{name}`");
                    diagnostics.report(Diagnostic::new(&name, message).help("put a `,` before it"));
                    options.push(option.drain(..).collect());
                    option.push(name);
                }
                has_value = true;
            }
            _ => {}
        }
        option.push(token);
    }
    if !option.is_empty() {
        options.push(option.into_iter().collect());
    }
    options
}

/// One option. A value that is no expression, such as the type `Users<Db>`, is kept as it is: darling reads types from that
/// as well.
pub(crate) fn meta(option: &TokenStream) -> Option<Meta> {
    let with_value = |input: ParseStream<'_>| {
        let path = Ident::parse_any(input)?.into();
        let eq_token = input.parse()?;
        let value: TokenStream = input.parse()?;
        let value = syn::parse2(value.clone()).unwrap_or(Expr::Verbatim(value));
        Ok(Meta::NameValue(MetaNameValue {
            path,
            eq_token,
            value,
        }))
    };
    let meta = with_value.parse2(option.clone());
    meta.or_else(|_| syn::parse2(option.clone())).ok()
}
