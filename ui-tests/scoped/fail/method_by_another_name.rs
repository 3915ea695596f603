use jwt_guard::prelude::*;
use jwt_guard::scoped as needs;

struct View;

#[protected]
impl View {
    #[needs("user:read")]
    async fn list() {}
}

fn main() {}
