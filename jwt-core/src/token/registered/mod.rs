//! The claims of a payload: the registered ones (RFC 7519 §4.1), read beside those of the application.

mod audience;
mod authentication;
mod claims;
mod login;
mod numeric_date;
mod payload;
mod scopes;
mod subject;
mod texts;
mod times;

pub(super) use audience::Audience;
pub use authentication::Authentication;
pub(super) use claims::RegisteredClaims;
pub(super) use login::LoginClaims;
pub(super) use payload::parse_claims;
pub(super) use subject::read_subject;
pub use texts::StringList;
pub use times::MAX_LEEWAY_SECONDS;
pub(super) use times::Times;
