//! The check that no two `Auth`s below a router share the sessions of a store.

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::session::SessionOwner;

/// An `Auth` that keeps sessions.
#[derive(Debug, Clone, Copy)]
pub(in crate::router) struct SessionKeeper {
    config: &'static str,
    /// Identifies the `Auth`, also among several of the same configuration.
    auth: usize,
    owner: SessionOwner,
}

impl SessionKeeper {
    /// `None` without a store.
    pub(in crate::router) fn of<C: AuthConfig>(auth: &Auth<C>) -> Option<Self> {
        auth.session_service().map(|session_service| Self {
            config: C::NAME,
            auth: auth.id(),
            owner: session_service.owner,
        })
    }

    /// The problems of `Auth`s that have the same owner of sessions.
    pub(in crate::router) fn problems(keepers: &[Self]) -> Vec<String> {
        let mut problems = Vec::new();
        let mut seen: Vec<&Self> = Vec::new();
        for session_service in keepers {
            if seen.iter().any(|other| other.auth == session_service.auth) {
                continue;
            }
            let same = seen
                .iter()
                .find(|other| other.owner == session_service.owner);
            problems.extend(same.map(|other| {
                format!(
                    "`{}` and `{}` are two `Auth`s of one name, to which sessions in a store would belong alike: give one of \
                     them another `session_owner`, `issuer`, `audience`, `client_id` or `instance`, or clone one `Auth` if \
                     both are the same service",
                    other.config, session_service.config,
                )
            }));
            seen.push(session_service);
        }
        problems
    }
}
