//! Where a browser keeps a cookie of a name: what else tells two cookies of that name from each other.

use crate::browser::cookie::{Cookies, RequestCookies};

/// What, beside the name, makes a cookie another one (RFC 6265bis §5.7): one in another scope is not replaced, and both
/// are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope<'a> {
    /// None for a cookie of one host.
    pub(super) domain: Option<&'a str>,
    pub(super) path: &'a str,
    pub(super) is_partitioned: bool,
}

impl<'a> RequestCookies<'a> {
    /// The scope that the configuration has.
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

    /// The other scopes in which a cookie of the same name may be, because the settings were others before, or the same
    /// name is used beside this service. With the defaults there are none.
    pub(super) fn other_scopes(&self) -> impl Iterator<Item = Scope<'a>> + use<'a> {
        let own = self.scope();
        let domains = [None, own.domain];
        let paths = ["/", own.path];
        let partitions = [false, own.is_partitioned];
        // An attribute that is not set has one value, and no other.
        let domains = domains.into_iter().skip(usize::from(own.domain.is_none()));
        let paths = paths.into_iter().skip(usize::from(own.path == "/"));
        let partitions = partitions
            .into_iter()
            .skip(usize::from(!own.is_partitioned));
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
            .filter(move |scope| *scope != own)
    }
}
