//! Handlers in unit tests: called as functions.

use jwt_guard::guard::{Guard, Injected};
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[protected]
async fn double(number: String) -> String {
    number.repeat(2)
}

#[tokio::test]
async fn a_handler_can_be_called_in_a_unit_test() {
    assert_eq!(double(Guard::granted(()), "7".into()).await, "77");
}

#[protected]
async fn plan(claims: Claims<Membership>) -> String {
    format!("{} on {}", claims.subject(), claims.plan)
}

#[inject_user]
async fn name(user: User) -> String {
    user.name
}

#[protected]
async fn current(user: CurrentUser<User>) -> String {
    user.name.clone()
}

#[tokio::test]
async fn claims_and_users_can_be_handed_to_it() {
    let claims = auth().verify(&token(&[])).unwrap();
    assert_eq!(plan(Guard::granted(claims.into())).await, "1 on pro");
    let ada = || User {
        id: 1,
        name: "ada".into(),
    };
    assert_eq!(name(Guard::granted(Injected(ada()))).await, "ada");
    assert_eq!(current(Guard::granted(ada().into())).await, "ada");
}
