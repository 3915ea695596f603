//! A program with every attribute and every derive, in which no lint of the compiler fires. The test puts `#![forbid(..)]`
//! before it.

/// A member of a token.
#[derive(::jwt_guard::Claim, Clone, Debug)]
pub struct Membership {
    /// The plan.
    pub plan: ::std::string::String,
    /// The roles, inside of another claim.
    #[claim(path = "realm_access.roles", default)]
    pub roles: ::std::vec::Vec<::std::string::String>,
    /// The team.
    #[claim(name = "https://example.com/team")]
    pub team: ::core::option::Option<::std::string::String>,
}

/// One claim.
#[derive(::jwt_guard::Claim, Clone, Debug)]
pub struct TeamName(pub ::std::string::String);

/// Claims with functions for everything.
#[derive(::jwt_guard::Claim, Clone, Debug)]
#[claim(user = User)]
pub struct Profile {
    /// The name.
    #[claim(setup = name_of, verify = is_not_empty)]
    pub name: ::std::string::String,
    /// The level, in another form, inside of another claim.
    #[claim(path = "profile.user.level_1", default = no_level)]
    #[serde(serialize_with = "level::write", deserialize_with = "level::read")]
    pub level_1: ::std::string::String,
    /// A name of the language.
    pub r#type: ::core::option::Option<::std::string::String>,
}

fn name_of(user: &User) -> ::std::string::String {
    ::std::clone::Clone::clone(&user.name)
}

fn is_not_empty(name: &str) -> bool {
    !name.is_empty()
}

const fn no_level() -> ::std::string::String {
    ::std::string::String::new()
}

mod level {
    use ::jwt_guard::__private::serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn write<S: Serializer>(
        level: &str,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(level)
    }

    pub(super) fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<::std::string::String, D::Error> {
        ::std::string::String::deserialize(deserializer)
    }
}

/// The scopes that there are.
#[derive(::jwt_guard::Scope, Clone, Copy, Debug)]
pub enum Permission {
    /// Reads notes.
    #[scope("note:read")]
    NoteRead,
    /// Writes notes.
    #[scope("note:write")]
    NoteWrite,
    /// Reads those of one team.
    #[scope("team:{team}:read")]
    TeamRead,
}

/// The scopes of nobody else.
#[derive(::jwt_guard::Scope, Clone, Copy, Debug)]
enum Hidden {
    #[scope("hidden")]
    Hidden,
}

/// How the service is configured.
#[derive(::jwt_guard::AuthConfig, Debug)]
#[auth(
    algorithm = "HS256",
    access_ttl = "15m",
    claims = (Membership, TeamName, Profile),
    users = Users,
    scopes = Permission,
    extra_verifications(is_known)
)]
pub struct Api {
    /// The secret.
    #[auth(env = "JWT_SECRET")]
    pub secret: ::jwt_guard::key::Secret,
    /// The issuer.
    #[auth(env = "JWT_ISSUER")]
    pub issuer: ::core::option::Option<::std::string::String>,
}

/// How that of the staff is.
#[derive(::jwt_guard::AuthConfig, Debug)]
pub struct StaffApi {
    /// The secret.
    pub secret: ::jwt_guard::key::Secret,
}

/// What handlers share.
#[derive(::jwt_guard::AuthState, Clone, Debug)]
pub struct App {
    /// The first.
    auth: ::jwt_guard::Auth<Api>,
    /// The second.
    staff: ::jwt_guard::Auth<StaffApi>,
    /// One more of the first configuration.
    #[auth(instance = Spare)]
    spare: ::jwt_guard::Auth<Api>,
}

/// What handlers call it.
#[derive(Clone, Copy, Debug)]
pub struct Spare;

const fn is_known(_: &::jwt_guard::guard::Claims<(Membership, TeamName, Profile)>) -> bool {
    true
}

/// A user of the service.
#[derive(Clone, Debug)]
pub struct User {
    /// The name.
    pub name: ::std::string::String,
}

/// Who knows the users.
#[derive(Clone, Debug)]
pub struct Users {
    users: ::std::vec::Vec<User>,
}

impl ::jwt_guard::user::UserBackend<(Membership, TeamName, Profile)> for Users {
    type Credentials = ::jwt_guard::user::Credentials;
    type User = User;

    async fn authenticate(
        &self,
        _: ::jwt_guard::user::Credentials,
    ) -> ::core::result::Result<::core::option::Option<User>, ::jwt_guard::user::BackendError> {
        ::core::result::Result::Ok(::core::option::Option::None)
    }

    async fn retrieve_user(
        &self,
        name: &str,
    ) -> ::core::result::Result<::core::option::Option<User>, ::jwt_guard::user::BackendError> {
        let mut users = ::std::iter::IntoIterator::into_iter(&self.users);
        let user = ::std::iter::Iterator::find(&mut users, |user| user.name == name);
        ::core::result::Result::Ok(user.cloned())
    }

