use jwt_guard::prelude::*;

#[protected(leeway = "soon", audience = ["a", "a"], realm = "\"", algorithm = "HS256", isuer = "a")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
