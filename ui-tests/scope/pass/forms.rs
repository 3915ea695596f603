//! Visibility, conditions, raw names, another name of the crate, a vocabulary inside a function.
#![deny(warnings)]

use jwt_guard::prelude::*;
use jwt_guard::scope::{ScopeSet, Vocabulary};

mod inner {
    use jwt_guard::prelude::*;

    #[derive(Scope, Clone, Copy)]
    pub(super) enum Permission {
        #[scope(":read")]
        Read,
        #[cfg(any())]
        #[scope("never")]
        Never,
        #[scope("team:{team}:read")]
        r#Type,
    }
}

#[derive(Scope)]
#[scope(crate = ::jwt_guard)]
#[non_exhaustive]
pub enum Public {
    /// Documented.
    #[scope("https://example.com/read")]
    Read = 7,
}

fn main() {
    #[derive(Scope)]
    enum Local {
        #[scope("a")]
        A,
    }
    assert_eq!(Local::A.as_str(), "a");
    assert_eq!(inner::Permission::ALL.len(), 2);
    assert_eq!(inner::Permission::Type.as_str(), "team:{team}:read");
    assert_eq!(Public::SCOPES, Some(&["https://example.com/read"][..]));
    let set: ScopeSet = [inner::Permission::Read].into_iter().collect();
    assert!(set.iter().eq([":read"]));
}
