//! `Auth::redeem`: a token that works once, such as that of a link in a mail.

use std::sync::Arc;

use crate::auth::{Auth, verify_with_overrides};
use crate::config::{AuthConfig, ClaimsOf};
use crate::error::{AuthError, Reason};
use crate::session::SingleUseKey;
use crate::token::{TokenError, TokenType, VerificationOverrides, Verified};

impl<C: AuthConfig> Auth<C> {
    /// Verifies a token that works once, and uses it: of any number of calls with one token, in all processes that share the
    /// store, one succeeds. For links that sign in, reset a password or confirm an address.
    ///
    /// The token has a type of the application's own, and [`mint`](Self::mint) made it with [`Mint::token_type`]. Its identifier,
    /// the claim `jti` ([RFC 7519 §4.1.7]), is used in the store. Mint it about the user's
    /// [subject](crate::user::UserBackend::subject), as an access token: then it is refused after all sessions of the user
    /// [were ended](crate::auth::Sessions::end_all), if it was issued before that, or up to `leeway` later.
    /// [`Sessions::revoke_token_of_issuer`](crate::auth::Sessions::revoke_token_of_issuer) revokes one token by its `jti`.
    ///
    /// Mail programs follow links, so that a `GET` must not use the token: let the page behind the link send it in a `POST`. The
    /// handler of that can begin a session with `NewSession`.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use axum::extract::State;
    /// use jwt_guard::prelude::*;
    /// use jwt_guard::session::MemoryStore;
    /// use jwt_guard::token::{MintError, TokenType};
    ///
    /// #[derive(AuthConfig)]
    /// #[auth(session_owner = "shop")]
    /// struct Api {
    ///     secret: Secret,
    /// }
    ///
    /// const SIGN_IN: TokenType = TokenType::from_static("sign-in+jwt");
    ///
    /// /// The token of a link that signs a user in, which works once within 15 minutes.
    /// fn link(auth: &Auth<Api>, user: &str) -> Result<String, MintError> {
    ///     auth.mint(user).token_type(&SIGN_IN).ttl(Duration::from_secs(15 * 60)).token()
    /// }
    ///
    /// /// The page behind the link sends the token.
    /// #[public]
    /// async fn sign_in(State(auth): State<Auth<Api>>, token: String) -> Result<String, AuthError> {
    ///     let verified = auth.redeem(&SIGN_IN, &token).await?;
    ///     Ok(format!("welcome, {}", verified.subject()))
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let auth = Auth::builder(Api { secret: Secret::random()? }).store(MemoryStore::new()).build()?;
    /// let app: GuardedRouter = GuardedRouter::new().route("/sign-in", post(sign_in)).with_state(auth.clone());
    ///
    /// let token = link(&auth, "7")?;
    /// assert_eq!(auth.redeem(&SIGN_IN, &token).await?.subject(), "7");
    /// assert!(auth.redeem(&SIGN_IN, &token).await.is_err(), "it was used");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The lifetime of the token, from `iat` to `exp`, is at most `max_lifetime` (24 hours by default), for which the end of all
    /// sessions is remembered. For a token that is valid for longer, raise `max_lifetime`, or use
    /// [`verify_as`](Self::verify_as), which does not need a store. Its use is remembered for its lifetime and 15 minutes more,
    /// by which the clocks of processes may differ.
    ///
    /// # Errors
    ///
    /// - [`SingleUseToken`](Reason::SingleUseToken), a 400, with the first check that failed: those of [`verify_as`](Self::verify_as);
    ///   [`RequiredClaim`](TokenError::RequiredClaim), if it has no `jti` or no `iat`; [`Lifetime`](TokenError::Lifetime);
    ///   [`Revoked`](TokenError::Revoked); and [`Used`](TokenError::Used).
    /// - [`Unavailable`](crate::error::ErrorKind::Unavailable), if the store, or the user backend with `key_per_user = "on"`, is unavailable.
    ///   The token was not used, unless only the response of the store was lost: then it cannot be used any more.
    /// - [`Misconfigured`](crate::error::ErrorKind::Misconfigured), if there is no store, or for the type of access tokens.
    ///
    /// # Panics
    ///
    /// As [`user_secret`](Self::user_secret) does.
    ///
    /// [`Mint::token_type`]: crate::token::Mint::token_type
    /// [RFC 7519 §4.1.7]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.7
    pub async fn redeem(
        &self,
        token_type: &TokenType,
        token: &str,
    ) -> Result<Arc<Verified<ClaimsOf<C>>>, AuthError> {
        if *token_type == TokenType::ACCESS {
            return Err(AuthError::misconfigured(
                "access tokens work more than once: call `Auth::redeem` with a token type of your own",
            ));
        }
        let verified = self.use_once(token_type, token).await;
        verified.map_err(|error| match error.reason() {
            // Its client has no access token to renew.
            Reason::InvalidToken(reason) => Reason::SingleUseToken(reason.clone()).into(),
            _ => error,
        })
    }

    async fn use_once(
        &self,
        token_type: &TokenType,
        token: &str,
    ) -> Result<Arc<Verified<ClaimsOf<C>>>, AuthError> {
        let session_service = self.sessions().session_service()?;
        let overrides = VerificationOverrides::default();
        let verified = verify_with_overrides(self, token_type, token, &overrides).await?;
        let lacks = |claim: &str| TokenError::RequiredClaim(claim.into());
        let id = verified.id().ok_or_else(|| lacks("jti"))?;
        // Without it, the end of all sessions would refuse tokens that were issued later, or forget earlier ones.
        let issued_at = verified.issued_at().ok_or_else(|| lacks("iat"))?;
        let lifetime = verified.expires_at().saturating_sub(issued_at);
        let max_lifetime = session_service.rules.max_lifetime;
        if max_lifetime.is_some_and(|most| lifetime > most) {
            return Err(TokenError::Lifetime.into());
        }
        // The store is asked in any case, so that what other processes have just revoked is known.
        if session_service.is_revoked(&verified, false).await? {
            return Err(TokenError::Revoked.into());
        }
        // Tokens of an own type are of this service: no other issuer is accepted for them.
        let key = SingleUseKey::of_token(&session_service.owner, None, id);
        match session_service.use_once(&key, lifetime).await? {
            true => Ok(verified),
            false => Err(TokenError::Used.into()),
        }
    }
}
