use jwt_guard::prelude::*;

struct View;

impl View {
    #[protected]
    async fn hello() -> String {
        Self::greeting()
    }

    fn greeting() -> String {
        "hello".into()
    }
}

fn main() {}
