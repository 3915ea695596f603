//! The ready renderers: the default, RFC 9457, and the formats of other libraries, for services whose clients must not notice
//! that they moved.

mod esmerald;
mod flask_jwt;
mod flask_jwt_extended;
mod oauth;
mod problem_details;
mod pyjwt;
mod sanic_jwt;
mod tokens;

use jwt_syntax::choice::Preset;

pub use esmerald::Esmerald;
pub use flask_jwt::FlaskJwt;
pub use flask_jwt_extended::FlaskJwtExtended;
pub use oauth::OAuth;
pub use problem_details::ProblemDetails;
pub use sanic_jwt::SanicJwt;

use super::Responses;

/// The renderer of a preset.
pub(super) fn renderer_of(preset: Preset) -> &'static dyn Responses {
    match preset {
        Preset::Off => &OAuth,
        Preset::SanicJwt => &SanicJwt,
        Preset::FlaskJwtExtended => &FlaskJwtExtended,
        Preset::FlaskJwt => &FlaskJwt,
        Preset::Esmerald => &Esmerald,
    }
}
