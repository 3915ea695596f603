//! Why no token is minted.

use crate::token::jws::TokenType;

/// Why no token was minted. Whatever verification would refuse is refused here first; but `extra_verifications(..)` are
/// asked about requests, not about tokens that are minted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MintError {
    /// The subject is empty: such a token is about nobody.
    #[error("the subject is empty; a token is about somebody")]
    EmptySubject,
    /// The configuration has claims that must be set, and none were given.
    #[error("the claims {0:?} are required; give them with `.claims(..)`")]
    MissingClaims(&'static [&'static str]),
    /// The configuration has `subject_format = "integer"`, and the subject is none.
    #[error("the subject is no integer, and `subject_format` says that it is")]
    SubjectNotInteger,
    /// The configuration requires a claim that is not given.
    #[error("a claim is not given that `required_claims` asks for")]
    RequiredClaim,
    /// A scope is empty or contains white space, which would make it two scopes (RFC 6749 §3.3).
    #[error("{0:?} is not one scope: a scope is not empty and has no white space")]
    Scope(Box<str>),
    /// A scope is not one of the configuration's vocabulary: `scopes = ..`.
    #[error("{0:?} is not a scope of this service; its vocabulary is the type in `scopes = ..`")]
    UnknownScope(Box<str>),
    /// The token would be for somebody else, or for nobody, and this service would refuse it.
    #[error(
        "the audience {0:?} is not one that this service has; a `Minter` of its own mints for other services"
    )]
    Audience(Box<str>),
    /// The token would name too many services, or one of them with an empty name.
    #[error("a token names up to 64 services, each with a name")]
    Audiences,
    /// The token would be issued to a client that the configuration does not name, and this service would refuse it; or to
    /// one without an identifier.
    #[error("{0:?} is not a client of this service; `client_id` lists them")]
    Client(Box<str>),
    /// The token would never be valid, or for longer than an access token may be.
    #[error(
        "the token would be valid for {0} seconds; an access token is for at least 1, and at most `max_lifetime`"
    )]
    Lifetime(i64),
    /// The configuration's `token_type` says the same of access tokens: the token would be taken for one.
    #[error(
        "`{0}` is what `token_type` says of access tokens; a token of another kind has another type"
    )]
    TokenType(TokenType),
    /// A header that the library sets itself, or that means something which it does not do.
    #[error("`{0}` is a header that cannot be set")]
    Header(Box<str>),
    /// Verification could not read the header: it nests deeper than 8, or has more than 16 members and elements.
    #[error("the header could not be read again: it is too deep, or has too many members")]
    UnverifiableHeader,
    /// A claim cannot be written as JSON, or is one that the library sets itself.
    #[error("the claims cannot be written as JSON: {0}")]
    Claims(#[source] serde_json::Error),
    /// Verification could not read the claims: they nest too deeply, have more than 256 members and elements, or a
    /// value that is written otherwise than it is read.
    #[error(
        "the claims could not be read again: they are too deep, too many, or written otherwise than read"
    )]
    Unverifiable,
    /// The `verify` of this claim refuses its value.
    #[error("the claim `{0}` has a value that its `verify` refuses")]
    Claim(&'static str),
    /// A member that was added to the payload is a claim of the library or of the configuration.
    #[error(
        "`{0}` is a claim of the library or the configuration; nothing can be added under its name"
    )]
    ClaimNameTaken(Box<str>),
    /// The token would be longer than verification accepts.
    #[error("the token would have {0} bytes, and so many are not accepted")]
    TooLong(usize),
    /// The configuration has no key that signs: it only verifies, or has none without an end.
    #[error(
        "there is no key that signs; give the configuration a `private_key`, or the ring a key without an end"
    )]
    NoSigningKey,
    /// The configuration has `key_per_user = "on"`, and tokens are signed with the key of their user.
    #[error(
        "`key_per_user` is on: sign with `.token_with(&secret)`, whose secret `Auth::user_secret` gives"
    )]
    UserSecretRequired,
    /// The configuration has no `key_per_user`, and a secret of a user was given.
    #[error("`key_per_user` is off: sign with `.token()`")]
    UserSecretUnexpected,
    /// The key could not sign.
    #[error("the key could not sign")]
    Unsigned,
    /// The operating system gave no random bytes for `jti`.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}
