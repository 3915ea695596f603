//! A function whose body is kept aside while the rest is parsed.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A function without its body, whose tokens a parser would copy and nothing reads.
pub(crate) struct WithoutBody {
    /// The function with empty braces.
    pub(crate) head: TokenStream,
    pub(crate) body: TokenTree,
}

impl WithoutBody {
    /// `None` unless the item is plainly a function with a body.
    pub(crate) fn of(item: &TokenStream) -> Option<Self> {
        let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
        if !begins_as_function(&tokens) {
            return None;
        }
        let body = tokens.pop_if(|last| is_group(last, Delimiter::Brace))?;
        let mut braces = Group::new(Delimiter::Brace, TokenStream::new());
        braces.set_span(body.span());
        tokens.push(braces.into());
        Some(Self {
            head: tokens.into_iter().collect(),
            body,
        })
    }
}

/// Whether attributes, a visibility and the words before it lead to `fn`.
fn begins_as_function(tokens: &[TokenTree]) -> bool {
    let mut rest = tokens;
    while let [TokenTree::Punct(punct), attribute, behind @ ..] = rest {
        if punct.as_char() != '#' || !is_group(attribute, Delimiter::Bracket) {
            return false;
        }
        rest = behind;
    }
    while let [TokenTree::Ident(word), behind @ ..] = rest {
        if word == "fn" {
            return true;
        }
        rest = match behind {
            [restriction, behind @ ..]
                if word == "pub" && is_group(restriction, Delimiter::Parenthesis) =>
            {
                behind
            }
            _ if word == "pub" || word == "async" || word == "const" || word == "unsafe" => behind,
            _ => return false,
        };
    }
    false
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}
