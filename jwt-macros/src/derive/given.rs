//! The options of helper attributes, `name = value`, as they were written.

use jwt_syntax::suggestion::nearest;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Ident, Lit, LitStr, Meta, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    token,
};

use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics},
};

/// One option of a helper attribute.
pub(super) struct Given {
    name: Ident,
    value: Value,
}

enum Value {
    /// `name`
    Absent,
    /// `name(..)`
    Parentheses(Group),
    /// `name = ..`, which may be nothing
    Tokens(Token![=], TokenStream),
}

/// What an option takes, for the message about something else.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    pub(super) kind: &'static str,
    pub(super) example: &'static str,
}

impl Given {
    /// The options in all attributes named `helper`, each once. A mistake is reported, and reading goes on behind it.
    pub(super) fn read(
        attrs: &[Attribute],
        helper: &str,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Self> {
        let mut options = Vec::new();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident(helper)) {
            let tokens = match &attr.meta {
                Meta::List(list) => list.tokens.clone(),
                Meta::Path(_) => continue,
                Meta::NameValue(other) => {
                    let message = format!("`{helper}` takes its options in parentheses, found `=`");
                    let help = format!("write `#[{helper}(..)]`");
                    diagnostics.report(Diagnostic::new(other, message).help(help));
                    continue;
                }
            };
            let read = |input: ParseStream<'_>| read_all(input, &mut options, diagnostics);
            let outcome = read.parse2(tokens);
            if let Err(error) = outcome {
                diagnostics.report(error);
            }
        }
        options
    }

    pub(super) fn name(&self) -> String {
        self.name.unraw().to_string()
    }

    /// Whether it is a word alone, without `=`.
    pub(super) fn has_no_value(&self) -> bool {
        matches!(self.value, Value::Absent)
    }

    /// The string behind the `=`.
    pub(super) fn text(&self, expected: Expected) -> Result<LitStr, Diagnostic> {
        match self.value::<Lit>(expected)? {
            Lit::Str(text) if text.suffix().is_empty() => Ok(text),
            other => Err(self.refused(other.to_token_stream(), expected)),
        }
    }

    /// The string behind the `=`, which says a `T`.
    pub(super) fn text_of<T: Parse>(&self, expected: Expected) -> Result<LitStr, Diagnostic> {
        let text = self.text(expected)?;
        match text.parse::<T>() {
            Ok(_) => Ok(text),
            Err(_) => Err(self.refused(text.to_token_stream(), expected)),
        }
    }

    /// What stands behind the `=`, read as a `T`.
    pub(super) fn value<T: Parse>(&self, expected: Expected) -> Result<T, Diagnostic> {
        let tokens = match &self.value {
            Value::Tokens(_, tokens) => tokens.clone(),
            Value::Absent | Value::Parentheses(_) => TokenStream::new(),
        };
        if let Ok(value) = syn::parse2(tokens.clone()) {
            return Ok(value);
        }
        let in_quotes = syn::parse2::<LitStr>(tokens.clone()).map(|text| text.value());
        Err(match in_quotes {
            Ok(text) if syn::parse_str::<T>(&text).is_ok() => {
                let Expected { kind, .. } = expected;
                let message = format!("`{}` takes {kind}, found one in quotes", self.name);
                Diagnostic::new(tokens, message).help(format!("write `{} = {text}`", self.name))
            }
            _ => self.refused(tokens, expected),
        })
    }

    /// The path behind `crate =`.
    pub(super) fn crate_path(&self) -> Result<CratePath, Diagnostic> {
        const EXPECTED: Expected = Expected {
            kind: "the path of a crate",
            example: "::jwt_guard",
        };
        CratePath::new(&self.value(EXPECTED)?)
    }

