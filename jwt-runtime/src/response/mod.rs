//! Responses: how a refusal, and each success of an endpoint, becomes an HTTP response, by the library or by the application.

mod caching;
mod login_grant;
mod me;
mod refusal;
mod rejection;
mod render;
mod renderer;
mod request;
mod responses;
mod settings;
mod token_names;

pub(crate) use caching::{NO_STORE, forbid_caching, no_store};
pub(crate) use login_grant::GrantParts;
pub use login_grant::{GrantBody, LoginGrant};
pub use me::Me;
pub use refusal::Refusal;
pub use rejection::Rejection;
pub(crate) use render::{render_returned, returned_error};
pub use renderer::{Esmerald, FlaskJwt, FlaskJwtExtended, OAuth, ProblemDetails, SanicJwt};
pub use request::Endpoint;
pub(crate) use request::{RequestInfo, requested_uri};
pub use responses::Responses;
#[doc(hidden)]
pub use responses::{SharedResponses, shared_responses};
pub(crate) use settings::{HandlerResponses, ResponseSettings};
pub(crate) use token_names::RefreshTokenNames;
pub use token_names::TokenNames;
