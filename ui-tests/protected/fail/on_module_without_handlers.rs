#[jwt_guard::protected]
mod views {
    pub fn title() -> &'static str {
        "users"
    }
}

fn main() {
    views::title();
}
