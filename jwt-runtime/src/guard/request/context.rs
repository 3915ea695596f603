//! `RequestContext`: what a guard and the layer around it share about one request.

use std::sync::{Arc, Mutex, OnceLock};

use axum::http::request::Parts;
use axum::http::{Extensions, HeaderName, HeaderValue};
use jwt_syntax::http::token_location::LocationKind;

use crate::auth::Auth;
use crate::config::{AuthConfig, RequestSettings};
use crate::grant::ExpiringToken;
use crate::guard::PolicySpec;
use crate::token_location::{Body, Head};

/// One request as one `Auth` handles it. The layer creates it; the request has a clone in its extensions.
#[derive(Clone)]
pub(crate) struct RequestContext(Arc<SharedContext>);

struct SharedContext {
    /// The `Auth` that it belongs to: routers with different ones may be nested.
    auth: usize,
    /// The request headers on which the response depends; `None` if no layer is there to add `Vary`.
    layer: Option<Vec<HeaderName>>,
    /// The policy of the handler, if the layer knows it.
    spec: Option<&'static PolicySpec>,
    hook: Option<RequestSettings>,
    /// What the layer read of the body.
    body: OnceLock<Body>,
    /// The result of searching the head, if the layer searched it and nothing can change the head before the guard, which
    /// takes it.
    head: Mutex<Option<Head<'static>>>,
    located_in: OnceLock<LocationKind>,
    /// The same headers by the settings of the handler, which the layer did not know.
    varies_by: OnceLock<Vec<HeaderName>>,
    /// The token that was accepted, if it must be replaced.
    expiring: OnceLock<Box<ExpiringToken>>,
    /// The cookies that clear those that came dead.
    cleared: OnceLock<Vec<HeaderValue>>,
}

/// The contexts of a request. There is nearly always one.
#[derive(Clone, Default)]
struct RequestContexts(Vec<RequestContext>);

impl RequestContext {
    pub(in crate::guard) fn new(
        auth: usize,
        layer: Option<Vec<HeaderName>>,
        spec: Option<&'static PolicySpec>,
        hook: Option<RequestSettings>,
    ) -> Self {
        Self(Arc::new(SharedContext {
            auth,
            layer,
            spec,
            hook,
            body: OnceLock::new(),
            head: Mutex::default(),
            located_in: OnceLock::new(),
            varies_by: OnceLock::new(),
            expiring: OnceLock::new(),
            cleared: OnceLock::new(),
        }))
    }

    /// The context of an `Auth`, if the request passed its layer.
    pub(in crate::guard) fn find(extensions: &Extensions, auth: usize) -> Option<&Self> {
        let RequestContexts(all) = extensions.get()?;
        all.iter().find(|context| context.0.auth == auth)
    }

    /// Adds the context to the request, replacing that of an outer layer of the same `Auth`.
    pub(in crate::guard) fn insert(self, extensions: &mut Extensions) {
        let RequestContexts(all) = extensions.get_or_insert_default();
        all.retain(|other| other.0.auth != self.0.auth);
        all.push(self);
    }

    pub(in crate::guard) fn has_layer(&self) -> bool {
        self.0.layer.is_some()
    }

    pub(in crate::guard) fn varies_by(&self) -> &[HeaderName] {
        let of_handler = self.0.varies_by.get().map(Vec::as_slice);
        of_handler.or(self.0.layer.as_deref()).unwrap_or_default()
    }

    pub(in crate::guard) fn will_vary_by(&self, headers: impl Iterator<Item = HeaderName>) {
        self.0.varies_by.get_or_init(|| headers.collect());
    }

    /// Whether the layer knew the settings of this policy, or the policy has none.
    pub(in crate::guard) fn is_for(&self, spec: &'static PolicySpec) -> bool {
        match (
            self.0.spec.and_then(PolicySpec::overrides),
            spec.overrides(),
        ) {
            (Some(of_layer), Some(of_policy)) => {
                std::ptr::eq(of_layer, of_policy) || of_layer == of_policy
            }
            (of_layer, of_policy) => of_layer == of_policy,
        }
    }

    pub(in crate::guard) fn hook(&self) -> Option<&RequestSettings> {
        self.0.hook.as_ref()
    }

    pub(in crate::guard) fn body(&self) -> Option<&Body> {
        self.0.body.get()
    }

    pub(in crate::guard) fn set_body(&self, body: Body) {
        // The layer reads the body once.
        let _ = self.0.body.set(body);
    }

    /// Hands what the layer found in the head to the guard.
    pub(in crate::guard) fn set_head(&self, found: Head<'static>) {
        if let Ok(mut head) = self.0.head.lock() {
            *head = Some(found);
        }
    }

    /// What the layer found in the head, for the first guard alone: its handler may change the head, and hand the request to
    /// another router, whose guard decides on the changed head.
    pub(in crate::guard) fn take_head(&self) -> Option<Head<'static>> {
        self.0.head.lock().ok()?.take()
    }

    /// The kind of location in which the token was found.
    pub(in crate::guard) fn located_in(&self) -> Option<LocationKind> {
        self.0.located_in.get().copied()
    }

    /// The token that was accepted, if it must be replaced.
    pub(in crate::guard) fn expiring(&self) -> Option<&ExpiringToken> {
        self.0.expiring.get().map(|expiring| &**expiring)
    }

    pub(in crate::guard) fn will_replace(&self, expiring: Box<ExpiringToken>) {
        // Two guards of one request would set the same token.
        let _ = self.0.expiring.set(expiring);
    }

    /// The cookies that the response clears.
    pub(in crate::guard) fn cleared(&self) -> &[HeaderValue] {
        self.0.cleared.get().map(Vec::as_slice).unwrap_or_default()
    }

    #[cold]
    pub(in crate::guard) fn will_clear(&self, cookies: impl FnOnce() -> Vec<HeaderValue>) {
        // Two guards of one request read the same cookies.
        self.0.cleared.get_or_init(cookies);
    }

    pub(in crate::guard) fn set_located_in(&self, kind: LocationKind) {
        // Two guards of one request search the same locations.
        let _ = self.0.located_in.set(kind);
    }
}

/// Whether the accepted token of a request came by cookie.
pub(crate) fn came_in_cookie<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> bool {
    let context = RequestContext::find(&parts.extensions, auth.id());
    context.and_then(RequestContext::located_in) == Some(LocationKind::Cookie)
}

/// The context of a request; `None` if its token can be in `Authorization: Bearer` only.
pub(crate) fn context_of<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    spec: &PolicySpec,
) -> Option<RequestContext> {
    if auth.is_plain() && spec.overrides().is_none() || spec.needs_no_access_token() {
        return None;
    }
    let of_layer = RequestContext::find(&parts.extensions, auth.id()).cloned();
    Some(of_layer.unwrap_or_else(|| {
        RequestContext::new(auth.id(), None, None, auth.request_settings(parts))
    }))
}
