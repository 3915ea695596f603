//! `GuardedRequest`: a request to one handler, with its effective settings.

use axum::http::request::Parts;

use super::{EffectiveSettings, RequestContext, ResolvedSettings};
use crate::auth::Auth;
use crate::config::{AuthConfig, RequestSettings};
use crate::error::AuthError;
use crate::guard::PolicySpec;
use crate::token_location::{Head, LocatedToken};

/// A request for which a guard resolves settings. Requests that need only `Authorization: Bearer` do without.
pub(in crate::guard) struct GuardedRequest<'a> {
    pub(in crate::guard) spec: &'static PolicySpec,
    pub(in crate::guard) context: &'a RequestContext,
    pub(in crate::guard) settings: EffectiveSettings<'a>,
    head: Option<Head<'static>>,
}

impl<'a> GuardedRequest<'a> {
    /// `resolved` has the settings of this request to this handler, if the layer has resolved them.
    pub(in crate::guard) fn of<C: AuthConfig>(
        auth: &'a Auth<C>,
        parts: &Parts,
        spec: &'static PolicySpec,
        context: &'a RequestContext,
        resolved: ResolvedSettings<'a>,
    ) -> Self {
        let settings = match resolved {
            Some(settings) => *settings,
            None => EffectiveSettings::of(auth, parts, Some(spec), context.hook()),
        };
        Self {
            spec,
            context,
            settings,
            head: context.take_head(),
        }
    }

    /// Locates the token by the settings of the request, and records what the response depends on.
    pub(in crate::guard) fn locate<'r>(
        &'r self,
        parts: &'r Parts,
    ) -> Result<Option<LocatedToken<'r>>, AuthError> {
        let Self {
            spec,
            context,
            settings,
            head,
        } = self;
        if let Some(mistake) = context.hook().and_then(|hook| hook.mistake) {
            return Err(AuthError::misconfigured(mistake));
        }
        let lookup = &settings.lookup;
        if lookup.needs_layer() && !context.has_layer() {
            return Err(AuthError::misconfigured(
                "tokens outside of headers need the layer of the `Auth` around the router: use a `GuardedRouter`, or add \
                 `.layer(auth.layer())` to the router",
            ));
        }
        if context.has_layer() && !context.is_for(spec) {
            if lookup.is_in_body() {
                return Err(AuthError::misconfigured(
                    "the settings of this handler decide whether the body is read for a token, and the layer around the \
                     router does not know them: use a `GuardedRouter`",
                ));
            }
            context.will_vary_by(lookup.varies_by());
        }
        let located = match context.hook().and_then(RequestSettings::found) {
            Some(token) => Some(token),
            None => {
                let search = lookup.find(parts, head.as_ref(), context.body())?;
                if search.has_dead_cookie && settings.cookies.are_cleared() {
                    context.will_clear(|| settings.cookies.clear_access(lookup.cookie_name));
                }
                search.found
            }
        };
        let located = located.filter(|located| !located.token.is_empty());
        if let Some(located) = &located {
            context.set_located_in(located.kind);
        }
        Ok(located)
    }
}
