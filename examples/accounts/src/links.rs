//! Tokens that work once: those of links in mails, and the one between the two factors of a sign-in.
//!
//! Each has a type of its own (RFC 8725 §3.11), so that none is accepted in place of another or of an access token. All of a
//! user's are refused after `end_all`, as after a new password.

use std::time::Duration;

use jwt_guard::error::Reason;
use jwt_guard::prelude::*;
use jwt_guard::token::{TokenError, TokenType};

use crate::accounts::{FirstFactor, User};
use crate::mail::Letter;
use crate::service::App;

/// What a token is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// Confirms the address of a new account, whose password is chosen then.
    Confirm,
    /// Sets a new password.
    Reset,
    /// Signs in without a password.
    SignIn,
    /// Leads from the first factor to the second.
    SecondFactor,
}

impl Purpose {
    fn token_type(self) -> TokenType {
        match self {
            Self::Confirm => const { TokenType::from_static("confirm+jwt") },
            Self::Reset => const { TokenType::from_static("reset+jwt") },
            Self::SignIn => const { TokenType::from_static("sign-in+jwt") },
            Self::SecondFactor => const { TokenType::from_static("second-factor+jwt") },
        }
    }

    fn lifetime(self) -> Duration {
        Duration::from_secs(match self {
            Self::Confirm => 12 * 60 * 60,
            Self::Reset => 30 * 60,
            Self::SignIn => 15 * 60,
            Self::SecondFactor => 5 * 60,
        })
    }
}

/// A mail with a link.
#[derive(Clone, Copy)]
pub(crate) enum LinkMail {
    /// For an address that is not confirmed.
    Confirm,
    /// For the owner of an account whose address was registered once more, by the owner or by another person.
    AlreadyRegistered,
    /// For a user who has forgotten the password.
    Reset,
    /// For a user who signs in without a password.
    SignIn,
}

impl LinkMail {
    /// What its token is for, the path of its link, its subject, and its first line.
    fn parts(self) -> (Purpose, &'static str, &'static str, &'static str) {
        match self {
            Self::Confirm => (
                Purpose::Confirm,
                "confirm",
                "Confirm your address",
                "This link completes your registration:",
            ),
            Self::AlreadyRegistered => (
                Purpose::Reset,
                "reset",
                "You have an account already",
                "Your address is registered. If you have forgotten your password, choose a new one:",
            ),
            Self::Reset => (
                Purpose::Reset,
                "reset",
                "Choose a new password",
                "With this link, you choose a new password:",
            ),
            Self::SignIn => (
                Purpose::SignIn,
                "link/open",
                "Your link to sign in",
                "This link signs you in:",
            ),
        }
    }
}

impl App {
    /// Sends a mail with a link, unless the user was sent one of this kind just now.
    pub(crate) async fn send_link(&self, user: &User, mail: LinkMail) -> Result<(), BackendError> {
        let (purpose, path, subject, about) = mail.parts();
        let interval = self.settings.mail_interval;
        if !user.is_active || !self.accounts.may_mail(user, path, interval).await? {
            return Ok(());
        }
        let token = self.token(user, purpose, None)?;
        let origin = &self.settings.origin;
        self.mail.send(Letter {
            to: user.email.clone(),
            subject,
            text: format!(
                "{about}\n\n{origin}/{path}?token={token}\n\nIf you did not ask for this, do nothing."
            ),
        });
        Ok(())
    }

    /// The token that leads from the first factor, which was right, to the second.
    pub(crate) fn second_factor_token(
        &self,
        user: &User,
        first: &str,
    ) -> Result<String, BackendError> {
        self.token(user, Purpose::SecondFactor, Some(first.to_owned()))
    }

    fn token(
        &self,
        user: &User,
        purpose: Purpose,
        first_factor: Option<String>,
    ) -> Result<String, BackendError> {
        let token_type = purpose.token_type();
        let subject = self.accounts.subject(user);
        let token = self.auth.mint(&subject).token_type(&token_type);
        let token = token.claims(FirstFactor { first_factor });
        Ok(token.ttl(purpose.lifetime()).token()?)
    }

    /// Uses a token. Of any number of requests with it, one succeeds. Returns the user, and the first factor if there was one.
    pub(crate) async fn redeem(
        &self,
        purpose: Purpose,
        token: &str,
    ) -> Result<(User, Option<String>), AuthError> {
        let verified = self.auth.redeem(&purpose.token_type(), token).await?;
        let user = self.accounts.retrieve_user(verified.subject()).await?;
        let user = user.filter(|user| user.is_active);
        let user = user.ok_or(Reason::SingleUseToken(TokenError::InactiveSubject))?;
        Ok((user, verified.claims().first_factor.clone()))
    }
}
