//! Options that do not exist, stand on the wrong attribute, or have a value of the wrong kind.

use jwt_syntax::suggestion::nearest;
use proc_macro2::{TokenStream, TokenTree};
use syn::{Ident, LitBool, Path, ext::IdentExt};

use super::{freshness, option::OptionName, setting};
use crate::{
    diagnostics::{Diagnostic, shown},
    handler::parse::attribute::HandlerAttribute,
};

impl OptionName {
    pub(crate) fn wrong_value(self, name: &Ident, found: &[TokenTree]) -> Diagnostic {
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
            Self::Refresh if is_negated => {
                "remove it: without `refresh`, the handler takes an access token".into()
            }
            Self::Fresh if is_negated => {
                "remove it: without `fresh`, a token of a refresh is enough".into()
            }
            Self::Replace if is_negated => {
                "remove it: without `replace`, the requirements of the block must be met as well"
                    .into()
            }
            _ => format!("write `{}`", self.meant_by(found)),
        };
        Diagnostic::new(value, message).help(help)
    }

    pub(crate) fn without_value(self, name: &Ident) -> Diagnostic {
        let message = format!("`{name}` takes {}, found nothing", self.takes());
        Diagnostic::new(name, message).help(format!("write `{}`", self.example()))
    }

    /// The option with the value that was meant: without its quotes, or with them.
    fn meant_by(self, found: &[TokenTree]) -> String {
        let meant = match self {
            Self::Fresh | Self::MaxAge => freshness::meant_as_age(found),
            Self::Acr => freshness::meant_as_acr(found),
            _ => None,
        };
        if let Some(meant) = meant {
            return meant;
        }
        let unquoted = match found {
            [TokenTree::Literal(literal)] => syn::parse_str::<syn::LitStr>(&literal.to_string())
                .map(|literal| literal.value())
                .unwrap_or_default(),
            _ => String::new(),
        };
        let fits = match self {
            Self::Optional
            | Self::Refresh
            | Self::Fresh
            | Self::MaxAge
            | Self::Acr
            | Self::Replace => false,
            Self::RequireAll | Self::RequireAllActions => {
                syn::parse_str::<LitBool>(&unquoted).is_ok()
            }
            Self::In | Self::With | Self::State | Self::Auth | Self::Responses | Self::Crate => {
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
pub(crate) fn misplaced(
    attribute: HandlerAttribute,
    name: &Ident,
    option: OptionName,
) -> Diagnostic {
    let message = format!("`{attribute}` has no option `{name}`");
    match (attribute, option) {
        (HandlerAttribute::Scoped, OptionName::Optional) => Diagnostic::new(
            name,
            "`optional` and scopes contradict each other: a request without a token has no scopes",
        )
        .help("remove `optional`, or write `#[protected(optional)]` and check the claims in the handler"),
        (_, OptionName::Refresh) => Diagnostic::new(name, message)
            .help("write `#[protected(refresh)]` for a handler that takes a refresh token"),
        (HandlerAttribute::Public, OptionName::Optional) => {
            Diagnostic::new(name, format!("{message}: it reads no token"))
                .help("write `#[protected(optional)]` to let a request without a token through")
        }
        (HandlerAttribute::Public, option) if option.is_of_freshness() => {
            Diagnostic::new(name, format!("{message}: it reads no token"))
                .help(format!("remove it, or write `#[protected({})]`", option.example()))
        }
        (_, OptionName::RequireAll | OptionName::RequireAllActions) => {
            Diagnostic::new(name, format!("{message}: it requires no scopes"))
                .help(format!("write `#[scoped(\"user:read\", {})]`", option.example()))
        }
        (_, OptionName::In | OptionName::With | OptionName::State) => {
            Diagnostic::new(name, format!("{message}: it requires no scopes"))
                .help(format!("write `#[scoped(.., {})]`", option.example()))
        }
        _ => Diagnostic::new(name, message).help(list(attribute)),
    }
}

/// A word that is no option of any attribute.
pub(crate) fn unknown(
    attribute: HandlerAttribute,
    name: &Ident,
    at: TokenStream,
    has_value: bool,
) -> Diagnostic {
    let refused = Diagnostic::new(at, format!("`{attribute}` has no option `{name}`"));
    let options = OptionName::of(attribute).iter().map(|option| option.name());
    let names = options.chain(setting::names(attribute));
    let list = list(attribute);
    match nearest(&name.unraw().to_string(), names) {
        Some(name) => refused.help(format!("did you mean `{name}`?")).help(list),
        None if has_value => setting::offered(attribute, refused.help(list)),
        None => refused.help(list),
    }
}

pub(crate) fn nearest_to(attribute: HandlerAttribute, name: &Ident) -> Option<OptionName> {
    let options = OptionName::of(attribute);
    let names = options.iter().map(|option| option.name());
    let nearest = nearest(&name.unraw().to_string(), names)?;
    options
        .iter()
        .copied()
        .find(|option| option.name() == nearest)
}

/// What can be written in an attribute.
pub(crate) fn list(attribute: HandlerAttribute) -> String {
    let options: Vec<_> = OptionName::of(attribute)
        .iter()
        .map(|option| format!("`{}`", option.example()))
        .collect();
    let scopes = if attribute == HandlerAttribute::Scoped {
        "scopes in quotes, groups of them such as `any(\"user:read\", \"admin\")`, and "
    } else {
        ""
    };
    format!(
        "`{attribute}` takes {scopes}the options {}",
        options.join(", ")
    )
}
