use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("note:read")]
    NoteRead,
}

fn main() {
    let _ = scope!("note:raed", in = Permission);
    let _ = scope!(Permission::NoteRead, in = Permission);
}
