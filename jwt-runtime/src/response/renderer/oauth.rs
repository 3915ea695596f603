//! `OAuth`: the default responses, with the members of RFC 6749 and RFC 6750.

use crate::response::Responses;

/// The default responses: JSON bodies with `error` and `error_description` for refusals ([RFC 6749 §5.2]), and with
/// `access_token` and its companions for a login ([RFC 6749 §5.1]).
///
/// [RFC 6749 §5.1]: https://www.rfc-editor.org/rfc/rfc6749#section-5.1
/// [RFC 6749 §5.2]: https://www.rfc-editor.org/rfc/rfc6749#section-5.2
#[derive(Debug, Clone, Copy, Default)]
pub struct OAuth;

impl Responses for OAuth {}
