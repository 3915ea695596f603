//! The reasons to refuse a token.

/// Why a token was refused. For logs and tests; a client learns only that its token is invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Longer than the limit; nothing of it was parsed.
    #[error("the token is too long")]
    TooLong,
    /// Not a compact JWS of JSON objects.
    #[error("the token is malformed")]
    Malformed,
    /// The header has `crit`, `b64` or `enc` (RFC 7515 §4.1.11, RFC 7797 §7, RFC 7516 §4.1.2).
    #[error("the token's header requires an extension")]
    Extension,
    /// No key of this service has the algorithm that the header names.
    #[error("the token names an algorithm (`alg`) that is not accepted here")]
    Algorithm,
    /// The key of the algorithm that the header names was retired, or its `kid` is too long for any key.
    #[error("the token was not signed with a known key")]
    UnknownKey,
    /// There are keys of the algorithm that the header names, but each of them has another identifier than its `kid`.
    #[error(
        "the token names an unknown key (`kid`); a key in PEM has its thumbprint (RFC 7638) as identifier, unless `key_id` sets the one that its issuer uses"
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
    /// `aud` does not name this service, or is present although the configuration has no audience; or `client_id` is not one
    /// of the clients that are configured for the issuer.
    #[error("the token is for another audience")]
    Audience,
    /// This claim is absent, and the configuration or the type of its claims requires it.
    #[error("the token lacks the claim `{0}`, which is required")]
    RequiredClaim(Box<str>),
    /// The value of this claim is not of the type that RFC 7519, or the type of the custom claims, gives it.
    #[error("the token's claim `{0}` has a value that cannot be read")]
    UnreadableClaim(Box<str>),
    /// The token is not of the expected type (RFC 8725 §3.11, RFC 9068 §2.1).
    #[error("the token is of another type")]
    Type,
    /// Bound to a key by `cnf` (RFC 7800): a bearer token does not prove possession of it.
    #[error("the token is bound to a key")]
    SenderConstrained,
    /// No `sub`, or an empty one.
    #[error("the token has no subject")]
    Subject,
    /// The `verify` function of this claim refused its value.
    #[error("the token's claim `{0}` has a value that is refused")]
    Claim(&'static str),
    /// This one of the `extra_verifications` refused the claims.
    #[error("the extra verification `{0}` refuses the token")]
    Verification(&'static str),
    /// The token, its session, or all tokens of its subject were revoked.
    #[error("the token has been revoked")]
    Revoked,
    /// The token can be used once (RFC 7519 §4.1.7), and was used before: see `Auth::redeem`.
    #[error("the token was used already")]
    Used,
    /// The configuration has `key_per_user = "on"`: `Auth::verify_with_user_key`
    /// asks for the key.
    #[error("`key_per_user` is on: verify with `Auth::verify_with_user_key`")]
    UserSecretRequired,
    /// The token is of another issuer, and the request is about users or sessions of this service: the same subject is
    /// another user there.
    #[error("the token is from another issuer, and its subject is not a user of this service")]
    ForeignSubject,
    /// The user backend does not know the subject, or has no secret for it.
    #[error("the token's subject is unknown")]
    UnknownSubject,
    /// The user backend says that the user is inactive.
    #[error("the token's subject is inactive")]
    InactiveSubject,
}
