//! `UserBackend`: what an application implements to say who its users are.

use std::any::Any;
use std::future::Future;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::credentials::Credentials;
use super::legacy_token::LegacyToken;
use super::login_event::LoginEvent;
use super::login_request::LoginRequest;
use super::token_user::TokenUser;
use crate::claim::{ClaimSet, ExtraClaims, NoClaims, UserOf};
use crate::error::BackendError;
use crate::key::Secret;
use crate::scope::ScopeSet;
use crate::session::SessionEvent;
use crate::token::Authentication;

/// The users of an application: checks credentials at login, and finds the user of a verified token.
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

    /// A user, as handlers receive it.
    ///
    /// If claims are computed from it, the type in `#[claim(user = ..)]`.
    type User: UserOf<T> + Clone + Send + Sync + 'static;

    /// The user with these credentials; `None` if there is no such user or a credential is wrong.
    ///
    /// Both cases must take the same time; otherwise the time reveals which users exist.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn authenticate(
        &self,
        credentials: Self::Credentials,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send;

    /// The user with these credentials, as [`authenticate`](Self::authenticate) finds it, with a look at the request that they
    /// came in: its headers, the address of the client, and the extensions of a middleware. Calls `authenticate` by default; the
    /// library calls this method.
    ///
    /// ```
    /// use axum::http::request::Parts;
    /// use jwt_guard::user::LoginRequest;
    /// # use jwt_guard::user::{BackendError, Credentials, UserBackend};
    ///
    /// # struct Users;
    /// # impl UserBackend for Users {
    /// #   type Credentials = Credentials;
    /// #   type User = ();
    /// #   async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   fn subject(&self, _: &()) -> String { String::new() }
    /// /// Only machines with a client certificate, which the proxy has verified, may log in.
    /// async fn authenticate_request(
    ///     &self,
    ///     login: Credentials,
    ///     request: LoginRequest<'_>,
    /// ) -> Result<Option<()>, BackendError> {
    ///     let head = request.head::<Parts>();
    ///     match head.is_some_and(|head| head.headers.contains_key("x-client-certificate")) {
    ///         true => self.authenticate(login).await,
    ///         false => Ok(None),
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`authenticate`](Self::authenticate).
    fn authenticate_request(
        &self,
        credentials: Self::Credentials,
        request: LoginRequest<'_>,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send {
        let _ = request;
        self.authenticate(credentials)
    }

    /// The user that a verified token is about; `None` if the user no longer exists.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn retrieve_user(
        &self,
        subject: &str,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send;

    /// The user of a verified token of this service, with its claims, scopes and session. Calls
    /// [`retrieve_user`](Self::retrieve_user) by default; the library calls this method for a request, and `retrieve_user` for a
    /// refresh, which has no access token.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn retrieve_user_of(
        &self,
        token: TokenUser<'_, T>,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send {
        self.retrieve_user(token.subject())
    }

    /// The user that a token of another issuer is about; `None` by default.
    ///
    /// Its subject is a name of that issuer: the same subject in [`retrieve_user`](Self::retrieve_user) is another user.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn retrieve_foreign_user(
        &self,
        issuer: &str,
        subject: &str,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send {
        let _ = (issuer, subject);
        async { Ok(None) }
    }

    /// What identifies the user in tokens: permanent and never reused, such as a primary key, and not a name or an address.
    fn subject(&self, user: &Self::User) -> String;

    /// The scopes that the user's tokens grant; none by default.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn scopes(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<ScopeSet, BackendError>> + Send {
        let _ = user;
        async { Ok(ScopeSet::none()) }
    }

    /// The custom claims of the user's tokens.
    ///
    /// Must be implemented if one of them is required and has no `setup`. By default, [`FromUser`](crate::claim::FromUser)
    /// computes them; an implementation may call it.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn claims(&self, user: &Self::User) -> impl Future<Output = Result<T, BackendError>> + Send {
        const {
            assert!(
                T::FROM_BACKEND.is_empty(),
                "the configuration's claims are required in every token: implement `UserBackend::claims`"
            );
        }
        UserOf::claims(user)
    }

    /// More members for the payload of the user's tokens, besides the custom claims; none by default.
    ///
    /// A name that is a claim of the library or of the configuration is an error: the login fails with 500, and the log
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
    /// If the backend is unavailable; the client receives 503.
    fn extend_payload(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<ExtraClaims, BackendError>> + Send {
        let _ = user;
        async { Ok(ExtraClaims::default()) }
    }

    /// Members of the header of the user's tokens, besides those of the setting `additional_headers`; none by default.
    ///
    /// A header is not encrypted, and is signed like the claims. A name that the library sets itself, such as `alg` or
    /// `kid`, makes the login fail, and the log says why.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn additional_headers(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<Map<String, Value>, BackendError>> + Send {
        let _ = user;
        async { Ok(Map::new()) }
    }

    /// How a user authenticated that was [authenticated](Self::authenticate) just now; tokens do not say it by default.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn authentication(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<Authentication, BackendError>> + Send {
        let _ = user;
        async { Ok(Authentication::default()) }
    }

    /// The user of a refresh token that the library which this service used before has issued; `None` to refuse it. Called until
    /// the time that `AuthBuilder::adopt_until` is given, once for each token, when its client refreshes for the first time.
    ///
    /// A session then begins whose refresh token is the old one, so that the client notices nothing. By default, a token that is
    /// a JWT of the usual key belongs to the user that [`retrieve_user`](Self::retrieve_user) finds, and any other is refused.
    ///
    /// ```
    /// use jwt_guard::user::LegacyToken;
    /// # use jwt_guard::user::{BackendError, Credentials, UserBackend};
    /// # struct Db;
    /// # impl Db { async fn refresh_token_of(&self, _: &str) -> Option<String> { None } }
    /// # struct Users { db: Db }
    ///
    /// # impl UserBackend for Users {
    /// #   type Credentials = Credentials;
    /// #   type User = ();
    /// #   async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   fn subject(&self, _: &()) -> String { String::new() }
    /// // The old service kept one refresh token for each user.
    /// async fn adopt(&self, old: &LegacyToken<'_>) -> Result<Option<()>, BackendError> {
    ///     let stored = self.db.refresh_token_of(old.subject()).await;
    ///     match stored.is_some_and(|stored| old.matches(&stored)) {
    ///         true => self.retrieve_user(old.subject()).await,
    ///         false => Ok(None),
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn adopt(
        &self,
        old: &LegacyToken<'_>,
    ) -> impl Future<Output = Result<Option<Self::User>, BackendError>> + Send {
        let subject = old.is_signed().then(|| old.subject());
        async move {
            match subject {
                Some(subject) => self.retrieve_user(subject).await,
                None => Ok(None),
            }
        }
    }

    /// Called when something happens to a session: to keep a record, or to notify a user whose token was stolen. Does
    /// nothing by default.
    ///
    /// The client waits for it. A failure in it must not fail the request, so it returns no error.
    fn on_session_event(&self, event: SessionEvent<'_>) -> impl Future<Output = ()> + Send {
        let _ = event;
        async {}
    }

    /// The account that credentials are for. Failed attempts are counted by this name, so that passwords cannot be guessed.
    /// Called before the credentials are checked, so the account need not exist.
    ///
    /// Texts that the backend treats as the same account must be one name here; otherwise each has its own attempts.
    /// Normalise them as the look-up does: a database that ignores accents, for example, treats more texts as equal than one
    /// expects. By default, it is the user name of [`Credentials`], in lower case and without white space at its ends.
    /// Credentials of another type have no account by default, and are counted by the address of the client alone.
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

    /// Called for logins and re-authentications that fail, or that are not checked because too many failed before: to keep a
    /// record, or to notify the owner of an account. Does nothing by default; the log has a line in any case.
    ///
    /// The client waits for it. A failure in it must not fail the request, so it returns no error. Work that takes longer
    /// for an existing account would reveal by the time of the response which accounts exist: spawn a task for it.
    fn on_login_event(&self, event: LoginEvent<'_>) -> impl Future<Output = ()> + Send {
        let _ = event;
        async {}
    }

    /// The secret of a subject, with `key_per_user = "on"`: the key of the subject's tokens is derived from it and from the
    /// configuration's `secret`. When the backend replaces it, all tokens of the subject are refused from the next request
    /// on. It need not be unguessable: a random text or a counter will do. It is used as it is, without the prefixes of
    /// other secrets.
    ///
    /// `None` for an unknown subject: its tokens are refused. Called before the token is verified, with any subject that an
    /// unauthenticated client wrote into it, so it should only look up the secret. After 2 seconds without a result, the
    /// client receives 503.
    ///
    /// Returns `None` by default; not called without `key_per_user`.
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
    /// If the backend is unavailable; the client receives 503.
    fn user_secret(
        &self,
        subject: &str,
    ) -> impl Future<Output = Result<Option<Secret>, BackendError>> + Send {
        let _ = subject;
        async { Ok(None) }
    }

    /// Whether the user may log in and use tokens; true by default.
    ///
    /// # Errors
    ///
    /// If the backend is unavailable; the client receives 503.
    fn is_active(
        &self,
        user: &Self::User,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send {
        let _ = user;
        async { Ok(true) }
    }
}
