use jwt_guard::prelude::*;

trait Page {
    fn show() -> impl Future<Output = &'static str> + Send;
}

struct View;

#[protected]
impl Page for View {
    async fn show() -> &'static str {
        "hello"
    }
}

fn main() {}
