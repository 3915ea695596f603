use axum::http::Method;
use jwt_guard::prelude::*;

#[protected]
#[rustfmt::skip]
async fn hello(
    _1: Method, _2: Method, _3: Method, _4: Method, _5: Method, _6: Method, _7: Method, _8: Method,
    _9: Method, _10: Method, _11: Method, _12: Method, _13: Method, _14: Method, _15: Method,
    _16: String,
) -> &'static str {
    "hello"
}

fn main() {}
