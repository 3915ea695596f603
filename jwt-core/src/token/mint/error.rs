//! `MintError`: why a token was not minted.

use crate::token::jws::TokenType;

/// Why a token was not minted. Whatever verification would refuse is refused here; `extra_verifications(..)` do not run,
/// since they check requests.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MintError {
    /// The subject is empty.
    #[error("the subject is empty")]
    EmptySubject,
    /// The configuration has required claims, and none were given.
    #[error("the claims {0:?} are required; set them with `.claims(..)`")]
    MissingClaims(&'static [&'static str]),
    /// The configuration has `subject_format = "integer"`, and the subject is not an integer.
    #[error("the subject is not an integer, which `subject_format` requires")]
    SubjectNotInteger,
    /// The configuration requires a claim that is not given.
    #[error("a claim of `required_claims` is missing")]
    RequiredClaim,
    /// A scope is empty or contains white space, which would make it two scopes (RFC 6749 §3.3).
    #[error("{0:?} is not a scope: a scope is not empty and has no white space")]
    Scope(Box<str>),
    /// A scope is not one of the configuration's vocabulary: `scopes = ..`.
    #[error("{0:?} is not a scope of this service; its vocabulary is the type in `scopes = ..`")]
    UnknownScope(Box<str>),
    /// The token would be for another audience, or for none, and this service would refuse it.
    #[error(
        "the audience {0:?} is not one of this service; use a separate `Minter` for other services"
    )]
    Audience(Box<str>),
    /// The token would name too many services, or one of them with an empty name.
    #[error("a token has at most 64 audiences, none of them empty")]
    Audiences,
    /// The token would be issued to a client that the configuration does not list, and this service would refuse it; or the
    /// identifier is empty.
    #[error("{0:?} is not a client of this service; `client_id` lists them")]
    Client(Box<str>),
    /// The token would never be valid, or for longer than an access token may be.
    #[error(
        "the token would be valid for {0} seconds; an access token is valid for at least 1, and at most `max_lifetime`"
    )]
    Lifetime(i64),
    /// Access tokens never expire (`access_ttl`), so that a token of another type has no lifetime unless it is given.
    #[error(
        "a token of this type expires, while `access_ttl` is `dangerously-never`; give it a lifetime: `.ttl(..)`"
    )]
    NoLifetime,
    /// The configuration gives this type to access tokens (`token_type`): the token would be accepted as one.
    #[error("`{0}` is the type of access tokens (`token_type`); give other tokens another type")]
    TokenType(TokenType),
    /// A header member that the library sets itself, or whose meaning it does not support.
    #[error("`{0}` is a header that cannot be set")]
    Header(Box<str>),
    /// Verification could not read the header: it nests more than 8 levels deep, or has more than 16 members and elements.
    #[error(
        "verification could not read the header: it is nested too deeply, or has too many members"
    )]
    UnverifiableHeader,
    /// A claim cannot be written as JSON, or is one that the library sets itself.
    #[error("the claims cannot be written as JSON: {0}")]
    Claims(#[source] serde_json::Error),
    /// Verification could not read the claims: they nest too deeply, have more than 256 members and elements, or a
    /// value that is written otherwise than it is read.
    #[error(
        "verification could not read the claims: they are nested too deeply, too many, or change when they are written and read"
    )]
    Unverifiable,
    /// The `verify` function of this claim refused its value.
    #[error("the claim `{0}` has a value that its `verify` refuses")]
    Claim(&'static str),
    /// A member that was added to the payload is a claim of the library or of the configuration.
    #[error(
        "`{0}` is a claim of the library or the configuration; nothing can be added under its name"
    )]
    ClaimNameTaken(Box<str>),
    /// The token would be longer than verification accepts.
    #[error("the token would have {0} bytes, which is more than verification accepts")]
    TooLong(usize),
    /// The configuration has no key that signs: it only verifies, or every key has an end.
    #[error(
        "there is no key that signs; add a `private_key` to the configuration, or a key without an end to the ring"
    )]
    NoSigningKey,
    /// The configuration has `key_per_user = "on"`: tokens are signed with a key of their user.
    #[error(
        "`key_per_user` is on: sign with `.token_with(&secret)` and the secret of `Auth::user_secret`"
    )]
    UserSecretRequired,
    /// The configuration has no `key_per_user`, but a secret of a user was given.
    #[error("`key_per_user` is off: sign with `.token()`")]
    UserSecretUnexpected,
    /// The key could not sign.
    #[error("the key could not sign")]
    Unsigned,
    /// The operating system gave no random bytes for `jti`.
    #[error("the operating system returned no random bytes")]
    NoRandomness,
}
