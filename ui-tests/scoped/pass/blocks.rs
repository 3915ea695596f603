use jwt_guard::prelude::*;


#[derive(Scope)]
enum Permission {
    #[scope("staff")]
    Staff,
    #[scope("note:read")]
    NoteRead,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<AdminApi>,
}

fn of_request() -> String {
    "note:write".to_owned()
}

#[scoped(Permission::Staff, "admin", require_all = false, auth = AdminApi)]
mod staff {
    use super::*;

    pub struct View;

    #[scoped(with = super::of_request, state = super::App)]
    impl View {
        #[scoped(Permission::NoteRead)]
        pub async fn list<T: Default + Send + 'static>(claims: Claims<NoClaims, AdminApi>) {
            drop((claims, T::default()));
        }

        #[scoped(with = of_request)]
        pub async fn write() {}

        #[public(replace)]
        pub async fn health() {}
    }

    #[scoped("audit")]
    pub mod audit {
        #[protected(auth = crate::AdminApi, replace)]
        pub async fn own() {}

        #[cfg(any())]
        #[scoped("never")]
        pub async fn never() {}

        #[protected(fresh)]
        pub(in crate::staff) async fn hidden() {}

        pub fn routes() -> super::GuardedRouter<super::App> {
            super::GuardedRouter::new().route("/hidden", super::get(hidden))
        }
    }
}

fn main() {
    let routes = get(staff::View::list::<u8>)
        .post(staff::View::write)
        .put(staff::View::health)
        .patch(staff::audit::own);
    let app = staff::audit::routes().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 5);
}
