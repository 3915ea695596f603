//! Where the sessions of a `jwt-guard` service are kept: each store is behind a feature of its name.
//!
//! All of them pass the same suite of tests, which is public: `jwt_guard::testing::store_tests!`.
