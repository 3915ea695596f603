//! Settings as literals, in `#[auth(..)]` and in the attributes of handlers.

mod check;
mod constant;
mod literal;
mod token_locations;

use darling::FromMeta;
use jwt_syntax::setting::{self, Choice, SettingKind, SettingText, WrongValue};
use syn::{Meta, Path};

pub(crate) use self::literal::SettingLiteral;
use crate::options::OptionSpec;

/// A setting given as a literal.
#[derive(Clone)]
pub(crate) struct LiteralSetting {
    pub(crate) option: OptionSpec,
    pub(crate) kind: SettingKind,
    /// All values, if they are a few words.
    pub(crate) choices: &'static [Choice],
    /// Checks what a literal says.
    pub(crate) check: fn(SettingText<'_>) -> Result<(), WrongValue>,
    pub(crate) literal: SettingLiteral,
    pub(crate) name: Path,
}

impl LiteralSetting {
    /// The setting that an option gives; `None` if its value is of another kind.
    pub(crate) fn read(row: &setting::Setting, option: &Meta) -> Option<Self> {
        let literal = SettingLiteral::from_meta(option).ok()?;
        literal.is_of(row.kind).then(|| Self {
            option: option_of(row),
            kind: row.kind,
            choices: row.choices,
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

/// The form of a literal of this kind, in words.
const fn takes(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Algorithm => "the name of an algorithm in quotes",
        SettingKind::Algorithms => "the name of an algorithm in quotes, or a list of them",
        SettingKind::Text | SettingKind::KeyId | SettingKind::ClaimPath => "a string in quotes",
        SettingKind::Texts { .. } => "a string in quotes, or a list of them",
        SettingKind::Duration { .. } => "a duration in quotes",
        SettingKind::Offset { .. } => "a duration, or `off`, in quotes",
        SettingKind::Quotable
        | SettingKind::HeaderName
        | SettingKind::CookieName
        | SettingKind::CookiePath => "a string in quotes",
        SettingKind::InstanceName | SettingKind::CookieDomain | SettingKind::Target => {
            "a string in quotes"
        }
        SettingKind::Prefixes
        | SettingKind::Origins
        | SettingKind::Methods
        | SettingKind::UnsafeMethods => "a string in quotes, or a list of them",
        SettingKind::TokenLocations => "token locations in parentheses",
        SettingKind::Rate { .. } => "a rate, or `off`, in quotes",
        SettingKind::ClientAddress => "`peer` or `proxies:N` in quotes",
        SettingKind::Challenges => "a word, or the name of a scheme, in quotes",
        SettingKind::Switch => "`on` or `off` in quotes",
        SettingKind::Word => "a word in quotes",
        SettingKind::Count { .. } => "a number",
        SettingKind::Limit { .. } => "a number, or `off` in quotes",
        SettingKind::Dangerous => "one word in quotes",
        SettingKind::Path => "a path, or `off`, in quotes",
        SettingKind::Value { .. } => "no literal",
    }
}
