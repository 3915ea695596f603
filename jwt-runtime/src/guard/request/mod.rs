//! One request, as one `Auth` sees it: what the layer and the guard share, and the settings that are effective.

mod context;
mod effective_settings;
mod guarded_request;

pub(crate) use context::{RequestContext, came_in_cookie, context_of};
pub(in crate::guard) use effective_settings::EffectiveSettings;
pub(in crate::guard) use guarded_request::GuardedRequest;
