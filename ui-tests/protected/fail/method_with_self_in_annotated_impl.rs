use jwt_guard::prelude::*;

struct View {
    greeting: &'static str,
}

#[protected]
impl View {
    #[scoped("user:read")]
    async fn hello(&self) -> &'static str {
        self.greeting
    }
}

fn main() {}
