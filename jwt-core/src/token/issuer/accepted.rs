//! `Issuer`: an issuer whose tokens are accepted, this service or another, and what its tokens must say.

use crate::key::KeyRing;
use crate::token::profile::Profile;

/// An issuer, ourselves or another.
#[derive(Debug)]
pub struct Issuer {
    /// The keys that sign its tokens.
    pub keys: KeyRing,
    /// The value of `iss`; `None` if we do not name ourselves.
    pub name: Option<Box<str>>,
    /// The names of this service, one of which `aud` must have.
    pub audience: Box<[Box<str>]>,
    /// The values of `client_id` that are accepted; any, if empty. If another issuer has some, and there is no audience,
    /// `aud` is not looked at.
    pub clients: Box<[Box<str>]>,
    /// What its tokens look like.
    pub profile: Profile,
    /// Another issuer's rules; `None` for ourselves.
    pub foreign: Option<ForeignRules>,
    /// What each of its access tokens carries, besides what the profile requires.
    pub minted_claims: MintedClaims,
}

/// The claims of RFC 9068 §2.2 that every access token of ours has where we mint them: one without is none of ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MintedClaims {
    /// `iat`
    pub issued_at: bool,
    /// `jti`
    pub id: bool,
}

/// What differs in the access tokens of others.
#[derive(Debug)]
pub struct ForeignRules {
    /// The values of `typ` that its access tokens have.
    pub(crate) token_types: Box<[Box<str>]>,
    /// Whether an access token without `typ` is one too.
    pub(crate) untyped: bool,
}
