//! The reasons to refuse a token.

/// Why a token was refused. For logs and tests; a client learns only that its token is invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Longer than the limit; not looked at.
    #[error("the token is too long")]
    TooLong,
    /// Not a compact JWS of JSON objects.
    #[error("the token is malformed")]
    Malformed,
    /// The header has `crit`, `b64` or `enc` (RFC 7515 §4.1.11, RFC 7797 §7, RFC 7516 §4.1.2).
    #[error("the token's header asks for an extension")]
    Extension,
    /// No key of this service has the algorithm that the header names, or it has been retired.
    #[error("the token was signed with no key known here")]
    UnknownKey,
    /// There are keys of the algorithm that the header names, but each of them has another identifier than its `kid`.
    #[error(
        "the token names a key (`kid`) that is not known here; a key that is given as PEM has its thumbprint (RFC 7638) as its name, unless `key_id` says how its issuer calls it"
    )]
    UnknownKeyId,
    /// The signature is not that of the token under the key.
    #[error("the token's signature is wrong")]
    Signature,
    /// No `exp`, or it has passed (RFC 7519 §4.1.4).
    #[error("the token has expired")]
    Expired,
    /// `nbf` is still to come (RFC 7519 §4.1.5).
    #[error("the token is not valid yet")]
    NotYetValid,
    /// `iat` is still to come.
    #[error("the token was issued in the future")]
    IssuedInFuture,
    /// Valid for longer than any token may be.
    #[error("the token's lifetime is too long")]
    Lifetime,
    /// `iss` is not the issuer whose key signed the token.
    #[error("the token is from another issuer")]
    Issuer,
    /// `aud` does not name this service, or names somebody while this service has no name; or `client_id` is not one
    /// that tokens of the issuer, this service among them, may have here.
    #[error("the token is for another audience")]
    Audience,
    /// This claim is not there, which the configuration requires, or the type of its claims.
    #[error("the token lacks the claim `{0}`, which is required")]
    RequiredClaim(Box<str>),
    /// The value of this claim is not of its type: that of RFC 7519, or that which it has in the claims of the configuration.
    #[error("the token's claim `{0}` has a value that cannot be read")]
    UnreadableClaim(Box<str>),
    /// Of another type than is asked for (RFC 8725 §3.11, RFC 9068 §2.1).
    #[error("the token is of another type")]
    Type,
    /// Bound to a key (`cnf`, RFC 7800), which a bearer cannot prove to hold.
    #[error("the token is bound to a key")]
    SenderConstrained,
    /// No `sub`, or an empty one.
    #[error("the token has no subject")]
    Subject,
    /// The `verify` of this claim refuses its value.
    #[error("the token's claim `{0}` has a value that is refused")]
    Claim(&'static str),
    /// This one of the `extra_verifications` refuses the claims.
    #[error("the extra verification `{0}` refuses the token")]
    Verification(&'static str),
    /// It was revoked, or its session, or all that its subject had.
    #[error("the token has been revoked")]
    Revoked,
    /// The configuration has `key_per_user = "on"`: `Auth::verify_with_user_key`
    /// asks for the key.
    #[error("the key of the token's user must be request for: use `Auth::verify_with_user_key`")]
    UserSecretRequired,
    /// Of another issuer, while the request is about users or sessions of this service: a subject of the same name is
    /// somebody else.
    #[error("the token is of another issuer, and its subject is no user of this service")]
    ForeignSubject,
    /// The user backend does not know the subject, knows it as inactive, or has no secret of it.
    #[error("the token's subject is unknown or inactive")]
    UnknownSubject,
}
