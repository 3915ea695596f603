//! The options of the attributes: their names, their values, and what is said of a wrong one.

use jwt_syntax::suggestion::nearest;
use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Ident, Lit, LitBool, Path, Token,
    ext::IdentExt,
    parse::{ParseStream, discouraged::Speculative},
    token,
};

use super::{attribute::Kind, freshness, own_setting};
use crate::{
    diagnostics::{Diagnostic, shown},
    setting::Literal,
};

/// What can stand in an attribute beside scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OptionName {
    Optional,
    Fresh,
    MaxAge,
    Acr,
    RequireAll,
    RequireAllActions,
    In,
    With,
    State,
    Auth,
    Replace,
    Crate,
}

/// What can stand behind the `=` of an option.
pub(super) enum Value {
    Bool(LitBool),
    Path(Path),
    Literal(Literal),
}

impl OptionName {
    const ALL: [Self; 12] = [
        Self::Optional,
        Self::Fresh,
        Self::MaxAge,
        Self::Acr,
        Self::RequireAll,
        Self::RequireAllActions,
        Self::In,
        Self::With,
        Self::State,
        Self::Auth,
        Self::Replace,
        Self::Crate,
    ];

    pub(super) fn named_by(name: &Ident) -> Option<Self> {
        let name = name.unraw();
        Self::ALL.into_iter().find(|option| name == option.name())
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Fresh => "fresh",
            Self::MaxAge => "max_age",
            Self::Acr => "acr",
            Self::RequireAll => "require_all",
            Self::RequireAllActions => "require_all_actions",
            Self::In => "in",
            Self::With => "with",
            Self::State => "state",
            Self::Auth => "auth",
            Self::Replace => "replace",
            Self::Crate => "crate",
        }
    }

    /// How the option is written.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Fresh => "fresh",
            Self::MaxAge => freshness::MAX_AGE,
            Self::Acr => freshness::ACR,
            Self::RequireAll => "require_all = false",
            Self::RequireAllActions => "require_all_actions = false",
            Self::In => "in = Permission",
            Self::With => "with = required_scopes",
            Self::State => "state = App",
            Self::Auth => "auth = AdminApi",
            Self::Replace => "replace",
            Self::Crate => "crate = ::jwt_guard",
        }
    }

    fn takes(self) -> &'static str {
        match self {
            Self::Optional | Self::Fresh | Self::Replace => "no value",
            Self::MaxAge => "a duration in quotes",
            Self::Acr => "a string in quotes, or a list of them",
            Self::RequireAll | Self::RequireAllActions => "`true` or `false`",
            Self::In => "the path of a `#[derive(Scope)]` enum",
            Self::With => "the path of a function",
            Self::State => "the type of the router's state",
            Self::Auth => "the path of a configuration",
            Self::Crate => "the path of a crate",
        }
    }

    /// Reads the value behind the `=`. What cannot be one is given back, up to the next comma.
    pub(super) fn read_value(
        self,
        input: ParseStream<'_>,
    ) -> syn::Result<Result<Value, Vec<TokenTree>>> {
        if self.takes_literal() {
            let found = literal(input)?;
            return Ok(freshness::literal(self, &found)
                .map(Value::Literal)
                .ok_or(found));
        }
        let ahead = input.fork();
        let value = match self {
            Self::Optional | Self::Fresh | Self::MaxAge | Self::Acr | Self::Replace => None,
            Self::RequireAll | Self::RequireAllActions => ahead.parse().ok().map(Value::Bool),
            Self::Auth | Self::State => ahead.parse().ok().map(Value::Path),
            Self::In | Self::With => ahead.call(Path::parse_mod_style).ok().map(Value::Path),
            Self::Crate => ahead.call(Path::parse_mod_style).ok().map(Value::Path),
        };
        match value {
            Some(value) if is_over(&ahead) => {
                input.advance_to(&ahead);
                Ok(Ok(value))
            }
            _ => until_comma(input).map(Err),
        }
    }

    pub(super) fn wrong_value(self, name: &Ident, found: &[TokenTree]) -> Diagnostic {
        let value: TokenStream = found.iter().cloned().collect();
        let message = format!(
            "`{name}` takes {}, found `{}`",
            self.takes(),
            shown(value.clone())
        );
        let is_negated = matches!(found, [TokenTree::Ident(word)] if word == "false");
        let help = match self {
            Self::Optional if is_negated => {
                "remove it: without `optional`, every request needs a token".into()
            }
            Self::Fresh if is_negated => {
                "remove it: without `fresh`, a token of a refresh is enough".into()
            }
            Self::Replace if is_negated => {
                "remove it: without `replace`, what the block asks must be met as well".into()
            }
            _ => format!("write `{}`", self.meant_by(found)),
        };
        Diagnostic::new(value, message).help(help)
    }

    pub(super) fn without_value(self, name: &Ident) -> Diagnostic {
        let message = format!("`{name}` takes {}, found nothing", self.takes());
        Diagnostic::new(name, message).help(format!("write `{}`", self.example()))
    }

    /// Whether its value is text, rather than a path or a word.
    fn takes_literal(self) -> bool {
        matches!(self, Self::MaxAge | Self::Acr)
    }

    /// Whether it asks for a recent or a strong authentication.
    pub(super) fn is_of_freshness(self) -> bool {
        self == Self::Fresh || self.takes_literal()
    }

    /// The option with the value that was meant: without its quotes, or with them.
    fn meant_by(self, found: &[TokenTree]) -> String {
        if self.is_of_freshness() {
            return freshness::meant_by(self, found).unwrap_or_else(|| self.example().into());
        }
        let unquoted = match found {
            [TokenTree::Literal(literal)] => syn::parse_str::<syn::LitStr>(&literal.to_string())
                .map(|literal| literal.value())
                .unwrap_or_default(),
            _ => String::new(),
        };
        let fits = match self {
            Self::Optional | Self::Fresh | Self::MaxAge | Self::Acr | Self::Replace => false,
            Self::RequireAll | Self::RequireAllActions => {
                syn::parse_str::<LitBool>(&unquoted).is_ok()
            }
            Self::In | Self::With | Self::State | Self::Auth | Self::Crate => {
                syn::parse_str::<Path>(&unquoted).is_ok()
            }
        };
        if fits {
            let root = if self == Self::Crate && is_relative(&unquoted) {
                "::"
            } else {
                ""
            };
            format!("{} = {root}{unquoted}", self.name())
        } else {
            self.example().into()
        }
    }
}

