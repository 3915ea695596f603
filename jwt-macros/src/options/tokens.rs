//! The tokens of one argument: up to the next comma, or one literal.

use proc_macro2::TokenTree;
use syn::{
    Ident, Lit, Token,
    ext::IdentExt,
    parse::{ParseStream, discouraged::Speculative},
    token,
};

/// One literal or group; if there is more, or something else, everything up to the next comma.
pub(crate) fn literal(input: ParseStream<'_>) -> syn::Result<Vec<TokenTree>> {
    let ahead = input.fork();
    // A number below zero is a literal to syn, and two tokens.
    let is_literal = ahead.peek(Lit) && !ahead.peek(Token![-]);
    if is_literal || ahead.peek(token::Bracket) || ahead.peek(token::Paren) {
        let literal = ahead.parse()?;
        if is_over(&ahead) {
            input.advance_to(&ahead);
            return Ok(vec![literal]);
        }
    }
    until_comma(input)
}

/// Whether an argument ends here. A missing comma ends it too.
pub(crate) fn is_over(ahead: ParseStream<'_>) -> bool {
    let another_argument = ahead.peek(Lit) || ahead.peek(Ident::peek_any);
    ahead.is_empty() || ahead.peek(Token![,]) || another_argument
}

/// Everything up to the next comma that is not between angle brackets.
pub(crate) fn until_comma(input: ParseStream<'_>) -> syn::Result<Vec<TokenTree>> {
    let mut tokens = Vec::new();
    let mut depth = 0_usize;
    while !input.is_empty() && (depth > 0 || !input.peek(Token![,])) {
        let token: TokenTree = input.parse()?;
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth = depth.saturating_add(1),
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        tokens.push(token);
    }
    Ok(tokens)
}
