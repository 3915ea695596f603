//! Groups of scopes, and what can stand in them: `any("admin", all("user:read", "user:write"))`.

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Ident, LitStr, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    token,
};

use super::{ScopeExpression, argument, variant};
use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    options::tokens::until_comma,
};

/// How deep groups can nest, since reading them is recursive and the compiler's stack is not endless.
const MOST_LEVELS: usize = 8;

/// Whether a group comes next, behind its name.
pub(crate) fn is_group(name: &Ident, after: ParseStream<'_>) -> bool {
    (name == "any" || name == "all") && after.peek(token::Paren)
}

/// Reads a group, all of it, whatever is wrong with some; `None` if that leaves nothing of it.
pub(crate) fn read_group(
    name: &Ident,
    content: TokenStream,
    level: usize,
    diagnostics: &mut Diagnostics,
) -> Option<ScopeExpression> {
    if level > MOST_LEVELS {
        let message = format!("groups of scopes nest up to {MOST_LEVELS} deep");
        let refused = Diagnostic::new(name, message);
        diagnostics
            .report(refused.help("require fewer combinations, or compute them: `with = ..`"));
        return None;
    }
    let known = diagnostics.count();
    let mut members: Vec<ScopeExpression> = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let member = read_member(input, level, &members, diagnostics)?;
            members.extend(member);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    if let Err(error) = read.parse2(content) {
        diagnostics.report(error);
    }
    if members.len() < 2 && diagnostics.count() == known {
        let (found, help) = match members.first() {
            None => (
                "none",
                format!("write `{name}(\"user:read\", \"admin\")`, or remove it"),
            ),
            Some(only) => ("one", format!("write `{only}`, without `{name}`")),
        };
        let message = format!("`{name}` groups two scopes or more, found {found}");
        diagnostics.report(Diagnostic::new(name, message).help(help));
    }
    (!members.is_empty()).then(|| ScopeExpression::Group {
        is_any: name == "any",
        members,
    })
}

fn read_member(
    input: ParseStream<'_>,
    level: usize,
    earlier: &[ScopeExpression],
    diagnostics: &mut Diagnostics,
) -> syn::Result<Option<ScopeExpression>> {
    if input.peek(LitStr) {
        let literal = ScopeExpression::literal(input.parse()?, earlier);
        return Ok(literal.map_err(|refused| diagnostics.report(refused)).ok());
    }
    if input.peek(Ident::peek_any) {
        let after = input.fork();
        let name = Ident::parse_any(&after)?;
        if is_group(&name, &after) {
            Ident::parse_any(input)?;
            let group: proc_macro2::Group = input.parse()?;
            return Ok(read_group(
                &name,
                group.stream(),
                level.saturating_add(1),
                diagnostics,
            ));
        }
        if after.peek(Token![=]) {
            let tokens: TokenStream = until_comma(input)?.into_iter().collect();
            let message =
                format!("an option stands beside groups of scopes, found `{name}` in one");
            let help = format!("move `{}` behind the scopes", shown(tokens.clone()));
            diagnostics.report(Diagnostic::new(tokens, message).help(help));
            return Ok(None);
        }
        if let Some(variant) = variant(input) {
            return Ok(Some(ScopeExpression::Variant(variant)));
        }
    }
    let tokens = until_comma(input)?;
    diagnostics.report(refused_member(input, &tokens));
    Ok(None)
}

fn refused_member(input: ParseStream<'_>, tokens: &[TokenTree]) -> Diagnostic {
    if tokens.is_empty() {
        return Diagnostic::at(input.span(), "expected a scope, found `,`").help("remove this `,`");
    }
    let stream: TokenStream = tokens.iter().cloned().collect();
    match syn::parse2::<syn::Lit>(stream) {
        Ok(literal) => argument::not_a_string(&literal),
        Err(_) => argument::unquoted(tokens),
    }
}
