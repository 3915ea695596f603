//! `RouteManifest`: the routes of a router with their policies.

mod authentication;
pub(super) mod route_auth;
mod scopes;

use std::collections::BTreeMap;
use std::fmt;

use jwt_syntax::http::token_location::TokenLocation;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::guard::{Overrides, PolicySpec, places_option};
use crate::router::manifest::authentication::AuthenticationSummary;
use crate::router::manifest::route_auth::RouteAuth;
use crate::router::manifest::scopes::ScopesSummary;

/// All routes of a [`GuardedRouter`](crate::router::GuardedRouter), in the order in which they were added.
///
/// The manifest is made from the same policies that the guards enforce. Its text and its JSON are stable, so that a test can
/// compare them with a committed file.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// #[public]
/// async fn health() {}
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// let router = GuardedRouter::<Auth<Api>>::new().route("/health", get(health));
/// let route = &router.manifest().routes()[0];
/// assert_eq!((route.methods(), route.path(), route.access()), ("GET", "/health", "public"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RouteManifest {
    routes: Vec<Route>,
}

/// One entry of a [`RouteManifest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub(in crate::router) methods: String,
    pub(in crate::router) path: String,
    pub(in crate::router) entry: RouteEntry,
    auth: RouteAuth,
}

/// How requests enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::router) enum RouteEntry {
    /// Through the guard of an annotated handler.
    Handler(&'static PolicySpec),
    /// A service that was declared public: `.public_service(..)`.
    PublicService,
    /// A router whose routes are not checked: `.merge_unguarded(..)`.
    UnguardedRouter,
}

impl RouteManifest {
    pub(in crate::router) fn push(
        &mut self,
        methods: impl Into<String>,
        path: impl Into<String>,
        entry: RouteEntry,
    ) {
        self.routes.push(Route {
            methods: methods.into(),
            path: path.into(),
            entry,
            auth: RouteAuth::default(),
        });
    }

    pub(in crate::router) fn push_handler(
        &mut self,
        methods: String,
        path: &str,
        spec: &'static PolicySpec,
        auth: RouteAuth,
    ) {
        self.push(methods, path, RouteEntry::Handler(spec));
        self.note_auth(auth);
    }

    /// Records the `Auth` of the entry that was added last.
    pub(in crate::router) fn note_auth(&mut self, auth: RouteAuth) {
        if let Some(route) = self.routes.last_mut() {
            route.auth = auth;
        }
    }

    /// Records what the state tells about the handlers with this policy and `Auth`.
    pub(in crate::router) fn resolve(
        &mut self,
        spec: &PolicySpec,
        unresolved: &RouteAuth,
        resolved: &RouteAuth,
    ) {
        for route in &mut self.routes {
            if matches!(route.entry, RouteEntry::Handler(other) if other == spec)
                && route.auth == *unresolved
            {
                route.auth = resolved.clone();
            }
        }
    }

    pub(in crate::router) fn has_fallback(&self, methods: &str) -> bool {
        self.routes.iter().any(|route| {
            route.path == "*"
                && route.methods == methods
                && route.entry != RouteEntry::UnguardedRouter
        })
    }

    pub(in crate::router) fn append(&mut self, other: Self) {
        self.routes.extend(other.routes);
    }

    pub(in crate::router) fn under(mut self, prefix: &str) -> Self {
        for route in &mut self.routes {
            route.path = crate::router::nesting::nested_path(prefix, &route.path);
        }
        self
    }

    /// The entries.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }
}

impl Route {
    /// The methods, separated by `|`; `*` for those that no other entry of the path lists, `405` for those that no route of the
    /// path has. As in axum, `GET` includes `HEAD`.
    #[must_use]
    pub fn methods(&self) -> &str {
        &self.methods
    }

    /// The path with its parameters, prefixes included; `*` for the router's fallback.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The `Auth` that decides: the name in `auth = ..` of the handler, or the configuration of the default instance, which is
    /// known once the router has its state. `None` if no token is needed.
    #[must_use]
    pub fn instance(&self) -> Option<&str> {
        self.auth.instance()
    }

    /// The token locations, in order: `token_from` of the handler or the configuration. Known once the router has its state;
    /// `None` if no access token is needed. Does not include what `request_settings` sets for single requests.
    #[must_use]
    pub fn token_from(&self) -> Option<&[TokenLocation]> {
        self.auth.token_from()
    }

    /// One word for a reader: `public`, `protected`, `optional`, `scoped`, `refresh`, `public service`, `unguarded`.
    #[must_use]
    pub fn access(&self) -> &'static str {
        self.entry.access()
    }

    /// The scopes that are required, as the table shows them, where there are any; else the same as [`access`](Self::access).
    #[must_use]
    pub fn requirement(&self) -> String {
        self.entry.to_string()
    }

    /// The path of the handler; `-` where there is none, as for a public service.
    #[must_use]
    pub fn handler(&self) -> &'static str {
        self.entry.handler()
    }

    pub(in crate::router) fn entry(&self) -> RouteEntry {
        self.entry
    }
}

