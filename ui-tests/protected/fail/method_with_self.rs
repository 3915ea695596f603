use jwt_guard::prelude::*;

struct View {
    greeting: &'static str,
}

impl View {
    #[protected]
    async fn hello(&self) -> &'static str {
        self.greeting
    }
}

fn main() {}
