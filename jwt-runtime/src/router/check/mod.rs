//! The checks of a finished router, when all prefixes are known.

pub(in crate::router) mod cookie_owner;
pub(in crate::router) mod handler_check;
pub(in crate::router) mod session_owner;

use std::fmt;

use jwt_syntax::scope::parameters;

use crate::router::check::cookie_owner::CookieOwner;
use crate::router::check::session_owner::SessionKeeper;
use crate::router::manifest::{Route, RouteEntry, RouteManifest};

/// The problems of a router that was to be finished, one a line.
///
/// ```
/// # use jwt_guard::prelude::*;
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// #[scoped("team:{team}:read")]
/// async fn team() {}
///
/// # fn app(auth: Auth<Api>) {
/// let router: GuardedRouter = GuardedRouter::new().route("/teams/{id}", get(team)).with_state(auth);
/// let error = router.try_finish().unwrap_err();
/// assert!(error.to_string().contains("no parameter `{team}`; it has `{id}`"));
/// # }
/// # app(Auth::builder(Api { secret: Secret::random().unwrap() }).build().unwrap());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouterError(Vec<String>);

impl RouterError {
    /// The problems, in the order of the routes.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for RouterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for RouterError {}

/// Checks that no route has a parameter twice, that each has the parameters named by the scopes of its handler, that each
/// cookie name has one owner, and that each owner of sessions is one `Auth`.
/// `of_handlers` are the problems of the handlers, found earlier.
pub(in crate::router) fn check(
    manifest: &RouteManifest,
    owners: &[CookieOwner],
    keepers: &[SessionKeeper],
    of_handlers: &[String],
) -> Result<(), RouterError> {
    let mut problems = CookieOwner::problems(owners);
    problems.extend(SessionKeeper::problems(keepers));
    problems.extend_from_slice(of_handlers);
    for route in manifest.routes() {
        problems.extend(doubled(route));
        let RouteEntry::Handler(spec) = route.entry() else {
            continue;
        };
        spec.visit_scopes(&mut |scope| {
            for name in parameters(scope) {
                let available: Vec<_> = names(route.path()).collect();
                if !available.contains(&name) {
                    problems.push(problem(
                        route.methods(),
                        route.path(),
                        spec.handler(),
                        scope,
                        name,
                        &available,
                    ));
                }
            }
        });
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(RouterError(problems))
    }
}

/// Reports parameters that a path has twice: the guard could read one value and the handler the other.
fn doubled(route: &Route) -> impl Iterator<Item = String> {
    let names: Vec<_> = names(route.path()).collect();
    let mut doubled: Vec<&str> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let is_later = names.iter().skip(index).skip(1).any(|later| later == name);
        if is_later && !doubled.contains(name) {
            doubled.push(name);
        }
    }
    doubled.into_iter().map(|name| {
        format!(
            "the route `{} {}` has the parameter `{{{name}}}` twice; give one of them another name, also where it comes \
             from a prefix",
            route.methods(),
            route.path(),
        )
    })
}

fn problem(
    methods: &str,
    path: &str,
    handler: &str,
    scope: &str,
    name: &str,
    available: &[&str],
) -> String {
    let available = if available.is_empty() {
        "it has none".to_owned()
    } else {
        let available: Vec<_> = available
            .iter()
            .map(|name| format!("`{{{name}}}`"))
            .collect();
        format!("it has {}", available.join(", "))
    };
    format!(
        "the handler `{handler}` requires the scope `{scope}`, but its route `{methods} {path}` has no parameter `{{{name}}}`; {available}"
    )
}

/// The names of the parameters in a path, `{id}` and `{*rest}`. Doubled braces are literal.
fn names(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        loop {
            let (_, behind) = rest.split_once('{')?;
            if let Some(behind) = behind.strip_prefix('{') {
                rest = behind;
                continue;
            }
            let (name, behind) = behind.split_once('}')?;
            rest = behind;
            return Some(name.strip_prefix('*').unwrap_or(name));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn the_parameters_of_a_path_are_found() {
        for (path, expected) in [
            ("/", &[][..]),
            ("/a/{id}", &["id"]),
            ("/{a}/b/{*rest}", &["a", "rest"]),
            ("/{{a}}/{b}", &["b"]),
            ("/{a}.json", &["a"]),
            ("*", &[]),
            ("/{a", &[]),
        ] {
            assert!(names(path).eq(expected.iter().copied()), "{path}");
        }
    }
}
