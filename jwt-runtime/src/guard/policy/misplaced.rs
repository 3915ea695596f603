//! The policy of a function whose attribute cannot declare one.

use std::marker::PhantomData;

use super::{Access, NoScopes, Policy, PolicySpec};

/// Stands for the policy of a function in an `impl` block that is not annotated. The build fails for the attribute there, and,
/// thanks to this type, not for the routes of the function as well.
#[derive(Debug)]
pub struct MisplacedPolicy<I>(PhantomData<fn() -> I>);

impl<I: 'static> Policy for MisplacedPolicy<I> {
    type Instance = I;
    type Scopes = NoScopes;
    const SPEC: PolicySpec = PolicySpec::new("", Access::Protected);
}
