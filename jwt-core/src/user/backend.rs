//! `UserBackend`: what an application implements to say who its users are.

use std::any::Any;
use std::future::Future;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::credentials::Credentials;
use super::login_event::LoginEvent;
use crate::claim::{ClaimSet, ExtraClaims, NoClaims, UserOf};
use crate::error::BackendError;
use crate::key::Secret;
use crate::scope::ScopeSet;
use crate::session::SessionEvent;
use crate::token::Authentication;

/// Who knows the users of an application: checks credentials at login, and finds the user of a verified token.
///
/// Implement it with `async fn`. `T` is the configuration's type of custom claims.
///
/// ```
/// use jwt_guard::scope::ScopeSet;
/// use jwt_guard::user::{BackendError, Credentials, UserBackend};
///
/// #[derive(Clone)]
/// struct User { id: u32, name: String }
///
/// struct Users;
///
/// impl UserBackend for Users {
///     type Credentials = Credentials;
///     type User = User;
///
///     async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
///         # let password_is_right = |_: &Credentials| true;
///         Ok(password_is_right(&login).then(|| User { id: 1, name: login.username }))
///     }
///
///     async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
///         Ok((subject == "1").then(|| User { id: 1, name: "ada".into() }))
///     }
///
///     fn subject(&self, user: &User) -> String {
///         user.id.to_string()
///     }
///
///     async fn scopes(&self, _: &User) -> Result<ScopeSet, BackendError> {
///         Ok(["user:read"].into_iter().collect())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a user backend for tokens with the claims `{T}`",
    label = "this type does not know any users",
    note = "implement `UserBackend<{T}>` for `{Self}`: the parameter is the type named by `claims = ..`"
)]
pub trait UserBackend<T: ClaimSet = NoClaims>: Send + Sync + 'static {
    /// The JSON body of a login request; [`Credentials`] is the usual one.
    type Credentials: DeserializeOwned + Send + 'static;

    /// A user, as handlers get it.
    ///
    /// The one of whom the claims say `#[claim(user = ..)]`, if they are computed from it.
    type User: UserOf<T> + Clone + Send + Sync + 'static;

    /// The user with these credentials; `None` if there is no such user or a credential is wrong.
    ///
    /// Both cases must take the same time, or strangers can find out who is a user.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn authenticate(
        &self,
        credentials: Self::Credentials,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send;

    /// The user that a verified token is about; `None` if there is none any more.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn retrieve_user(
        &self,
        subject: &str,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send;

    /// The user that a token of another issuer is about; nobody unless implemented.
    ///
    /// Its subject is a name that the issuer gave: only the pair of both is one person, so that a subject of
    /// [`retrieve_user`](Self::retrieve_user) that happens to be the same is somebody else.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn retrieve_foreign_user(
        &self,
        issuer: &str,
        subject: &str,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send {
        let _ = (issuer, subject);
        async { Ok(None) }
    }

    /// What identifies the user in tokens, for ever and never re-used: a primary key, not a name or an address.
    fn subject(&self, user: &Self::User) -> String;

    /// The scopes that the user's tokens grant; none unless implemented.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn scopes(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<ScopeSet, BackendError>> + Send {
        let _ = user;
        async { Ok(ScopeSet::none()) }
    }

    /// The custom claims of the user's tokens.
    ///
    /// Must be implemented if one of them is required and has no `setup`. Without an implementation, they are what
    /// [`SetUp`](crate::claim::SetUp) computes; with one, they are what it says, and it may call that.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn claims(&self, user: &Self::User) -> impl Future<Output = Result<T, BackendError>> + Send {
        const {
            assert!(
                T::GIVEN.is_empty(),
                "the configuration's claims are required in every token: implement `UserBackend::claims`"
            );
        }
        UserOf::claims(user)
    }

    /// More members for the payload of the user's tokens, besides the claims that have a type; none unless implemented.
    ///
    /// A name that is a claim of the library or of the configuration is an error: the login is answered 500, and the log
    /// names the claim.
    ///
    /// ```
    /// # use jwt_guard::user::{BackendError, Credentials, UserBackend};
    /// use jwt_guard::claim::ExtraClaims;
    ///
    /// # #[derive(Clone)]
    /// # struct User { id: u32, locale: String }
    /// # struct Users;
    /// impl UserBackend for Users {
    /// #   type Credentials = Credentials;
    /// #   type User = User;
    /// #   async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> { Ok(None) }
    /// #   fn subject(&self, user: &User) -> String { user.id.to_string() }
    ///     // ..
    ///     async fn extend_payload(&self, user: &User) -> Result<ExtraClaims, BackendError> {
    ///         Ok([("locale".to_owned(), user.locale.as_str().into())].into_iter().collect())
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn extend_payload(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<ExtraClaims, BackendError>> + Send {
        let _ = user;
        async { Ok(ExtraClaims::default()) }
    }

    /// Members of the header of the user's tokens, beside those of the setting `additional_headers`; none unless
    /// implemented.
    ///
    /// A header is read by whoever handles the token, and signed like its claims. A name that the library sets itself, such
    /// as `alg` or `kid`, makes the login fail, and the log says why.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn additional_headers(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<Map<String, Value>, BackendError>> + Send {
        let _ = user;
        async { Ok(Map::new()) }
    }

    /// How the user authenticated who has just been [authenticated](Self::authenticate); unsaid unless implemented.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn authentication(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<Authentication, BackendError>> + Send {
        let _ = user;
        async { Ok(Authentication::default()) }
    }

    /// Hears of what happens to sessions: to keep a record, or to write to a user whose token was stolen. Nothing
    /// happens unless implemented.
    ///
    /// The client waits for it. What fails in it must not fail the request, so that it has no error.
    fn on_session_event(&self, event: SessionEvent<'_>) -> impl Future<Output = ()> + Send {
        let _ = event;
        async {}
    }

    /// The account that credentials are for. Failed attempts are counted by this name, so that a password cannot be guessed. It
    /// is asked for before the credentials are checked, and need not exist.
    ///
    /// Two texts that the backend takes for the same account must have one name here, or each has attempts of its own: bring
    /// them into one form, as the look-up does; a database that ignores accents takes more texts for the same than one expects.
    /// Unless implemented, it is the user name of [`Credentials`], in lower case and without white space at its ends.
    /// Credentials of another type have none, and are counted by the address of the client alone.
    ///
    /// ```
    /// # use jwt_guard::user::{BackendError, UserBackend};
    /// #[derive(serde::Deserialize)]
    /// struct Pin {
    ///     card: String,
    ///     pin: String,
    /// }
    ///
    /// # struct Users;
    /// impl UserBackend for Users {
    ///     type Credentials = Pin;
    /// #   type User = ();
    /// #   async fn authenticate(&self, _: Pin) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   fn subject(&self, _: &()) -> String { String::new() }
    ///     // ..
    ///     fn account(&self, login: &Pin) -> Option<String> {
    ///         Some(login.card.replace(' ', ""))
    ///     }
    /// }
    /// ```
    fn account(&self, credentials: &Self::Credentials) -> Option<String> {
        let usual = (credentials as &dyn Any).downcast_ref::<Credentials>();
        usual.map(|credentials| credentials.username.trim().to_lowercase())
    }

    /// Hears of logins and re-authentications that fail, or that are not checked since too many failed before: to keep a
    /// record, or to write to the owner of an account. Nothing happens unless implemented; the log has a line either way.
    ///
    /// The client waits for it. What fails in it must not fail the request, so that it has no error. What takes longer for an
    /// account that exists than for another tells by the time of the response who is a user: hand such work to a task.
    fn on_login_event(&self, event: LoginEvent<'_>) -> impl Future<Output = ()> + Send {
        let _ = event;
        async {}
    }

    /// What makes the key of a subject's tokens, with `key_per_user = "on"`: any text that is the subject's own, and that
    /// the backend replaces to have all their tokens refused from the next request on. A random one, or a number that
    /// is counted up: what cannot be guessed of the key comes from the configuration's `secret`. It is taken as written,
    /// without the prefixes of other secrets.
    ///
    /// `None` for a subject that is unknown: a token about it is refused. It is asked before anything of a token has been
    /// verified, for whatever subject a stranger wrote into one; so let it be a look-up and nothing else. After two
    /// seconds without an answer, the request is answered 503.
    ///
    /// Nobody has one unless it is implemented; without `key_per_user`, it is not asked.
    ///
    /// ```
    /// # use jwt_guard::user::{BackendError, Credentials};
    /// use jwt_guard::prelude::*;
    ///
    /// #[derive(AuthConfig)]
    /// #[auth(key_per_user = "on", users = Users)]
    /// struct Api {
    ///     secret: Secret,
    /// }
    ///
    /// # struct Db;
    /// # impl Db { async fn tokens_of(&self, _: &str) -> Result<Option<String>, BackendError> { Ok(Some("7".into())) } }
    /// struct Users {
    ///     db: Db,
    /// }
    ///
    /// impl UserBackend for Users {
    /// #   type Credentials = Credentials;
    /// #   type User = ();
    /// #   async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   fn subject(&self, _: &()) -> String { String::new() }
    ///     // ..
    ///     async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, BackendError> {
    ///         let secret = self.db.tokens_of(subject).await?;
    ///         Ok(secret.map(Secret::from))
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn user_secret(
        &self,
        subject: &str,
    ) -> impl Future<Output = Result<Option<Secret>, BackendError>> + Send {
        let _ = subject;
        async { Ok(None) }
    }

    /// Whether the user may log in and be found by a token; every user may unless implemented.
    ///
    /// # Errors
    ///
    /// If it cannot be found out now; the client is told to try again later.
    fn is_active(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send {
        let _ = user;
        async { Ok(true) }
    }
}