    /// A value of another kind than expected, or none.
    fn refused(&self, value: TokenStream, expected: Expected) -> Diagnostic {
        let Self { name, .. } = self;
        let Expected { kind, example } = expected;
        let found = match &self.value {
            Value::Parentheses(_) => "parentheses".to_owned(),
            _ if value.is_empty() => "nothing".to_owned(),
            _ => format!("`{value}`"),
        };
        let at = if value.is_empty() {
            self.to_token_stream()
        } else {
            value
        };
        Diagnostic::new(at, format!("`{name}` takes {kind}, found {found}"))
            .help(format!("write `{name} = {example}`"))
    }

    /// Says that `helper` has no such option, and which it has.
    pub(super) fn unknown(&self, helper: &str, options: &[&str]) -> Diagnostic {
        let name = self.name();
        let refused = Diagnostic::new(
            &self.name,
            format!("`#[{helper}(..)]` has no option `{name}` here"),
        );
        let refused = match nearest(&name, options.iter().copied()) {
            Some(option) => refused.help(format!("did you mean `{option}`?")),
            None => refused,
        };
        let list: Vec<_> = options.iter().map(|option| format!("`{option}`")).collect();
        refused.help(format!("it takes {}", list.join(", ")))
    }

    /// A mistake in the option as a whole.
    pub(super) fn mistake(&self, message: impl std::fmt::Display) -> Diagnostic {
        Diagnostic::new(self, message)
    }
}

impl ToTokens for Given {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.name.to_tokens(tokens);
        match &self.value {
            Value::Absent => {}
            Value::Parentheses(group) => group.to_tokens(tokens),
            Value::Tokens(equals, value) => {
                equals.to_tokens(tokens);
                value.to_tokens(tokens);
            }
        }
    }
}

fn read_all(
    input: ParseStream<'_>,
    options: &mut Vec<Given>,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    while !input.is_empty() {
        if let Some(comma) = input.parse::<Option<Token![,]>>()? {
            let refused = Diagnostic::new(comma, "expected an option, found `,`");
            diagnostics.report(refused.help("remove this `,`"));
            continue;
        }
        match read_option(input)? {
            Ok(given) if options.iter().any(|other| other.name() == given.name()) => {
                let message = format!("the option `{}` is given twice", given.name());
                diagnostics.report(given.mistake(message).help("remove one of the two"));
            }
            Ok(given) => options.push(given),
            Err(refused) => diagnostics.report(refused),
        }
        if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            let next: TokenTree = input.fork().parse()?;
            let message = format!("expected `,` between two options, found `{next}`");
            diagnostics.report(Diagnostic::new(next, message).help("put a `,` before it"));
        }
    }
    Ok(())
}

fn read_option(input: ParseStream<'_>) -> syn::Result<Result<Given, Diagnostic>> {
    if !input.peek(Ident::peek_any) {
        let found = read_value(input)?;
        let message = format!("expected an option such as `name = \"value\"`, found `{found}`");
        return Ok(Err(
            Diagnostic::new(found, message).help("put the option's name and `=` before it")
        ));
    }
    let name = Ident::parse_any(input)?;
    let value = if let Some(equals) = input.parse::<Option<Token![=]>>()? {
        Value::Tokens(equals, read_value(input)?)
    } else if input.peek(token::Paren) {
        Value::Parentheses(input.parse()?)
    } else if input.is_empty() || input.peek(Token![,]) {
        Value::Absent
    } else {
        let found = read_value(input)?;
        let message = format!("expected `=` after `{name}`, found `{found}`");
        return Ok(Err(
            Diagnostic::new(found, message).help(format!("write `{name} = ..`"))
        ));
    };
    Ok(Ok(Given { name, value }))
}

/// Everything up to the next comma that is not between angle brackets, or to the next `name =` where a comma is missing.
fn read_value(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut depth = 0_usize;
    while !input.is_empty() {
        let next_option =
            input.peek(Ident::peek_any) && input.peek2(Token![=]) && !input.peek2(Token![==]);
        let is_over = input.peek(Token![,]) || (next_option && !tokens.is_empty());
        if is_over && depth == 0 {
            break;
        }
        let token: TokenTree = input.parse()?;
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth = depth.saturating_add(1),
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        tokens.extend([token]);
    }
    Ok(tokens)
}
