use std::future::Future;

use jwt_guard::prelude::*;

struct View;

#[protected]
impl View {
    async fn show() {}

    fn list() -> impl Future<Output = &'static str> + Send {
        async { "list" }
    }
}

fn main() {}
