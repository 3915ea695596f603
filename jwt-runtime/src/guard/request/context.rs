//! `RequestContext`: what the layer around a handler and its guard share about one request.

use std::sync::{Arc, OnceLock};

use axum::http::request::Parts;
use axum::http::{Extensions, HeaderName, HeaderValue};
use jwt_syntax::http::token_location::LocationKind;

use crate::auth::Auth;
use crate::config::{AuthConfig, RequestSettings};
use crate::grant::ExpiringToken;
use crate::guard::PolicySpec;
use crate::token_location::{Body, Head};

/// One request, as one `Auth` sees it. The layer makes it and keeps a share; another is among the extensions.
#[derive(Clone)]
pub(crate) struct RequestContext(Arc<Shared>);

struct Shared {
    /// Which `Auth` it is of: a router may be nested in the layer of another.
    auth: usize,
    /// The headers on which the answer depends, if a layer is there to say so.
    layer: Option<Vec<HeaderName>>,
    /// The policy that the layer knew of, if any.
    spec: Option<&'static PolicySpec>,
    hook: Option<RequestSettings>,
    body: Option<Body>,
    /// What the layer found in the head, if it had to search it and nothing can change the head before the guard.
    head: Option<Head<'static>>,
    located_in: OnceLock<LocationKind>,
    /// The headers on which the answer depends, for a handler whose settings the layer did not know.
    varies_by: OnceLock<Vec<HeaderName>>,
    /// The token that let the request in, if it is to be replaced.
    expiring: OnceLock<Box<ExpiringToken>>,
    /// What clears the cookies that came dead.
    cleared: OnceLock<Vec<HeaderValue>>,
}

/// The contexts of a request, of which there is nearly always one.
#[derive(Clone, Default)]
struct RequestContexts(Vec<RequestContext>);

impl RequestContext {
    pub(in crate::guard) fn new(
        auth: usize,
        layer: Option<Vec<HeaderName>>,
        spec: Option<&'static PolicySpec>,
        hook: Option<RequestSettings>,
        body: Option<Body>,
        head: Option<Head<'static>>,
    ) -> Self {
        Self(Arc::new(Shared {
            auth,
            layer,
            spec,
            hook,
            body,
            head,
            located_in: OnceLock::new(),
            varies_by: OnceLock::new(),
            expiring: OnceLock::new(),
            cleared: OnceLock::new(),
        }))
    }

    /// That of an `Auth`, if its layer was passed.
    pub(in crate::guard) fn find(extensions: &Extensions, auth: usize) -> Option<&Self> {
        let RequestContexts(all) = extensions.get()?;
        all.iter().find(|context| context.0.auth == auth)
    }

    /// Puts it into the request, in the place of that of a layer further out.
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

    /// Whether the layer knew what this policy has otherwise than the configuration, if that is anything.
    pub(in crate::guard) fn is_for(&self, spec: &'static PolicySpec) -> bool {
        match (
            self.0.spec.and_then(PolicySpec::overrides),
            spec.overrides(),
        ) {
            (Some(known), Some(own)) => std::ptr::eq(known, own) || known == own,
            (known, own) => known == own,
        }
    }

    pub(in crate::guard) fn hook(&self) -> Option<&RequestSettings> {
        self.0.hook.as_ref()
    }

    pub(in crate::guard) fn body(&self) -> Option<&Body> {
        self.0.body.as_ref()
    }

    pub(in crate::guard) fn head(&self) -> Option<&Head<'static>> {
        self.0.head.as_ref()
    }

    /// Where the token stood that was found.
    pub(in crate::guard) fn located_in(&self) -> Option<LocationKind> {
        self.0.located_in.get().copied()
    }

    /// The token that let the request in, if it is to be replaced.
    pub(in crate::guard) fn expiring(&self) -> Option<&ExpiringToken> {
        self.0.expiring.get().map(|expiring| &**expiring)
    }

    pub(in crate::guard) fn let_in_by(&self, expiring: Box<ExpiringToken>) {
        // Two guards in one request are asked about the same token.
        let _ = self.0.expiring.set(expiring);
    }

    /// The cookies that the response clears.
    pub(in crate::guard) fn cleared(&self) -> &[HeaderValue] {
        self.0.cleared.get().map(Vec::as_slice).unwrap_or_default()
    }

    #[cold]
    pub(in crate::guard) fn will_clear(&self, cookies: impl FnOnce() -> Vec<HeaderValue>) {
        // Two guards in one request read the same cookies.
        self.0.cleared.get_or_init(cookies);
    }

    pub(in crate::guard) fn set_located_in(&self, kind: LocationKind) {
        // Two guards in one request look in the same places.
        let _ = self.0.located_in.set(kind);
    }
}

/// Whether the token that let a request in came in a cookie.
pub(crate) fn came_in_cookie<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> bool {
    let context = RequestContext::find(&parts.extensions, auth.id());
    context.and_then(RequestContext::located_in) == Some(LocationKind::Cookie)
}

/// What is known of a request beside its head; `None` if all that can matter is one header.
pub(crate) fn context_of<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    spec: &PolicySpec,
) -> Option<RequestContext> {
    if auth.is_plain() && spec.overrides().is_none() || spec.is_public() {
        return None;
    }
    let of_layer = RequestContext::find(&parts.extensions, auth.id()).cloned();
    Some(of_layer.unwrap_or_else(|| {
        RequestContext::new(
            auth.id(),
            None,
            None,
            auth.request_settings(parts),
            None,
            None,
        )
    }))
}
