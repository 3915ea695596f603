use jwt_guard::prelude::*;

struct View;

#[protected]
impl View {
    fn title() -> &'static str {
        "users"
    }
}

fn main() {
    View::title();
}
