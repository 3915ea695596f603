//! The texts of `PyJWT` 2, which decides how the other libraries word a token that is not valid.

use std::borrow::Cow;

use crate::token::TokenError;

/// What `PyJWT` says of a token.
pub(super) fn text(error: &TokenError) -> Cow<'static, str> {
    match error {
        TokenError::TooLong | TokenError::Malformed => "Not enough segments".into(),
        TokenError::Algorithm => "The specified alg value is not allowed".into(),
        TokenError::UnknownKey | TokenError::UnknownKeyId | TokenError::Signature => {
            "Signature verification failed".into()
        }
        TokenError::Expired => "Signature has expired".into(),
        TokenError::NotYetValid => "The token is not yet valid (nbf)".into(),
        TokenError::IssuedInFuture => "The token is not yet valid (iat)".into(),
        TokenError::Issuer => "Invalid issuer".into(),
        TokenError::Audience => "Audience doesn't match".into(),
        TokenError::RequiredClaim(name) => format!("Token is missing the \"{name}\" claim").into(),
        TokenError::UnreadableClaim(name) => unreadable(name),
        TokenError::Subject => "Token is missing the \"sub\" claim".into(),
        // The rest has no counterpart there.
        other => other.to_string().into(),
    }
}

fn unreadable(name: &str) -> Cow<'static, str> {
    match name {
        "exp" => "Expiration Time claim (exp) must be an integer.".into(),
        "nbf" => "Not Before claim (nbf) must be an integer.".into(),
        "iat" => "Issued At claim (iat) must be an integer.".into(),
        "sub" => "Subject must be a string".into(),
        "jti" => "JWT ID must be a string".into(),
        "aud" => "Invalid claim format in token".into(),
        name => format!("the claim `{name}` cannot be read").into(),
    }
}
