use jwt_guard::prelude::*;

mod views {
    use jwt_guard::prelude::*;

    #[protected]
    pub(crate) async fn in_crate() {}

    #[protected]
    pub(super) async fn above() {}

    #[protected]
    pub(in crate::views) async fn in_path() {}

    pub fn router() -> GuardedRouter<Auth<super::Api>> {
        GuardedRouter::new().route("/path", get(in_path))
    }
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let app = views::router().route("/", get(views::in_crate).post(views::above));
    assert_eq!(app.manifest().routes().len(), 3);
}
