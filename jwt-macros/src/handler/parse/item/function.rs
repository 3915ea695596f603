//! A function of the user: its signature is read, its body kept as the tokens it came as.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, FnArg, Ident, Receiver, Signature, Token, Visibility,
    parse::{Parse, ParseStream},
    token,
};

/// A function with or without a body, free or in an `impl` block.
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    defaultness: Option<Token![default]>,
    pub(crate) signature: Signature,
    pub(crate) body: FunctionBody,
    /// All tokens of the function, if it was read without its body.
    source: Option<TokenStream>,
}

pub(crate) enum FunctionBody {
    Block(TokenTree),
    Missing(Token![;]),
}

impl Function {
    /// Reads what comes after the attributes.
    pub(crate) fn parse(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attrs,
            visibility: input.parse()?,
            defaultness: input.parse()?,
            signature: input.parse()?,
            body: input.parse()?,
            source: None,
        })
    }

    /// Gives the function the body that was kept aside while it was read, and all of its tokens.
    pub(crate) fn complete(&mut self, body: TokenTree, source: TokenStream) {
        self.body = FunctionBody::Block(body);
        self.source = Some(source);
    }

    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    /// Whether an attribute on the block around it applies: only an `async fn` without `self` can be a handler, and one
    /// that a runtime or a test harness calls is none.
    pub(crate) fn can_be_handler(&self) -> bool {
        let is_called_otherwise = self.attrs.iter().any(|attribute| {
            let name = attribute.path().segments.last().map(|last| &last.ident);
            name.is_some_and(|name| name == "test" || name == "main")
        });
        self.signature.asyncness.is_some()
            && self.receiver().is_none()
            && matches!(self.body, FunctionBody::Block(..))
            && !is_called_otherwise
    }

    /// Whether the function must stand in an `impl` block: `Self` means something in it.
    ///
    /// A body with items of its own may give `Self` its meaning there, so it proves nothing.
    pub(crate) fn uses_self_type(&self) -> bool {
        // Nearly no function mentions it, and the compiler writes a text faster than tokens can be walked.
        if let Some(source) = &self.source
            && !source.to_string().contains("Self")
        {
            return false;
        }
        if mentions(self.signature.to_token_stream(), &["Self"]) {
            return true;
        }
        let FunctionBody::Block(body) = &self.body else {
            return false;
        };
        mentions(body.to_token_stream(), &["Self"])
            && !mentions(
                body.to_token_stream(),
                &["impl", "trait", "struct", "enum", "union", "macro_rules"],
            )
    }

    /// Removes the attributes of parameters that only `#[inject_user]` reads: to the compiler they are errors.
    pub(crate) fn strip_parameter_attributes(&mut self) {
        for parameter in &mut self.signature.inputs {
            if let FnArg::Typed(parameter) = parameter {
                parameter.attrs.retain(|attribute| !marks_user(attribute));
            }
        }
    }

    /// The first `#[user]` of a parameter.
    pub(crate) fn user_mark(&self) -> Option<&Attribute> {
        let parameters = self.signature.inputs.iter();
        let attrs = parameters.flat_map(|parameter| match parameter {
            FnArg::Typed(parameter) => parameter.attrs.as_slice(),
            FnArg::Receiver(receiver) => receiver.attrs.as_slice(),
        });
        attrs.into_iter().find(|attribute| marks_user(attribute))
    }

    pub(crate) fn receiver(&self) -> Option<&Receiver> {
        self.signature
            .inputs
            .iter()
            .find_map(|parameter| match parameter {
                FnArg::Receiver(receiver) => Some(receiver),
                FnArg::Typed(_) => None,
            })
    }
}

/// Whether this is the `#[user]` of a parameter.
pub(crate) fn marks_user(attribute: &Attribute) -> bool {
    attribute.path().is_ident("user")
}

/// The conditions under which an item exists, for the items that come with it.
pub(crate) fn conditions(attrs: &[Attribute]) -> TokenStream {
    let conditions = attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    quote!(#(#conditions)*)
}

/// Whether one of these words is among the tokens, at any depth.
pub(crate) fn mentions(tokens: TokenStream, words: &[&str]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => words.iter().any(|word| ident == word),
        TokenTree::Group(group) => mentions(group.stream(), words),
        _ => false,
    })
}

impl Parse for FunctionBody {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![;]) {
            return input.parse().map(Self::Missing);
        }
        if input.peek(token::Brace) {
            return input.parse().map(Self::Block);
        }
        Err(input.error("expected curly braces"))
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            attrs,
            visibility,
            defaultness,
            signature,
            body,
            source: _,
        } = self;
        tokens.extend(quote!(#(#attrs)* #visibility #defaultness #signature #body));
    }
}

impl ToTokens for FunctionBody {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Block(body) => body.to_tokens(tokens),
            Self::Missing(semicolon) => semicolon.to_tokens(tokens),
        }
    }
}
