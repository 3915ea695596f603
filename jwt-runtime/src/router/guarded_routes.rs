//! `GuardedRoutes`: the routers that can be nested in a `GuardedRouter` or merged into it.

use super::guarded::GuardedRouter;

/// A [`GuardedRouter`] whose state is `S`.
///
/// This is a trait to give a helpful error for an axum router.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `GuardedRouter` with the state `{S}`",
    label = "its routes cannot become routes of this `GuardedRouter`",
    note = "a router of axum, whose routes have no access policies, is added with `.merge_unguarded(..)` or `.nest_unguarded(..)`",
    note = "a `GuardedRouter` with another state is given that by `.with_state(..)` first"
)]
pub trait GuardedRoutes<S>: sealed::Sealed {
    #[doc(hidden)]
    fn into_router(self) -> GuardedRouter<S>;
}

mod sealed {
    pub trait Sealed {}

    impl<S> Sealed for super::GuardedRouter<S> {}
}

#[diagnostic::do_not_recommend]
impl<S> GuardedRoutes<S> for GuardedRouter<S> {
    fn into_router(self) -> Self {
        self
    }
}
