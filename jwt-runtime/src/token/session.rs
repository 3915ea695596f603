//! The session that a token is of: one login of one user.

use crate::csrf::Digest;

/// What a token says of its session.
pub(crate) struct Session {
    /// The claim `sid`.
    pub(crate) id: Box<str>,
    /// What the CSRF value of the session must be: the claim `csrf`.
    pub(crate) csrf: Option<Digest>,
}

impl Session {
    pub(super) fn of(id: Option<&str>, csrf: Option<&str>) -> Option<Box<Self>> {
        let id = id.filter(|id| !id.is_empty())?;
        Some(Box::new(Self {
            id: id.into(),
            csrf: csrf.and_then(Digest::read),
        }))
    }
}