/// Whether a path is none that `crate = ..` takes.
fn is_relative(path: &str) -> bool {
    !path.starts_with("::") && !path.starts_with("crate")
}

/// An option of another attribute.
pub(super) fn misplaced(kind: Kind, name: &Ident, option: OptionName) -> Diagnostic {
    let message = format!("`{kind}` has no option `{name}`");
    match (kind, option) {
        (Kind::Scoped, OptionName::Optional) => Diagnostic::new(
            name,
            "`optional` and scopes contradict each other: a scope cannot be asked of nobody",
        )
        .help("remove `optional`, or write `#[protected(optional)]` and look at the claims in the handler"),
        (Kind::Public, OptionName::Optional) => {
            Diagnostic::new(name, format!("{message}: it looks at no token at all"))
                .help("write `#[protected(optional)]` to let a request without a token through")
        }
        (Kind::Public, option) if option.is_of_freshness() => {
            Diagnostic::new(name, format!("{message}: it looks at no token at all"))
                .help(format!("remove it, or write `#[protected({})]`", option.example()))
        }
        (_, OptionName::RequireAll | OptionName::RequireAllActions) => {
            Diagnostic::new(name, format!("{message}: it asks for no scopes"))
                .help(format!("write `#[scoped(\"user:read\", {})]`", option.example()))
        }
        (_, OptionName::In | OptionName::With | OptionName::State) => {
            Diagnostic::new(name, format!("{message}: it asks for no scopes"))
                .help(format!("write `#[scoped(.., {})]`", option.example()))
        }
        _ => Diagnostic::new(name, message).help(list(kind)),
    }
}

/// A word that is no option of any attribute.
pub(super) fn unknown(kind: Kind, name: &Ident, at: TokenStream, has_value: bool) -> Diagnostic {
    let refused = Diagnostic::new(at, format!("`{kind}` has no option `{name}`"));
    let options = kind.options().iter().map(|option| option.name());
    let names = options.chain(own_setting::names(kind));
    let list = list(kind);
    match nearest(&name.unraw().to_string(), names) {
        Some(name) => refused.help(format!("did you mean `{name}`?")).help(list),
        None if has_value => own_setting::offered(kind, refused.help(list)),
        None => refused.help(list),
    }
}

pub(super) fn nearest_to(kind: Kind, name: &Ident) -> Option<OptionName> {
    let options = kind.options();
    let names = options.iter().map(|option| option.name());
    let nearest = nearest(&name.unraw().to_string(), names)?;
    options
        .iter()
        .copied()
        .find(|option| option.name() == nearest)
}

/// What can be written in an attribute.
pub(super) fn list(kind: Kind) -> String {
    let options: Vec<_> = kind
        .options()
        .iter()
        .map(|option| format!("`{}`", option.example()))
        .collect();
    let scopes = if kind == Kind::Scoped {
        "scopes in quotes, groups of them such as `any(\"user:read\", \"admin\")`, and "
    } else {
        ""
    };
    format!("`{kind}` takes {scopes}the options {}", options.join(", "))
}

/// One literal or group; if there is more, or something else, everything up to the next comma.
pub(super) fn literal(input: ParseStream<'_>) -> syn::Result<Vec<TokenTree>> {
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

/// Whether an argument ends here, be it for the lack of a comma.
fn is_over(ahead: ParseStream<'_>) -> bool {
    let another_argument = ahead.peek(Lit) || ahead.peek(Ident::peek_any);
    ahead.is_empty() || ahead.peek(Token![,]) || another_argument
}

/// Everything up to the next comma that is not between angle brackets.
pub(super) fn until_comma(input: ParseStream<'_>) -> syn::Result<Vec<TokenTree>> {
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
