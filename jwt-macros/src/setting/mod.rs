//! Settings given as literals, in `#[auth(..)]` and in the attributes of handlers: read and checked alike.

mod constant;
mod literal;
mod token_locations;

use darling::FromMeta;
use jwt_syntax::setting::{self, Kind, Written, WrongValue};
use syn::{Meta, Path};

pub(crate) use self::literal::SettingLiteral;
use crate::options::OptionSpec;

/// A setting given as a literal.
#[derive(Clone)]
pub(crate) struct LiteralSetting {
    pub(crate) option: OptionSpec,
    pub(crate) kind: Kind,
    /// Checks what a literal says.
    pub(crate) check: fn(Written<'_>) -> Result<(), WrongValue>,
    pub(crate) literal: SettingLiteral,
    pub(crate) name: Path,
}

impl LiteralSetting {
    /// The setting that an option gives; none if its value is not of the right kind.
    pub(crate) fn read(row: &setting::Setting, option: &Meta) -> Option<Self> {
        let literal = SettingLiteral::from_meta(option).ok()?;
        literal.is_of(row.kind).then(|| Self {
            option: option_of(row),
            kind: row.kind,
            check: row.check,
            literal,
            name: option.path().clone(),
        })
    }
}

/// The option that gives a setting.
pub(crate) const fn option_of(row: &setting::Setting) -> OptionSpec {
    OptionSpec::new(row.name, takes(row.kind), row.example)
}

/// What a literal of this kind is, in words.
const fn takes(kind: Kind) -> &'static str {
    match kind {
        Kind::Algorithm => "the name of an algorithm in quotes",
        Kind::Algorithms => "the name of an algorithm in quotes, or a list of them",
        Kind::Text | Kind::KeyId | Kind::ClaimPath => "a string in quotes",
        Kind::Texts { .. } => "a string in quotes, or a list of them",
        Kind::Duration { .. } => "a duration in quotes",
        Kind::Offset { .. } => "a duration, or `off`, in quotes",
        Kind::Quotable | Kind::HeaderName | Kind::CookieName | Kind::CookiePath => {
            "a string in quotes"
        }
        Kind::InstanceName | Kind::CookieDomain | Kind::Target => "a string in quotes",
        Kind::Prefixes | Kind::Origins | Kind::Methods | Kind::UnsafeMethods => {
            "a string in quotes, or a list of them"
        }
        Kind::TokenLocations => "places in parentheses",
        Kind::Rate { .. } => "a rate, or `off`, in quotes",
        Kind::ClientAddress => "`peer` or `proxies:N` in quotes",
        Kind::Switch => "`on` or `off` in quotes",
        Kind::Word => "a word in quotes",
        Kind::Count { .. } => "a number",
        Kind::Limit { .. } => "a number, or `off` in quotes",
        Kind::Dangerous => "one word in quotes",
        Kind::Path => "a path in quotes",
        Kind::Value { .. } => "no literal",
    }
}
