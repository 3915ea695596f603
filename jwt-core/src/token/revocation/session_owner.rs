//! `SessionOwner`: the service that sessions belong to.

use std::fmt;

use aws_lc_rs::digest::{Context, SHA256};

/// The service that sessions belong to: a digest of 128 bits of its whole name.
///
/// It is a part of everything that a store is asked for: the digests of refresh tokens, and the keys of sessions, subjects
/// and revocations. Services whose names differ in any part share nothing in one store, and a store need not know of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionOwner([u8; 16]);

/// The parts of a service's name.
#[derive(Debug)]
pub struct OwnerName<'a> {
    /// The setting `issuer`.
    pub issuer: Option<&'a str>,
    /// The setting `session_owner`.
    pub own: Option<&'a str>,
    /// The setting `audience`.
    pub audience: &'a [Box<str>],
    /// The setting `client_id`.
    pub clients: &'a [Box<str>],
    /// The setting `instance`.
    pub instance: Option<&'a str>,
}

impl SessionOwner {
    /// The service of this name, which has no issuer, audience, client or instance.
    ///
    /// ```
    /// use jwt_guard::session::SessionOwner;
    ///
    /// assert_ne!(SessionOwner::named("shop"), SessionOwner::named("forum"));
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::of(&OwnerName {
            issuer: None,
            own: Some(name),
            audience: &[],
            clients: &[],
            instance: None,
        })
    }

    /// The digest of a name. The order of audiences and of clients does not matter.
    #[doc(hidden)]
    pub fn of(name: &OwnerName<'_>) -> Self {
        let mut context = Context::new(&SHA256);
        let mut add = |names: &mut [&str]| {
            names.sort_unstable();
            // Lengths separate the parts.
            context.update(&(names.len() as u64).to_be_bytes());
            for name in names {
                context.update(&(name.len() as u64).to_be_bytes());
                context.update(name.as_bytes());
            }
        };
        for one in [name.issuer, name.own, name.instance] {
            add(&mut one.into_iter().collect::<Vec<_>>());
        }
        for all in [name.audience, name.clients] {
            add(&mut all.iter().map(AsRef::as_ref).collect::<Vec<_>>());
        }
        let mut bytes = [0; 16];
        for (byte, digested) in bytes.iter_mut().zip(context.finish().as_ref()) {
            *byte = *digested;
        }
        Self(bytes)
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for SessionOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[digest]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_name_counts() {
        let boxed =
            |names: &[&str]| -> Vec<Box<str>> { names.iter().map(|name| (*name).into()).collect() };
        let (none, a, b, ab, ba) = (
            boxed(&[]),
            boxed(&["a"]),
            boxed(&["b"]),
            boxed(&["a", "b"]),
            boxed(&["ab"]),
        );
        let of = |issuer, own, audience, clients, instance| {
            SessionOwner::of(&OwnerName {
                issuer,
                own,
                audience,
                clients,
                instance,
            })
        };
        let owners = [
            of(Some("a"), None, &none, &none, None),
            of(None, Some("a"), &none, &none, None),
            of(Some("a"), Some("a"), &none, &none, None),
            of(Some("a"), None, &a, &none, None),
            of(Some("a"), None, &b, &none, None),
            of(Some("a"), None, &none, &a, None),
            of(Some("a"), None, &ab, &none, None),
            of(Some("a"), None, &ba, &none, None),
            of(Some("a"), None, &none, &none, Some("a")),
            of(Some("a"), None, &none, &none, Some("")),
        ];
        for (position, owner) in owners.iter().enumerate() {
            assert_eq!(
                owners.iter().position(|other| other == owner),
                Some(position)
            );
        }
        let reversed = boxed(&["b", "a"]);
        assert_eq!(
            of(Some("a"), None, &reversed, &none, None),
            of(Some("a"), None, &ab, &none, None)
        );
    }
}
