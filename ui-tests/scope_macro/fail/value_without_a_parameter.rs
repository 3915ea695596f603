use jwt_guard::prelude::*;

fn main() {
    let _ = scope!("team:{team}:read", tema = 7);
    let _ = scope!("note:read", team = 7);
    let _ = scope!("team:{team}:read", team = 7, team = 8);
    let _ = scope!("team:{type}:read");
    let _ = scope!("team:{team}:read", 7);
}
