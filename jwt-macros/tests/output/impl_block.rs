#[cfg(feature = "views")]
const _: () = {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__hidden_attribute_error! {}
        };
    }
    #[cfg(feature = "list")]
    #[doc(hidden)]
    pub enum __PolicyOfList {}
    #[cfg(feature = "list")]
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfList {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = Self;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::View::list"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["view:read"],
                require_all: true,
                require_all_actions: true,
            }),
        );
    }
    #[cfg(feature = "list")]
    #[automatically_derived]
    impl<
        __S,
        __V: ::jwt_guard::__private::Contains<
                283929097649336381926112095003016869630u128,
            >,
    > ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfList {}
    #[doc(hidden)]
    pub enum __PolicyOfHealth {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfHealth {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::health"),
                ::jwt_guard::__private::Access::Public,
            )
            .replacing();
    }
    #[doc(hidden)]
    pub enum __PolicyOfMine {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfMine {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = Self;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::View::mine"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["view:read"],
                require_all: true,
                require_all_actions: true,
            }),
        );
    }
    #[automatically_derived]
    impl<
        __S,
        __V: ::jwt_guard::__private::Contains<
                283929097649336381926112095003016869630u128,
            >,
    > ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfMine {}
    #[doc(hidden)]
    pub enum __PolicyOfPeek {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfPeek {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::peek"),
                ::jwt_guard::__private::Access::Protected,
            )
            .optional()
            .replacing();
    }
    #[cfg(feature = "views")]
    /// The views.
    impl View {
        const LIMIT: usize = 10;
        type Rows = [u8; { 3 }];
        async fn load(db: &Db) -> Rows {
            db.load().await
        }
        fn new() -> Self {
            Self
        }
        async fn render(&self) -> String {
            String::new()
        }
        #[cfg(feature = "list")]
        pub async fn list(
            ::jwt_guard::__private::Guard(
                claims,
                ..,
            ): ::jwt_guard::__private::Guard<__PolicyOfList, Claims<Membership>>,
        ) -> Html {
            Self::load().await
        }
        pub async fn health(_: ::jwt_guard::__private::Guard<__PolicyOfHealth>) {}
        pub async fn mine(
            ::jwt_guard::__private::Guard(
                ::jwt_guard::__private::Injected(user),
                ..,
            ): ::jwt_guard::__private::Guard<
                __PolicyOfMine,
                ::jwt_guard::__private::Injected<User>,
            >,
        ) {}
        pub async fn peek(
            ::jwt_guard::__private::Guard(
                claims,
                ..,
            ): ::jwt_guard::__private::Guard<__PolicyOfPeek, Option<Claims<Self>>>,
        ) {}
    }
};
#[cfg(feature = "views")]
use ::jwt_guard::__private::hidden_attribute::*;
#[cfg(feature = "views")]
__attribute_that_its_block_cannot_see! {}
