//! `Routes`: what a `GuardedRouter` collects, before it has its state and after.

use axum::Router;

use super::check::cookie_owner::CookieOwner;
use super::check::handler_check::HandlerCheck;
use super::check::session_owner::SessionKeeper;
use super::check::{self, RouterError};
use super::installation::Installation;
use super::manifest::{RouteEntry, RouteManifest};
use super::nesting::with_slash;

/// The routes of a router, and what is known of them.
pub struct Routes<S> {
    pub(super) inner: Router<S>,
    /// The route `/` once more, to serve the prefix *with* a trailing slash if this router is nested.
    pub(super) root: Option<Router<S>>,
    pub(super) manifest: RouteManifest,
    pub(super) cookie_owners: Vec<CookieOwner>,
    pub(super) session_keepers: Vec<SessionKeeper>,
    /// The checks of handlers until the router has its state.
    handler_checks: Vec<HandlerCheck<S>>,
    /// The requirements of handlers that the `Auth` in the state cannot satisfy.
    problems: Vec<String>,
}

impl<S> Routes<S>
where
    S: Clone + Send + Sync + 'static,
{
    pub(super) fn new() -> Self {
        Self {
            inner: Router::new(),
            root: None,
            manifest: RouteManifest::default(),
            cookie_owners: Vec::new(),
            session_keepers: Vec::new(),
            handler_checks: Vec::new(),
            problems: Vec::new(),
        }
    }

    #[track_caller]
    pub(super) fn add(&mut self, path: &str, installation: Installation<S>) {
        self.handler_checks.extend(installation.handler_checks);
        for (methods, spec, auth) in installation.policies {
            self.manifest.push_handler(methods, path, spec, auth);
        }
        self.inner = std::mem::take(&mut self.inner).route(path, installation.router.clone());
        if path == "/" {
            let root = self.root.take().unwrap_or_default();
            self.root = Some(root.route(path, installation.router));
        }
    }

    #[track_caller]
    pub(super) fn nest(mut self, prefix: &str, mut other: Self) -> Self {
        self.inner = self.inner.nest(prefix, std::mem::take(&mut other.inner));
        if let (Some(root), Some(prefix)) = (other.root.take(), with_slash(prefix)) {
            self.inner = self.inner.nest(&prefix, root);
        }
        other.manifest = other.manifest.under(prefix);
        self.extend(other);
        self
    }

    #[track_caller]
    pub(super) fn merge(mut self, mut other: Self) -> Self {
        self.inner = self.inner.merge(std::mem::take(&mut other.inner));
        self.root = match (self.root, other.root.take()) {
            (Some(ours), Some(theirs)) => Some(ours.merge(theirs)),
            (ours, theirs) => ours.or(theirs),
        };
        self.extend(other);
        self
    }

    /// Takes in what is known of other routes.
    fn extend(&mut self, other: Self) {
        self.manifest.append(other.manifest);
        self.cookie_owners.extend(other.cookie_owners);
        self.session_keepers.extend(other.session_keepers);
        self.handler_checks.extend(other.handler_checks);
        self.problems.extend(other.problems);
    }

    /// A second fallback would replace the first, and the manifest would list a policy that is never enforced.
    #[track_caller]
    pub(super) fn note_fallback(&mut self, methods: &str, entry: RouteEntry) {
        assert!(
            !self.manifest.has_fallback(methods),
            "this router has a fallback already, and can have only one"
        );
        self.manifest.push(methods, "*", entry);
    }

    /// Records the checks of the fallback that was added last.
    pub(super) fn note_handler_check(&mut self, handler_check: Option<HandlerCheck<S>>) {
        if let Some(handler_check) = handler_check {
            self.manifest.note_auth(handler_check.auth());
        }
        self.handler_checks.extend(handler_check);
    }

    pub(super) fn with_state<S2>(mut self, state: S) -> Routes<S2> {
        let problems = self
            .handler_checks
            .iter()
            .flat_map(|handler_check| handler_check.problems(&state));
        self.problems.extend(problems);
        for handler_check in &self.handler_checks {
            let auth = handler_check.auth_in_state(&state);
            self.manifest
                .resolve(handler_check.spec(), &handler_check.auth(), &auth);
        }
        let keepers = self
            .handler_checks
            .iter()
            .filter_map(|handler_check| handler_check.session_service(&state));
        self.session_keepers.extend(keepers);
        Routes {
            root: self.root.map(|root| root.with_state(state.clone())),
            inner: self.inner.with_state(state),
            manifest: self.manifest,
            cookie_owners: self.cookie_owners,
            session_keepers: self.session_keepers,
            handler_checks: Vec::new(),
            problems: self.problems,
        }
    }
}

impl Routes<()> {
    /// The router of axum, if all routes are right.
    pub(super) fn checked(self) -> Result<Router, RouterError> {
        check::check(
            &self.manifest,
            &self.cookie_owners,
            &self.session_keepers,
            &self.problems,
        )?;
        Ok(self.inner)
    }
}

impl<S> Clone for Routes<S> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            root: self.root.clone(),
            manifest: self.manifest.clone(),
            cookie_owners: self.cookie_owners.clone(),
            session_keepers: self.session_keepers.clone(),
            handler_checks: self.handler_checks.clone(),
            problems: self.problems.clone(),
        }
    }
}

impl<S> std::fmt::Debug for Routes<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Routes")
            .field("manifest", &self.manifest)
            .finish_non_exhaustive()
    }
}

/// A [`GuardedRouter`](super::GuardedRouter) whose state is `S`.
///
/// This is a trait to give a helpful error for an axum router.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `GuardedRouter` with the state `{S}`",
    label = "its routes cannot become routes of this `GuardedRouter`",
    note = "a router of axum, whose routes have no access policies, is added with `.merge_unguarded(..)` or `.nest_unguarded(..)`",
    note = "a `GuardedRouter` with another state is given that by `.with_state(..)` first"
)]
pub trait GuardedRoutes<S>: sealed::Sealed {
    #[doc(hidden)]
    fn into_routes(self) -> Routes<S>;
}

/// Only a `GuardedRouter` has such routes.
pub(super) mod sealed {
    pub trait Sealed {}
}
