//! The settings and the shared state of one request.

mod context;
mod effective_settings;
mod guarded_request;

pub(crate) use context::{RequestContext, came_in_cookie, context_of};
pub(in crate::guard) use effective_settings::EffectiveSettings;
pub(crate) use effective_settings::ResolvedSettings;
pub(in crate::guard) use guarded_request::GuardedRequest;
