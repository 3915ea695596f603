//! The scope of a cookie: the attributes that, beside its name, make it a different cookie.

use crate::browser::cookie::{Cookies, RequestCookies};

/// What identifies a cookie beside its name (RFC 6265bis §5.7). A cookie of the same name in another scope is not replaced, and
/// both are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope<'a> {
    /// `None` for a cookie of a single host.
    pub(super) domain: Option<&'a str>,
    pub(super) path: &'a str,
    pub(super) is_partitioned: bool,
}

impl<'a> RequestCookies<'a> {
    /// The scope that the configuration sets.
    pub(super) fn scope(&self) -> Scope<'a> {
        let Cookies {
            domain,
            path,
            partitioned,
            ..
        } = self.cookies;
        Scope {
            domain: domain.as_deref().filter(|_| !self.is_local),
            path,
            is_partitioned: *partitioned && self.is_secure(),
        }
    }

    /// The other scopes in which a cookie of the same name may exist: from settings of an earlier deployment, or from another
    /// service of the same site. With the default settings there are none.
    pub(super) fn other_scopes(&self) -> impl Iterator<Item = Scope<'a>> + use<'a> {
        let configured = self.scope();
        let domains = [None, configured.domain];
        let paths = ["/", configured.path];
        let partitions = [false, configured.is_partitioned];
        // An attribute that is not set has only one possible value.
        let domains = domains
            .into_iter()
            .skip(usize::from(configured.domain.is_none()));
        let paths = paths.into_iter().skip(usize::from(configured.path == "/"));
        let partitions = partitions
            .into_iter()
            .skip(usize::from(!configured.is_partitioned));
        domains
            .flat_map(move |domain| paths.clone().map(move |path| (domain, path)))
            .flat_map(move |(domain, path)| {
                let partitions = partitions.clone();
                partitions.map(move |is_partitioned| Scope {
                    domain,
                    path,
                    is_partitioned,
                })
            })
            .filter(move |scope| *scope != configured)
    }
}
