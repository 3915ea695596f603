//! `PolicySpec`: the requirements of a handler, as constant data.

mod each_arity;
mod freshness;
mod grouped;
mod into_required_scopes;
mod merged;
mod misplaced;
mod of_session;
mod override_value;
mod overrides;
mod scope_function;
mod within_vocabulary;

pub(crate) use each_arity::each_arity;
pub use freshness::Freshness;
pub use grouped::{Grouped, assert_no_parameters};
pub use into_required_scopes::IntoRequiredScopes;
pub(in crate::guard) use merged::needed;
pub(crate) use merged::needed_authentication;
pub use misplaced::MisplacedPolicy;
pub(crate) use of_session::{FOR_REVOCATION, OF_ANY_AGE};
pub(crate) use override_value::places_option;
pub use overrides::Overrides;
pub use scope_function::{ComputesScopes, ScopeComputation, ScopeFunction, With};
pub use within_vocabulary::{NoScopes, WithinVocabulary};

use std::fmt;

use jwt_syntax::scope::Requirement;

use crate::response::{Endpoint, Responses};

/// Who may call a handler. The attributes write one for each handler; nothing in it is computed during a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicySpec {
    handler: &'static str,
    access: Access,
    optional: bool,
    inserts_claims: bool,
    for_revocation: bool,
    is_always_enforced: bool,
    replaces: bool,
    overrides: Option<&'static Overrides>,
    endpoint: Option<Endpoint>,
    responses: Option<HandlerRenderer>,
    pub(in crate::guard) freshness: Option<&'static Freshness>,
    pub(in crate::guard) inner: Option<&'static PolicySpec>,
}

/// The renderer of a handler.
#[derive(Clone, Copy)]
struct HandlerRenderer(&'static dyn Responses);

impl PartialEq for HandlerRenderer {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::addr_eq(self.0, other.0)
    }
}

impl Eq for HandlerRenderer {}

impl fmt::Debug for HandlerRenderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HandlerRenderer")
    }
}

/// The access that one attribute defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone; tokens are ignored.
    Public,
    /// Any client with a valid access token.
    Protected,
    /// Clients with a valid access token that grants these scopes.
    Scoped(Requirement<'static>),
    /// Clients with a valid access token that grants scopes in groups, or scopes with parameters of the path.
    Grouped(Grouped),
    /// Clients with a valid access token that grants the scopes that a function computes for the request.
    Computed(ScopeFunction),
    /// Clients with a refresh token of a live session. The extractor
    /// [`RefreshedSession`](crate::endpoints::RefreshedSession), which the handler has, checks it.
    RefreshToken,
}

impl PolicySpec {
    /// The policy of the function `handler`.
    #[must_use]
    pub const fn new(handler: &'static str, access: Access) -> Self {
        Self {
            handler,
            access,
            optional: false,
            inserts_claims: false,
            for_revocation: false,
            is_always_enforced: false,
            replaces: false,
            overrides: None,
            endpoint: None,
            responses: None,
            freshness: None,
            inner: None,
        }
    }

    /// Accepts an absent token, but not an invalid one.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Accepts a token that is presented for revocation, even if it is not valid yet.
    pub(crate) const fn for_revocation(mut self) -> Self {
        self.for_revocation = true;
        self
    }

    /// Requires a valid token even if the configuration sets `enforce` off, because the response is about the token.
    pub(crate) const fn always_enforced(mut self) -> Self {
        self.is_always_enforced = true;
        self
    }

    pub(in crate::guard) const fn is_always_enforced(&self) -> bool {
        self.is_always_enforced
    }

    pub(crate) const fn is_for_revocation(&self) -> bool {
        self.for_revocation
    }

    /// Records that the handler is a ready-made endpoint.
    pub(crate) const fn of_endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    pub(in crate::guard) fn endpoint(&self) -> Option<Endpoint> {
        self.chain().find_map(|spec| spec.endpoint)
    }

    /// Gives the handler a renderer of its own.
    #[must_use]
    pub const fn rendered_by(mut self, responses: &'static dyn Responses) -> Self {
        self.responses = Some(HandlerRenderer(responses));
        self
    }

