//! Handlers in unit tests: called as the functions that they are.

use jwt_guard::guard::Guard;
use jwt_guard::prelude::*;

#[protected]
async fn double(number: String) -> String {
    number.repeat(2)
}

#[tokio::test]
async fn a_handler_can_be_called_in_a_unit_test() {
    assert_eq!(double(Guard::granted(()), "7".into()).await, "77");
}
