//! `Header` of the crate `jsonwebtoken`, for the access tokens that a key signs.

use jsonwebtoken::Header;

use super::token_type::TokenType;
use crate::key::conversion::export_algorithm;
use crate::key::{Key, KeyError};

/// The header of the access tokens that a key signs: `alg`, `kid`, and `at+jwt` in `typ`, without which a guard accepts none
/// ([RFC 9068 §4]).
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::key::{Key, Secret};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let key = Key::secret(Algorithm::HS256, &Secret::random()?)?.with_id("2026-11");
/// let header = jsonwebtoken::Header::try_from(&key)?;
/// assert_eq!((header.kid.as_deref(), header.typ.as_deref()), (Some("2026-11"), Some("at+jwt")));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If the key is for an algorithm that `jsonwebtoken` does not have.
///
/// [RFC 9068 §4]: https://www.rfc-editor.org/rfc/rfc9068#section-4
impl TryFrom<&Key> for Header {
    type Error = KeyError;

    fn try_from(key: &Key) -> Result<Self, KeyError> {
        let mut header = Self::new(export_algorithm(key.algorithm())?);
        header.typ = Some(TokenType::ACCESS.as_str().to_owned());
        header.kid = key.id().map(str::to_owned);
        Ok(header)
    }
}