    fn subject(&self, user: &User) -> ::std::string::String {
        name_of(user)
    }
}

/// Open to all.
#[::jwt_guard::public]
pub async fn health() {}

/// Asks for a token.
#[::jwt_guard::protected(fresh, max_age = "5m", acr = "mfa", leeway = "0s")]
pub async fn me(claims: ::jwt_guard::guard::Claims<Membership>) -> ::std::string::String {
    ::std::clone::Clone::clone(&claims.plan)
}

/// Takes the user, and checks a scope in the code.
#[::jwt_guard::inject_user]
pub async fn user(user: User, claims: ::jwt_guard::guard::Claims) -> ::std::string::String {
    let team = 7;
    if claims.grants(::jwt_guard::scope!("team:{team}:read"))
        || claims.grants(::jwt_guard::scope!(Permission::TeamRead, team = team))
        || claims.grants(::jwt_guard::scope!("note:read", in = Permission))
    {
        return user.name;
    }
    ::std::string::String::new()
}

/// With types and lifetimes of its own.
#[::jwt_guard::protected]
pub async fn generic<T>() -> &'static str
where
    T: ::core::default::Default + ::core::marker::Send + 'static,
{
    ::core::mem::drop(T::default());
    "generic"
}

/// Asks for none.
#[::jwt_guard::protected(optional)]
pub async fn perhaps(claims: ::core::option::Option<::jwt_guard::guard::Claims>) -> &'static str {
    claims.map_or("nobody", |_| "somebody")
}

/// Asks for scopes.
#[::jwt_guard::scoped("note:read", Permission::NoteWrite, require_all = false)]
pub async fn notes() {}

/// Asks for scopes in groups, with a parameter.
#[::jwt_guard::scoped(any("note:write", all("team:{team}:read", Permission::TeamRead)), in = Permission)]
pub async fn of_team() {}

fn required() -> ::std::string::String {
    ::std::convert::From::from("note:read")
}

/// Requires the scopes that a function computes.
#[::jwt_guard::scoped(with = required, state = App)]
pub async fn computed() {}

/// Asks another instance.
#[::jwt_guard::scoped("staff", auth = StaffApi)]
pub(crate) async fn staff() {}

/// Private, with a name that is no word: `a_1`.
#[::jwt_guard::scoped(Hidden::Hidden, auth = StaffApi)]
async fn a_1() {}

/// The same name, nearly.
#[::jwt_guard::protected]
async fn a1() {}

/// A name of the language.
#[::jwt_guard::protected]
pub async fn r#type() {}

/// Handlers of a type.
#[derive(Clone, Copy, Debug)]
pub struct View;

/// All of them.
#[::jwt_guard::scoped("note:read", Permission::NoteWrite)]
impl View {
    /// The requirements of the block.
    pub async fn list() {}

    /// More than the block requires.
    #[::jwt_guard::scoped(with = required)]
    pub async fn write() {}

    /// Less.
    #[::jwt_guard::public(replace)]
    pub async fn help() {}
}

/// Handlers in a module.
#[::jwt_guard::scoped(Permission::NoteRead, auth = StaffApi)]
pub mod admin {
    /// The requirements of the block.
    pub async fn list() {}

    /// More than the block requires.
    #[::jwt_guard::protected(max_age = "5m")]
    pub async fn recent() {}

    /// A block in the block.
    #[::jwt_guard::scoped("note:write")]
    pub mod deep {
        /// The requirements of both blocks.
        pub async fn list() {}
    }

    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Inner;

    impl Inner {
        pub(crate) async fn list() {}
    }
}

/// Nothing in it has the requirements of the block.
#[::jwt_guard::scoped(Permission::NoteRead, auth = StaffApi)]
pub mod open {
    /// Open to all.
    #[::jwt_guard::public(replace)]
    pub async fn help() {}
}

/// A router with all of them.
pub fn router() -> ::jwt_guard::routing::GuardedRouter<App> {
    use ::jwt_guard::routing::get;

    ::jwt_guard::routing::GuardedRouter::new()
        .route("/", get(health).post(me).put(perhaps))
        .route("/user", get(user).post(generic::<u8>))
        .route("/notes", get(notes).post(computed))
        .route("/notes/{team}", get(of_team))
        .route("/staff", get(staff).post(a_1).put(a1).patch(r#type))
        .route("/view", get(View::list).post(View::write).put(View::help))
        .route("/open", get(open::help))
        .route(
            "/admin",
            get(admin::list)
                .post(admin::recent)
                .put(admin::deep::list)
                .patch(admin::Inner::list),
        )
}
