fn main() {
    #[derive(jwt_guard::Claim)]
    #[claim(crate = ::jwt_guard)]
    struct Membership {
        plan: Option<String>,
    }

    use jwt_guard::claim::ClaimSet;
    assert!(Membership::unset().is_some_and(|membership| membership.plan.is_none()));
}
