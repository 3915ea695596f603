use jwt_guard::prelude::*;

struct View;

#[protected]
impl View {
    #[scoped(with = Self::required)]
    async fn list() {}

    fn required() -> String {
        "admin".into()
    }
}

fn main() {}
