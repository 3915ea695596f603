//! What a refusal says of the authentication that is missing.

use super::PolicySpec;

/// How a user would have to authenticate for a handler, for the challenge ([RFC 9470 §3]): what all attributes of the
/// handler ask for together.
///
/// [RFC 9470 §3]: https://www.rfc-editor.org/rfc/rfc9470#section-3
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeededAuthentication {
    spec: &'static PolicySpec,
    absent: Option<&'static str>,
}

impl NeededAuthentication {
    /// `None` if the policy asks for nothing.
    pub(crate) fn of(spec: &'static PolicySpec) -> Option<Self> {
        spec.freshness().next().map(|_| Self { spec, absent: None })
    }

    /// The same for a token that lacks a claim of which something is asked.
    pub(crate) fn without(self, absent: Option<&'static str>) -> Self {
        Self { absent, ..self }
    }

    /// The claim that the token lacks, `auth_time` or `acr`, or that is of another type, which counts as absent.
    #[must_use]
    pub fn absent_claim(&self) -> Option<&'static str> {
        self.absent
    }

    /// Whether the token must come from an authentication, not from a refresh.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.spec.freshness().any(|asked| asked.fresh)
    }

    /// How long ago the user may have authenticated, in seconds; the shortest of several.
    #[must_use]
    pub fn max_age(&self) -> Option<i64> {
        self.spec
            .freshness()
            .filter_map(|asked| asked.max_age)
            .min()
    }

    /// The values of `acr` of which the token must have one, in order of preference; empty if it need not have any.
    #[must_use]
    pub fn acr_values(&self) -> Vec<&'static str> {
        let mut lists = self.spec.freshness().filter_map(|asked| asked.acr);
        let mut values = lists.next().unwrap_or_default().to_vec();
        for list in lists {
            values.retain(|value| list.contains(value));
        }
        values
    }
}
