//! What an attribute stands on.

use std::iter;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Ident, LitStr, Token, Visibility,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
};

use super::{
    arguments::{self, Arguments},
    attribute::Kind,
    block::{ImplBlock, Module},
    block_body::Expanded,
    expand::{Surroundings, expand},
    function::{Function, conditions},
    policy::Policy,
    stacked, unseen,
};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Expands an attribute: its arguments, and the item it stands on.
pub(crate) fn run(kind: Kind, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let arguments = arguments::parse(kind, TokenStream::new(), args, &mut diagnostics);
    let read = |input: ParseStream<'_>| Ok((input.parse::<Item>()?, input.parse::<TokenStream>()?));
    let (head, body) = match Bodiless::of(&item) {
        Some(Bodiless { head, body }) => (head, Some(body)),
        None => (item.clone(), None),
    };
    let expansion = match read.parse2(head) {
        Ok((mut item, rest)) => {
            if let (Item::Function(function), Some(body)) = (&mut item, body) {
                function.set_body(body);
            }
            let item = item.expand_first(arguments, &mut diagnostics);
            quote!(#item #rest)
        }
        Err(error) => {
            diagnostics.report(error);
            item
        }
    };
    quote!(#expansion #diagnostics)
}

/// A function whose body is kept aside: a parser would copy each of its tokens, and none is read.
struct Bodiless {
    /// The function with empty braces.
    head: TokenStream,
    body: TokenTree,
}

impl Bodiless {
    /// `None` unless the item is plainly a function with a body.
    fn of(item: &TokenStream) -> Option<Self> {
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

/// An item, read as far as the attributes are concerned with it.
pub(super) enum Item {
    Function(Box<Function>),
    Impl(Box<ImplBlock>),
    Module(Box<Module>),
    Other(Other),
}

/// An item that holds no handler.
pub(super) struct Other {
    pub(super) attrs: Vec<Attribute>,
    tokens: TokenStream,
}

impl Item {
    pub(super) fn attrs_mut(&mut self) -> &mut Vec<Attribute> {
        match self {
            Self::Function(function) => &mut function.attrs,
            Self::Impl(block) => &mut block.attrs,
            Self::Module(module) => &mut module.attrs,
            Self::Other(other) => &mut other.attrs,
        }
    }

    /// Expands the item that the attribute itself stands on.
    fn expand_first(mut self, first: Arguments, diagnostics: &mut Diagnostics) -> TokenStream {
        let crate_path = first.crate_path.clone().unwrap_or_default();
        let kind = first.kind;
        let attrs = self.attrs_mut();
        let stacked = stacked::drain(attrs, &crate_path, diagnostics);
        if let Some(marker) = stacked::take_not_a_handler(attrs, &crate_path, diagnostics) {
            diagnostics.report(contradiction(&marker, kind));
        }
        let policy = Policy::merge(first, stacked, diagnostics);
        policy.check_stands_alone(diagnostics);
        let conditions = conditions(self.attrs_mut());
        match self {
            Self::Function(function) => {
                policy.check_settings(diagnostics);
                let expansion = expand(*function, &policy, &Surroundings::default(), diagnostics);
                let (handler, siblings) = (expansion.handler, expansion.siblings);
                let check = (!expansion.is_composed && !siblings.is_empty())
                    .then(|| unseen::check(&policy, &conditions));
                quote!(#handler #siblings #check)
            }
            Self::Impl(block) => {
                let without_handler = block.without_handler(&policy);
                let expanded = block.expand(&policy, diagnostics);
                let check = (!expanded.is_composed).then(|| unseen::check(&policy, &conditions));
                let items = whole(expanded, without_handler, diagnostics);
                quote!(#items #check)
            }
            Self::Module(module) => {
                let without_handler = module.without_handler(&policy);
                let expanded = module.expand(&policy, diagnostics);
                let check = (!expanded.is_composed).then(|| unseen::check(&policy, &conditions));
                let items = whole(expanded, without_handler, diagnostics);
                quote!(#items #check)
            }
            Self::Other(other) => {
                diagnostics.report(other.refuse(kind));
                other.into_token_stream()
            }
        }
    }
}

/// A block in which an attribute finds nothing to apply to is a mistake.
fn whole(
    expanded: Expanded,
    without_handler: Diagnostic,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    if !expanded.has_handler {
        diagnostics.report(without_handler);
    }
    expanded.items
}

/// What is said of a handler that says it is none.
pub(super) fn contradiction(marker: &Attribute, kind: Kind) -> Diagnostic {
    Diagnostic::new(
        marker,
        format!("`#[not_a_handler]` contradicts `{kind}` on the same item"),
    )
    .help("remove one of the two; `#[not_a_handler]` excepts a function from the attribute of its block")
}

impl Other {
    fn refuse(&self, kind: Kind) -> Diagnostic {
        let keyword = keyword(&self.tokens);
        let word = keyword.as_ref().map(Ident::to_string).unwrap_or_default();
        let found = match word.as_str() {
            "struct" => "a struct",
            "enum" => "an enum",
            "union" => "a union",
            "trait" => "a trait",
            "type" => "a type alias",
            "const" => "a constant",
            "static" => "a static",
            "use" => "an import",
            "extern" => "a foreign item",
            "macro_rules" => "a macro",
            _ => "something else",
        };
        Diagnostic::new(
            keyword,
            format!("`{kind}` belongs on an `async fn`, an `impl` block or an inline `mod`, found {found}"),
        )
        .help(format!("put `{kind}` on the function that axum calls"))
    }

    /// Reads to the end of the item. Where that is guessed too early, the rest is read as another one: what is written out
    /// again is the same.
    fn parse(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        let rest: TokenStream = input.fork().parse()?;
        let has_value = keyword(&rest).is_some_and(|word| {
            ["const", "static", "type", "use"]
                .iter()
                .any(|keyword| word == keyword)
        });
        let mut tokens = TokenStream::new();
        while !input.is_empty() {
            let token: TokenTree = input.parse()?;
            let is_last = match &token {
                TokenTree::Punct(punct) => punct.as_char() == ';',
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !has_value,
                _ => false,
            };
            tokens.extend(iter::once(token));
            if is_last {
                break;
            }
        }
        Ok(Self { attrs, tokens })
    }
}

/// The word that says what an item is.
fn keyword(tokens: &TokenStream) -> Option<Ident> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(word) => {
            let comes_before = ["pub", "crate", "default", "unsafe", "auto"];
            (!comes_before.iter().any(|before| word == before)).then_some(word)
        }
        _ => None,
    })
}

enum Shape {
    Function,
    Impl,
    Module,
    Other,
}

impl Shape {
    /// Looks ahead to the keyword.
    fn of(ahead: ParseStream<'_>) -> syn::Result<Self> {
        ahead.parse::<Visibility>()?;
        loop {
            if ahead.peek(Token![fn]) {
                return Ok(Self::Function);
            }
            if ahead.peek(Token![impl]) {
                return Ok(Self::Impl);
            }
            if ahead.peek(Token![mod]) {
                return Ok(Self::Module);
            }
            if !ahead.peek(Ident::peek_any) {
                return Ok(Self::Other);
            }
            let word = Ident::parse_any(ahead)?;
            let comes_before = [
                "async", "const", "default", "extern", "gen", "safe", "unsafe",
            ];
            if !comes_before.iter().any(|before| word == before) {
                return Ok(Self::Other);
            }
            if word == "extern" {
                ahead.parse::<Option<LitStr>>()?;
            }
        }
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        Ok(match Shape::of(&input.fork())? {
            Shape::Function => Self::Function(Box::new(Function::parse(attrs, input)?)),
            Shape::Impl => Self::Impl(Box::new(ImplBlock::parse(attrs, input)?)),
            Shape::Module => Self::Module(Box::new(Module::parse(attrs, input)?)),
            Shape::Other => Self::Other(Other::parse(attrs, input)?),
        })
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Function(function) => function.to_tokens(tokens),
            Self::Impl(block) => block.to_tokens(tokens),
            Self::Module(module) => module.to_tokens(tokens),
            Self::Other(other) => other.to_tokens(tokens),
        }
    }
}

impl ToTokens for Other {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let attrs = &self.attrs;
        let rest = &self.tokens;
        tokens.extend(quote!(#(#attrs)* #rest));
    }
}
