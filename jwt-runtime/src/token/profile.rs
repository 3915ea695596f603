//! How a service writes and reads its tokens: names of claims, their formats, and which there must be.

use jwt_syntax::setting::DEFAULT_MAX_LIFETIME;
use jwt_syntax::token_type::is_same;

use super::limits::MAX_TOKEN_BYTES;
use super::token_type::TokenType;
use crate::config::{ScopeMatching, ScopesFormat, SubjectFormat};

/// The profile of RFC 9068, unless the configuration says otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) names: ClaimNames,
    pub(crate) subject_format: SubjectFormat,
    pub(crate) scopes_format: ScopesFormat,
    pub(crate) scope_matching: ScopeMatching,
    /// What access tokens say of their type.
    pub(crate) access_type: Box<str>,
    /// The claim that says it, instead of the header.
    pub(crate) type_claim: Option<Box<str>>,
    /// Claims that must be there, besides `exp` and the subject.
    pub(crate) required: Box<[Box<str>]>,
    /// After how many seconds a new token is valid; `None` mints no `nbf`.
    pub(crate) not_before: Option<i64>,
    pub(crate) issued_at: bool,
    pub(crate) id: bool,
    /// Whether access tokens expire.
    pub(crate) verify_exp: bool,
    /// For how long an access token may be valid, in seconds.
    pub(crate) max_lifetime: i64,
    pub(crate) max_token_bytes: usize,
}

/// What the claims are called that every service has, and may call otherwise.
#[derive(Debug, Clone)]
pub(crate) struct ClaimNames {
    pub(crate) subject: Box<str>,
    /// The name of a claim or, if there is none of that name, the path to one.
    pub(crate) scopes: Box<str>,
    /// Whether they are called what they are called nearly everywhere.
    pub(super) are_usual: bool,
}

impl ClaimNames {
    pub(crate) const SUBJECT: &str = "sub";
    pub(crate) const SCOPES: &str = "scope";

    pub(crate) fn new(subject: &str, scopes: &str) -> Self {
        Self {
            subject: subject.into(),
            scopes: scopes.into(),
            are_usual: subject == Self::SUBJECT && scopes == Self::SCOPES,
        }
    }
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self::new(Self::SUBJECT, Self::SCOPES)
    }
}

impl Profile {
    /// What a token of this type says of it, in the header or in a claim; `None` if it would pass for an access token,
    /// which says the same here. Such a type has no tokens: they would open routes, and be held to no rule for access.
    pub(crate) fn says<'a>(&'a self, token_type: &'a TokenType) -> Option<&'a str> {
        if *token_type == TokenType::ACCESS {
            return Some(&self.access_type);
        }
        let text = token_type.as_str();
        (!is_same(text, &self.access_type)).then_some(text)
    }

    /// The way to scopes in claims of claims, if they may be there: `realm_access`, and `roles` in it.
    pub(crate) fn scopes_path(&self) -> Option<(&str, &str)> {
        // By bytes, as no name is long enough for the search of `split_once` to pay.
        let dot = self.names.scopes.bytes().position(|byte| byte == b'.')?;
        let (first, rest) = self.names.scopes.split_at_checked(dot)?;
        Some((first, rest.get(1..)?))
    }

    /// The claims that the library reads or writes under a name of the configuration.
    pub(crate) fn named_claims(&self) -> impl Iterator<Item = &str> {
        [&*self.names.subject, &*self.names.scopes]
            .into_iter()
            .chain(self.type_claim.as_deref())
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            names: ClaimNames::default(),
            subject_format: SubjectFormat::default(),
            scopes_format: ScopesFormat::default(),
            scope_matching: ScopeMatching::default(),
            access_type: TokenType::ACCESS.as_str().into(),
            type_claim: None,
            required: Box::default(),
            not_before: Some(0),
            issued_at: true,
            id: true,
            verify_exp: true,
            max_lifetime: DEFAULT_MAX_LIFETIME.cast_signed(),
            max_token_bytes: MAX_TOKEN_BYTES,
        }
    }
}
