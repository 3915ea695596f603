//! `Provider`: a client of another provider (OAuth 2.0 with PKCE), which says who its user is.

use std::fmt;
use std::time::Duration;

use jwt_guard::user::BackendError;
use oauth2::basic::BasicClient;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse, TokenUrl,
};

use crate::accounts::Profile;

/// What the provider has told the operator of this service.
#[derive(Clone)]
pub struct ProviderSettings {
    /// The client identifier.
    pub client_id: String,
    /// The client secret.
    pub client_secret: String,
    /// The authorization endpoint.
    pub authorization_url: String,
    /// The token endpoint.
    pub token_url: String,
    /// The `UserInfo` endpoint (`OpenID` Connect Core §5.3).
    pub userinfo_url: String,
}

/// Leaves out the client secret.
impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// A client that knows the authorization endpoint and the token endpoint.
type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// The provider, as handlers use it.
#[derive(Clone)]
pub(crate) struct Provider {
    client: Client,
    http: reqwest::Client,
    userinfo_url: String,
}

impl Provider {
    pub(crate) fn new(settings: &ProviderSettings, origin: &str) -> Result<Self, BackendError> {
        let settings = settings.clone();
        let client = BasicClient::new(ClientId::new(settings.client_id))
            .set_client_secret(ClientSecret::new(settings.client_secret))
            .set_auth_uri(AuthUrl::new(settings.authorization_url)?)
            .set_token_uri(TokenUrl::new(settings.token_url)?)
            .set_redirect_uri(RedirectUrl::new(format!("{origin}/provider/return"))?);
        let http = reqwest::Client::builder()
            // The provider responds itself: a redirect would send the code elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10))
            .build()?;
        let userinfo_url = settings.userinfo_url;
        Ok(Self {
            client,
            http,
            userinfo_url,
        })
    }

    /// Where to send a browser that returns with this `state`, and the secret half of PKCE, to be kept until then.
    pub(crate) fn departure(&self, state: &str) -> (String, String) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = state.to_owned();
        let (url, _) = self
            .client
            .authorize_url(|| CsrfToken::new(state))
            .add_scopes(["openid", "email"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge)
            .url();
        (url.into(), verifier.into_secret())
    }

    /// The user whom the provider has authenticated, for the code with which the browser returns.
    pub(crate) async fn profile(
        &self,
        code: String,
        verifier: String,
    ) -> Result<Profile, BackendError> {
        let http = self.http.clone();
        let send = |request| send(http.clone(), request);
        let tokens = self
            .client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&send)
            .await?;
        let profile = self
            .http
            .get(&self.userinfo_url)
            .bearer_auth(tokens.access_token().secret());
        Ok(profile.send().await?.error_for_status()?.json().await?)
    }
}

/// Sends a request of `oauth2`, which brings no client of its own here: this one uses the cryptography of the rest.
async fn send(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let response = http.execute(request.try_into()?).await?;
    let mut copy = HttpResponse::default();
    *copy.status_mut() = response.status();
    *copy.headers_mut() = response.headers().clone();
    *copy.body_mut() = response.bytes().await?.into();
    Ok(copy)
}
