//! A router as the benchmark uses it, for any version of axum.

use std::convert::Infallible;
use std::marker::PhantomData;

use axum::http::header::{ACCEPT, AUTHORIZATION, HOST, USER_AGENT};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use tokio::runtime::Runtime;
use tower::Service;

/// Answers requests in this process, one after the other.
pub(crate) trait Server: Send {
    /// Sends so many requests, and returns the status of the last response.
    fn answer(
        &mut self,
        runtime: &Runtime,
        authorization: Option<&HeaderValue>,
        requests: u32,
    ) -> StatusCode;

    fn boxed_clone(&self) -> Box<dyn Server>;
}

/// A router whose requests have bodies of type `B`.
pub(crate) struct Routed<S, B> {
    router: S,
    body: PhantomData<fn() -> B>,
}

impl<S, B> Routed<S, B> {
    pub(crate) fn new(router: S) -> Self {
        Self {
            router,
            body: PhantomData,
        }
    }
}

impl<S, B, R> Server for Routed<S, B>
where
    S: Service<Request<B>, Response = Response<R>, Error = Infallible> + Clone + Send + 'static,
    B: Default + 'static,
{
    fn answer(
        &mut self,
        runtime: &Runtime,
        authorization: Option<&HeaderValue>,
        requests: u32,
    ) -> StatusCode {
        runtime.block_on(async {
            let mut status = StatusCode::OK;
            for _ in 0..requests {
                let Ok(response) = self.router.call(request(authorization)).await;
                status = response.status();
            }
            status
        })
    }

    fn boxed_clone(&self) -> Box<dyn Server> {
        Box::new(Self::new(self.router.clone()))
    }
}

fn request<B: Default>(authorization: Option<&HeaderValue>) -> Request<B> {
    let mut request = Request::new(B::default());
    let headers = request.headers_mut();
    headers.insert(HOST, HeaderValue::from_static("api.example.com"));
    headers.insert(USER_AGENT, HeaderValue::from_static("curl/8.14.1"));
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    if let Some(authorization) = authorization {
        // A reference count, like the slice of the read buffer that hyper makes of a header.
        headers.insert(AUTHORIZATION, authorization.clone());
    }
    request
}