impl RouteEntry {
    /// The kind of access, as the table names it.
    fn access(&self) -> &'static str {
        match self {
            Self::PublicService => "public service",
            Self::UnguardedRouter => "unguarded",
            Self::Handler(spec) if spec.is_public() => "public",
            Self::Handler(spec) if spec.takes_refresh_token() => "refresh",
            Self::Handler(spec) if spec.is_optional() => "optional",
            Self::Handler(spec) if spec.is_scoped() => "scoped",
            Self::Handler(_) => "protected",
        }
    }

    fn handler(&self) -> &'static str {
        match self {
            Self::Handler(spec) => spec.handler(),
            Self::PublicService | Self::UnguardedRouter => "-",
        }
    }

    fn authentication(&self) -> Option<AuthenticationSummary> {
        match self {
            Self::Handler(spec) => AuthenticationSummary::of(spec),
            Self::PublicService | Self::UnguardedRouter => None,
        }
    }

    /// Whether the handler replaces the requirements of a block around it.
    fn replaces_block(&self) -> bool {
        matches!(self, Self::Handler(spec) if spec.replaces_block())
    }

    /// The settings of the handler itself.
    fn overrides(&self) -> &'static Overrides {
        let overrides = match self {
            Self::Handler(spec) => spec.overrides(),
            Self::PublicService | Self::UnguardedRouter => None,
        };
        overrides.unwrap_or(&Overrides::NONE)
    }
}

/// A table with the columns methods, path, access with the required scopes, and handler. Options follow: the `Auth`, its token
/// locations, the required authentication, the settings of the handler, and `replace` where the handler replaces the
/// requirements of a block around it.
///
/// The scopes of several attributes are separated by semicolons, those of the handler first, then those of the blocks around
/// it; all of them must be granted.
impl fmt::Display for RouteManifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<_> = self
            .routes
            .iter()
            .map(|route| {
                [
                    route.methods.clone(),
                    route.path.clone(),
                    route.entry.to_string(),
                ]
            })
            .collect();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(String::len).max().unwrap_or(0)
        };
        let (methods, path, access) = (width(0), width(1), width(2));
        for ([m, p, a], route) in rows.iter().zip(&self.routes) {
            let handler = route.entry.handler();
            write!(f, "{m:methods$}  {p:path$}  {a:access$}  {handler}")?;
            let overrides = route.entry.overrides();
            let instance = route.instance().map(|name| format!("auth = {name}"));
            // Token locations of the handler itself are among its settings.
            let places = route
                .token_from()
                .filter(|_| overrides.token_from.is_none());
            let places = places.map(|places| places_option("token_from", places));
            let mut options: Vec<_> = instance.into_iter().chain(places).collect();
            let authentication = route.entry.authentication();
            options.extend(
                authentication
                    .into_iter()
                    .flat_map(|required| required.options()),
            );
            options.extend(overrides.given().map(|(name, value)| value.option(name)));
            if route.entry.replaces_block() {
                options.push("replace".into());
            }
            if !options.is_empty() {
                write!(f, "  {}", options.join(", "))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for RouteEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Handler(spec) = self else {
            return f.write_str(self.access());
        };
        if !spec.is_scoped() {
            return f.write_str(self.access());
        }
        let mut separator = "";
        for required in spec.accesses().filter_map(ScopesSummary::of) {
            write!(f, "{separator}{required}")?;
            separator = "; ";
        }
        Ok(())
    }
}

impl Serialize for RouteManifest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.routes)
    }
}

impl Serialize for Route {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let required: Vec<_> = match self.entry {
            RouteEntry::Handler(spec) => spec.accesses().filter_map(ScopesSummary::of).collect(),
            RouteEntry::PublicService | RouteEntry::UnguardedRouter => Vec::new(),
        };
        let settings: BTreeMap<_, _> = self.entry.overrides().given().collect();
        let mut route = serializer.serialize_struct("Route", 10)?;
        route.serialize_field("methods", &self.methods)?;
        route.serialize_field("path", &self.path)?;
        route.serialize_field("access", self.entry.access())?;
        route.serialize_field("required", &required)?;
        match self.entry.authentication() {
            Some(required) => route.serialize_field("authentication", &required)?,
            None => route.skip_field("authentication")?,
        }
        if self.entry.replaces_block() {
            route.serialize_field("replaces_block", &true)?;
        } else {
            route.skip_field("replaces_block")?;
        }
        route.serialize_field("handler", self.entry.handler())?;
        match self.instance() {
            Some(instance) => route.serialize_field("instance", instance)?,
            None => route.skip_field("instance")?,
        }
        match self.token_from() {
            Some(places) => {
                let places: Vec<_> = places.iter().map(TokenLocation::to_string).collect();
                route.serialize_field("token_from", &places)?;
            }
            None => route.skip_field("token_from")?,
        }
        if settings.is_empty() {
            route.skip_field("settings")?;
        } else {
            route.serialize_field("settings", &settings)?;
        }
        route.end()
    }
}
