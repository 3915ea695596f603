//! The options of the attributes: their names, and the values that they take.

use proc_macro2::TokenTree;
use syn::{
    Ident, LitBool, Path,
    ext::IdentExt,
    parse::{ParseStream, discouraged::Speculative},
};

use super::freshness;
use crate::{
    handler::parse::attribute::HandlerAttribute,
    options::tokens::{is_over, literal, until_comma},
    setting::SettingLiteral,
};

/// An option of an attribute, besides settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OptionName {
    Optional,
    Refresh,
    Fresh,
    MaxAge,
    Acr,
    RequireAll,
    RequireAllActions,
    In,
    With,
    State,
    Auth,
    Responses,
    Replace,
    Crate,
}

/// What can stand behind the `=` of an option.
pub(crate) enum OptionValue {
    Bool(LitBool),
    Path(Path),
    Literal(SettingLiteral),
}

impl OptionName {
    const ALL: [Self; 14] = [
        Self::Optional,
        Self::Refresh,
        Self::Fresh,
        Self::MaxAge,
        Self::Acr,
        Self::RequireAll,
        Self::RequireAllActions,
        Self::In,
        Self::With,
        Self::State,
        Self::Auth,
        Self::Responses,
        Self::Replace,
        Self::Crate,
    ];

    pub(crate) fn named_by(name: &Ident) -> Option<Self> {
        let name = name.unraw().to_string();
        Self::ALL.into_iter().find(|option| name == option.name())
    }

    /// The options that an attribute takes, besides settings.
    pub(crate) fn of(attribute: HandlerAttribute) -> &'static [Self] {
        use OptionName::{
            Acr, Auth, Crate, Fresh, In, MaxAge, Optional, Refresh, Replace, RequireAll,
            RequireAllActions, Responses, State, With,
        };
        match attribute {
            HandlerAttribute::Public => &[Auth, Responses, Replace, Crate],
            HandlerAttribute::Protected => &[
                Optional, Refresh, Fresh, MaxAge, Acr, Auth, Responses, Replace, Crate,
            ],
            HandlerAttribute::InjectUser => &[
                Optional, Fresh, MaxAge, Acr, Auth, Responses, Replace, Crate,
            ],
            HandlerAttribute::Scoped => &[
                RequireAll,
                RequireAllActions,
                In,
                With,
                State,
                Fresh,
                MaxAge,
                Acr,
                Auth,
                Responses,
                Replace,
                Crate,
            ],
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Refresh => "refresh",
            Self::Fresh => "fresh",
            Self::MaxAge => "max_age",
            Self::Acr => "acr",
            Self::RequireAll => "require_all",
            Self::RequireAllActions => "require_all_actions",
            Self::In => "in",
            Self::With => "with",
            Self::State => "state",
            Self::Auth => "auth",
            Self::Responses => "responses",
            Self::Replace => "replace",
            Self::Crate => "crate",
        }
    }

    /// How the option is written.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Refresh => "refresh",
            Self::Fresh => "fresh",
            Self::MaxAge => "max_age = \"5m\"",
            Self::Acr => "acr = \"urn:example:mfa\"",
            Self::RequireAll => "require_all = false",
            Self::RequireAllActions => "require_all_actions = false",
            Self::In => "in = Permission",
            Self::With => "with = required_scopes",
            Self::State => "state = App",
            Self::Auth => "auth = AdminApi",
            Self::Responses => "responses = Envelope",
            Self::Replace => "replace",
            Self::Crate => "crate = ::jwt_guard",
        }
    }

    /// What its value is, in words.
    pub(crate) fn takes(self) -> &'static str {
        match self {
            Self::Optional | Self::Refresh | Self::Fresh | Self::Replace => "no value",
            Self::MaxAge => "a duration in quotes",
            Self::Acr => "a string in quotes, or a list of them",
            Self::RequireAll | Self::RequireAllActions => "`true` or `false`",
            Self::In => "the path of a `#[derive(Scope)]` enum",
            Self::With => "the path of a function",
            Self::State => "the type of the router's state",
            Self::Auth => "the path of a configuration",
            Self::Responses => "the path of a constant or of a struct without fields",
            Self::Crate => "the path of a crate",
        }
    }

    /// Reads the value behind the `=`. Tokens that are no value are returned, up to the next comma.
    pub(crate) fn read_value(
        self,
        input: ParseStream<'_>,
    ) -> syn::Result<Result<OptionValue, Vec<TokenTree>>> {
        if self.takes_literal() {
            let found = literal(input)?;
            return Ok(freshness::literal(self == Self::Acr, &found)
                .map(OptionValue::Literal)
                .ok_or(found));
        }
        let ahead = input.fork();
        let value = match self {
            Self::Optional
            | Self::Refresh
            | Self::Fresh
            | Self::MaxAge
            | Self::Acr
            | Self::Replace => None,
            Self::RequireAll | Self::RequireAllActions => ahead.parse().ok().map(OptionValue::Bool),
            Self::Auth | Self::State => ahead.parse().ok().map(OptionValue::Path),
            Self::In | Self::With | Self::Responses => ahead
                .call(Path::parse_mod_style)
                .ok()
                .map(OptionValue::Path),
            Self::Crate => ahead
                .call(Path::parse_mod_style)
                .ok()
                .map(OptionValue::Path),
        };
        match value {
            Some(value) if is_over(&ahead) => {
                input.advance_to(&ahead);
                Ok(Ok(value))
            }
            _ => until_comma(input).map(Err),
        }
    }

    /// Whether its value is text, rather than a path or a word.
    fn takes_literal(self) -> bool {
        matches!(self, Self::MaxAge | Self::Acr)
    }

    /// Whether it requires a recent or a strong authentication.
    pub(crate) fn is_of_freshness(self) -> bool {
        self == Self::Fresh || self.takes_literal()
    }
}
