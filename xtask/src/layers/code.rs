//! The code of a file without attributes and without what is for tests alone.

use std::iter::Peekable;
use std::str::FromStr;

use proc_macro2::{Delimiter, Group, LexError, TokenStream, TokenTree, token_stream};

pub(super) type Tokens = Peekable<token_stream::IntoIter>;

/// A path from the root of the crate.
pub(super) type Path = Vec<String>;

/// A file that was read.
pub(super) struct Code {
    pub(super) tokens: TokenStream,
    /// The modules that the file declares for tests alone.
    pub(super) for_tests: Vec<Path>,
}

impl Code {
    /// Reads a file, which is the module `module`.
    pub(super) fn read(text: &str, module: &[String]) -> Result<Self, LexError> {
        let tokens = TokenStream::from_str(text)?;
        let mut for_tests = Vec::new();
        let tokens = without_tests(tokens, module, &mut for_tests);
        Ok(Self { tokens, for_tests })
    }
}

fn without_tests(tokens: TokenStream, module: &[String], for_tests: &mut Vec<Path>) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut is_for_tests = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                skip_punct(&mut tokens, '!');
                let attribute = tokens.next_if(is_attribute);
                if let Some(TokenTree::Group(attribute)) = attribute {
                    is_for_tests |= is_cfg_test(&attribute);
                }
            }
            _ if is_for_tests => {
                for_tests.extend(skip_item(token, &mut tokens, module));
                is_for_tests = false;
            }
            TokenTree::Group(group) => {
                let inner = match kept.last_chunk() {
                    Some([TokenTree::Ident(keyword), TokenTree::Ident(name)])
                        if keyword == "mod" =>
                    {
                        inner(module, name)
                    }
                    _ => module.to_vec(),
                };
                let stream = without_tests(group.stream(), &inner, for_tests);
                let mut rest = Group::new(group.delimiter(), stream);
                rest.set_span(group.span());
                kept.push(rest.into());
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

/// Leaves out an item; returns the module, if it declares one.
fn skip_item(first: TokenTree, tokens: &mut Tokens, module: &[String]) -> Option<Path> {
    let mut declared = None;
    let mut is_module = false;
    for token in std::iter::once(first).chain(tokens) {
        match token {
            TokenTree::Ident(ident) if is_module => {
                declared = Some(inner(module, &ident));
                is_module = false;
            }
            TokenTree::Ident(ident) => is_module = ident == "mod",
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            _ => {}
        }
    }
    declared
}

fn is_attribute(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}

/// Whether an attribute leaves its item to tests: `cfg(test)`, `cfg(all(test, ..))`.
fn is_cfg_test(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// The module `name` in the module `outer`.
pub(super) fn inner(outer: &[String], name: &impl ToString) -> Path {
    [outer, &[name.to_string()]].concat()
}

pub(super) fn skip_punct(tokens: &mut Tokens, expected: char) -> bool {
    let is_expected =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == expected);
    tokens.next_if(is_expected).is_some()
}
