#[automatically_derived]
impl ::jwt_guard::__private::AuthConfig for Api {
    type Claims = (Membership, plan::Plan);
    type Users = ::jwt_guard::__private::NoUsers;
    type Scopes = ::jwt_guard::__private::AnyScope;
    const NAME: &'static str = "Api";
    const EXTRA: ::core::option::Option<
        ::jwt_guard::__private::ExtraVerificationsOf<Self>,
    > = ::core::option::Option::Some(|verified| {
        ::jwt_guard::__private::run_extra_verification::<
            Self,
            _,
        >("is_open", is_open, verified)?;
        ::jwt_guard::__private::run_extra_verification::<
            Self,
            _,
        >("team::has_seats", team::has_seats, verified)?;
        ::core::result::Result::Ok(())
    });
    fn settings(&self) -> ::jwt_guard::__private::Settings {
        let mut settings = ::jwt_guard::__private::Settings::new(
            <Self as ::jwt_guard::__private::AuthConfig>::NAME,
        );
        settings
            .secret
            .supply(::jwt_guard::__private::Origin::Field("secret"), &self.secret);
        settings.use_preset();
        settings
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<(Membership, plan::Plan)> for Api {
    fn part(claims: &(Membership, plan::Plan)) -> &(Membership, plan::Plan) {
        claims
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<Membership> for Api {
    fn part(claims: &(Membership, plan::Plan)) -> &Membership {
        &claims.0
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<plan::Plan> for Api {
    fn part(claims: &(Membership, plan::Plan)) -> &plan::Plan {
        &claims.1
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<
    (dyn ::jwt_guard::__private::AnyClaims + 'static),
> for Api {
    fn part(
        claims: &(Membership, plan::Plan),
    ) -> &(dyn ::jwt_guard::__private::AnyClaims + 'static) {
        claims
    }
}
const _: () = ::jwt_guard::__private::assert_distinct(
    &[
        <Membership as ::jwt_guard::__private::ClaimSet>::NAMES,
        <plan::Plan as ::jwt_guard::__private::ClaimSet>::NAMES,
    ],
    &[
        <Membership as ::jwt_guard::__private::ClaimSet>::ACCEPTS_ANY_NAME,
        <plan::Plan as ::jwt_guard::__private::ClaimSet>::ACCEPTS_ANY_NAME,
    ],
);
