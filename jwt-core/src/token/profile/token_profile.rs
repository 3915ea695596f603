//! `Profile`: how a service writes and reads its tokens.

use jwt_syntax::choice::{CsrfClaim, ScopeMatching, ScopesFormat, SessionClaims, SubjectFormat};
use jwt_syntax::claim::token_type::is_same;
use jwt_syntax::setting::{MAX_TOKEN_BYTES, key};

use super::claim_names::ClaimNames;
use super::scopes_claim::ScopesClaim;
use crate::token::jws::TokenType;

/// How a service writes and reads its tokens; by default, the profile of RFC 9068.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The names of claims that a configuration can change.
    pub names: ClaimNames,
    /// Whether `sub` is a string or a number.
    pub subject_format: SubjectFormat,
    /// Whether scopes are one string or a list.
    pub scopes_format: ScopesFormat,
    /// Whether scopes have a hierarchy.
    pub scope_matching: ScopeMatching,
    /// The type of access tokens: the value of `typ`, or of the claim that names the type.
    pub access_type: Box<str>,
    /// The type of refresh tokens that are JWTs.
    pub refresh_type: Box<str>,
    /// The claim that names the type, instead of the header.
    pub type_claim: Option<Box<str>>,
    /// Claims that are required, besides `exp` and the subject.
    pub required: Box<[Box<str>]>,
    /// After how many seconds a new token becomes valid; `None` mints no `nbf`.
    pub not_before: Option<i64>,
    /// Whether minted tokens have `iat`.
    pub issued_at: bool,
    /// Whether minted tokens have `jti`.
    pub id: bool,
    /// Which claims about their session minted tokens have.
    pub session_claims: SessionClaims,
    /// What the claim `csrf` holds.
    pub csrf_claim: CsrfClaim,
    /// Whether expired access tokens are refused.
    pub verify_exp: bool,
    /// Whether access tokens without `exp` are accepted, and never expire.
    pub never_expires: bool,
    /// For how long an access token may be valid, in seconds.
    pub max_lifetime: i64,
    /// The longest token that is read, in bytes.
    pub max_token_bytes: usize,
}

impl Profile {
    /// The name of a token type, in the header or in a claim; `None` if it is the name that this profile gives to another type.
    /// Such tokens are neither minted nor accepted: they would be taken for access tokens or refresh tokens.
    pub(crate) fn type_name<'a>(&'a self, token_type: &'a TokenType) -> Option<&'a str> {
        if *token_type == TokenType::ACCESS {
            return Some(&self.access_type);
        }
        if *token_type == TokenType::REFRESH {
            let name = &*self.refresh_type;
            return (!is_same(name, &self.access_type)).then_some(name);
        }
        let text = token_type.as_str();
        let taken = [&self.access_type, &self.refresh_type];
        taken
            .into_iter()
            .all(|name| !is_same(text, name))
            .then_some(text)
    }

    /// The claims whose names come from the configuration. A claim of scopes that is found by its name or by a path is
    /// listed twice.
    #[doc(hidden)]
    pub fn named_claims(&self) -> impl Iterator<Item = &str> {
        let scopes = self.names.scopes.iter().flat_map(ScopesClaim::members);
        [&*self.names.subject]
            .into_iter()
            .chain(scopes)
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
            refresh_type: TokenType::REFRESH.as_str().into(),
            type_claim: None,
            required: Box::default(),
            not_before: Some(0),
            issued_at: true,
            id: true,
            session_claims: SessionClaims::default(),
            csrf_claim: CsrfClaim::default(),
            verify_exp: true,
            never_expires: false,
            max_lifetime: longest_lifetime(),
            max_token_bytes: MAX_TOKEN_BYTES,
        }
    }
}

/// How long an access token may be valid by default, in seconds.
fn longest_lifetime() -> i64 {
    let longest = key::max_lifetime.default_value().unwrap_or_default();
    i64::try_from(longest.as_secs()).unwrap_or_default()
}
