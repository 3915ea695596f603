//! Names of claims that the library itself mints or reads.

/// The claims that custom claims cannot be named after: those of RFC 7519 §4.1, and those of the library.
///
/// `scope` and `client_id` are of RFC 9068, `auth_time`, `acr` and `amr` of `OpenID` Connect and RFC 9470, `sid` of `OpenID`
/// Connect, `cnf` of RFC 7800.
pub const RESERVED: &[&str] = &[
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "scope",
    "sid",
    "auth_time",
    "acr",
    "amr",
    "fresh",
    "csrf",
    "cnf",
    "client_id",
];

/// Whether a custom claim cannot have this name. Claim names are case-sensitive (RFC 7519 §4).
///
/// ```
/// use jwt_syntax::claim::is_reserved;
///
/// assert!(is_reserved("sub"));
/// assert!(!is_reserved("plan"));
/// assert!(!is_reserved("Sub"));
/// ```
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registered_claims_are_reserved() {
        for name in ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"] {
            assert!(is_reserved(name), "{name}");
        }
    }

    #[test]
    fn no_name_is_listed_twice() {
        for (index, name) in RESERVED.iter().enumerate() {
            assert!(!RESERVED[..index].contains(name), "{name}");
        }
    }
}
