use jwt_guard::prelude::*;

#[scoped(any("a", all("b", any("c", all("d", any("e", all("f", any("g", all("h", any("i", "j"))))))))))]
async fn handler() {}

fn main() {}
