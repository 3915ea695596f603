use jwt_guard::prelude::*;

#[derive(Claim)]
struct Access {
    #[claim(path = "cnf.jkt")]
    thumbprint: String,
}

fn main() {}
