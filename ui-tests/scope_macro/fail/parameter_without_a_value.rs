use jwt_guard::prelude::*;

fn main() {
    let _ = scope!("team:{team}:read");
}
