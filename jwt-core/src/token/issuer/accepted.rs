//! `Issuer`: an issuer whose tokens are accepted, its keys, and what its tokens must say.

use crate::key::KeyRing;
use crate::token::profile::Profile;

/// An issuer whose tokens are accepted: this service, or a trusted one.
#[derive(Debug)]
pub struct Issuer {
    /// The keys that sign its tokens.
    pub keys: KeyRing,
    /// The value of `iss`; `None` if this service does not set it.
    pub name: Option<Box<str>>,
    /// The names of this service, one of which must be in `aud`.
    pub audience: Box<[Box<str>]>,
    /// The values of `client_id` that are accepted; any, if empty. If a trusted issuer has some and no audience, `aud` is
    /// not checked.
    pub clients: Box<[Box<str>]>,
    /// What its tokens look like.
    pub profile: Profile,
    /// The rules of a trusted issuer; `None` for this service.
    pub foreign: Option<ForeignRules>,
    /// The claims that this service sets in each access token, besides those that the profile requires.
    pub minted_claims: MintedClaims,
}

/// The claims of RFC 9068 §2.2 that this service sets in every access token: a token without one was not minted here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MintedClaims {
    /// `iat`
    pub issued_at: bool,
    /// `jti`
    pub id: bool,
}

/// What differs in the access tokens of a trusted issuer.
#[derive(Debug)]
pub struct ForeignRules {
    /// The values of `typ` that its access tokens have.
    pub(crate) token_types: Box<[Box<str>]>,
    /// Whether a token without `typ` is accepted as an access token.
    pub(crate) untyped: bool,
}