    /// The renderer of the handler itself.
    pub(crate) fn responses(&self) -> Option<&'static dyn Responses> {
        let renderer = self.chain().find_map(|spec| spec.responses);
        renderer.map(|HandlerRenderer(responses)| responses)
    }

    /// Inserts the claims into the request, for an extractor that the attribute cannot see.
    #[must_use]
    pub const fn inserting_claims(mut self) -> Self {
        self.inserts_claims = true;
        self
    }

    /// Gives the handler settings of its own.
    #[must_use]
    pub const fn overriding(mut self, overrides: &'static Overrides) -> Self {
        self.overrides = Some(overrides);
        self
    }

    /// Adds requirements on the authentication.
    #[must_use]
    pub const fn with_freshness(mut self, freshness: &'static Freshness) -> Self {
        self.freshness = Some(freshness);
        self
    }

    /// Records that the attribute has `replace`, so that the block around the handler does not apply.
    #[must_use]
    pub const fn replacing(mut self) -> Self {
        self.replaces = true;
        self
    }

    /// Adds the policy of the block around the handler, or of another attribute on it: both must be satisfied.
    #[must_use]
    pub const fn and(mut self, inner: &'static Self) -> Self {
        self.inner = Some(inner);
        self
    }

    /// The path of the handler, such as `app::users::list`.
    #[must_use]
    pub const fn handler(&self) -> &'static str {
        self.handler
    }

    /// Whether an attribute has `replace`: the requirements of a block around the handler do not apply.
    #[must_use]
    pub fn replaces_block(&self) -> bool {
        self.chain().any(|spec| spec.replaces)
    }

    /// Whether no token is required; false as soon as one attribute requires one.
    #[must_use]
    #[inline]
    pub fn is_public(&self) -> bool {
        self.chain()
            .all(|spec| matches!(spec.access, Access::Public))
    }

    /// Whether a refresh token is required instead of an access token.
    #[must_use]
    pub const fn takes_refresh_token(&self) -> bool {
        matches!(self.access, Access::RefreshToken)
    }

    /// Whether the guard needs no access token.
    #[inline]
    pub(crate) fn needs_no_access_token(&self) -> bool {
        let needs_none = |spec: &Self| matches!(spec.access, Access::Public | Access::RefreshToken);
        self.chain().all(needs_none)
    }

    /// Whether an absent token is accepted; false as soon as one attribute requires a token.
    #[must_use]
    #[inline]
    pub fn is_optional(&self) -> bool {
        self.chain().all(|spec| spec.optional)
    }

    /// The settings of the handler itself.
    #[must_use]
    pub const fn overrides(&self) -> Option<&'static Overrides> {
        let mut spec = self;
        loop {
            match (spec.overrides, spec.inner) {
                (Some(overrides), _) => return Some(overrides),
                (None, Some(inner)) => spec = inner,
                (None, None) => return None,
            }
        }
    }

    /// The requirements of each attribute on the authentication; all of them must be met.
    #[inline]
    pub fn freshness(&self) -> impl Iterator<Item = &'static Freshness> {
        self.chain().filter_map(|spec| spec.freshness)
    }

    /// Whether the claims are inserted into the request, for extractors.
    #[must_use]
    #[inline]
    pub fn inserts_claims(&self) -> bool {
        self.chain().any(|spec| spec.inserts_claims)
    }

    /// The access that each attribute defines; all of them must be met.
    #[inline]
    pub fn accesses(&self) -> impl Iterator<Item = &Access> {
        self.chain().map(|spec| &spec.access)
    }

    /// Whether any scope is required.
    #[must_use]
    pub fn is_scoped(&self) -> bool {
        self.accesses().any(|access| {
            !matches!(
                access,
                Access::Public | Access::Protected | Access::RefreshToken
            )
        })
    }

    /// Visits all scopes that the policy names, in order.
    pub fn visit_scopes(&self, visit: &mut dyn FnMut(&'static str)) {
        for access in self.accesses() {
            match access {
                Access::Public | Access::Protected | Access::RefreshToken | Access::Computed(_) => {
                }
                Access::Scoped(requirement) => {
                    requirement.scopes.iter().for_each(|scope| visit(scope));
                }
                Access::Grouped(grouped) => grouped.condition.visit(visit),
            }
        }
    }

    /// This policy and those that it was merged with.
    #[inline]
    fn chain(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |spec| spec.inner)
    }
}

/// A type that stands for the policy of one handler. The attributes write them.
pub trait Policy: Send + Sync + 'static {
    /// The instance of `Auth` that decides; [`DefaultInstance`](crate::claims::DefaultInstance) without `auth = ..`.
    type Instance: 'static;

    /// The scopes of the policy, for routers to check: [`NoScopes`](crate::guard::NoScopes), or a type that is [within the
    /// vocabulary](crate::guard::WithinVocabulary).
    type Scopes;

    /// The policy.
    const SPEC: PolicySpec;
}
