//! Reading the beginning of a form, while the handler still receives the whole of it.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body as RequestBody, HttpBody};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;

use super::multipart::{Part, first_part};
use super::whole::cut_short;
use super::{Body, BodyLimits, Kind};
use crate::error::AuthError;
use crate::token_location::secret_text::SecretBuffer;

/// Reads the beginning of a form within the limits, as its CSRF value stands there. The second value is the whole form again:
/// the bytes that were read, then the rest, which has no limit.
///
/// Of a form with files, it reads no further than the first field, so that the handler can start while the upload continues.
pub(crate) async fn read_prefix(
    kind: Kind,
    body: RequestBody,
    limits: BodyLimits,
) -> Result<(Body, RequestBody), AuthError> {
    limits
        .in_time(read_beginning(kind, body, limits.bytes))
        .await
}

async fn read_beginning(
    kind: Kind,
    mut body: RequestBody,
    limit: usize,
) -> Result<(Body, RequestBody), AuthError> {
    let mut read = SecretBuffer::default();
    let mut frames = VecDeque::new();
    let mut is_whole = false;
    while !is_enough(&kind, &read) {
        let Some(frame) = body.frame().await else {
            is_whole = true;
            break;
        };
        match frame.map_err(|_| cut_short())?.into_data() {
            Ok(mut data) => {
                let room = limit.saturating_sub(read.len()).min(data.len());
                read.push(&data.split_to(room));
                if !data.is_empty() {
                    frames.push_back(Frame::data(data));
                    break;
                }
            }
            // After the data, only trailers follow.
            Err(trailers) => {
                frames.push_back(trailers);
                is_whole = true;
                break;
            }
        }
    }
    let bytes = read.into_bytes();
    if !bytes.is_empty() {
        frames.push_front(Frame::data(bytes.clone()));
    }
    let read = Body {
        kind,
        bytes,
        is_whole,
    };
    Ok((read, RequestBody::new(Resumed { frames, rest: body })))
}

/// Whether further bytes of the form cannot change its CSRF value.
fn is_enough(kind: &Kind, read: &[u8]) -> bool {
    match kind {
        Kind::Multipart(boundary) => !matches!(first_part(read, boundary), Part::Unfinished),
        Kind::Form | Kind::Json => false,
    }
}

/// A body whose first frames have been read already and are replayed.
struct Resumed {
    frames: VecDeque<Frame<Bytes>>,
    rest: RequestBody,
}

impl HttpBody for Resumed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.frames.pop_front() {
            Some(frame) => Poll::Ready(Some(Ok(frame))),
            None => Pin::new(&mut self.rest).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_empty() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let data = self.frames.iter().filter_map(Frame::data_ref);
        let read = data.fold(0_u64, |sum, data| sum.saturating_add(data.len() as u64));
        let rest = self.rest.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower().saturating_add(read));
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper.saturating_add(read));
        }
        hint
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use axum::http::header::{CONTENT_TYPE, EXPIRES};
    use axum::http::{HeaderMap, HeaderValue};

    use super::*;

    /// A body that counts how many of its frames were polled, and does not end unless `ends` is set.
    struct Pieces {
        frames: VecDeque<Frame<Bytes>>,
        ends: bool,
        polled: Arc<AtomicUsize>,
    }

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = axum::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
            match self.frames.pop_front() {
                Some(frame) => {
                    self.polled.fetch_add(1, Ordering::Relaxed);
                    Poll::Ready(Some(Ok(frame)))
                }
                None if self.ends => Poll::Ready(None),
                None => Poll::Pending,
            }
        }
    }

    struct Read {
        value: Option<String>,
        polled: usize,
        rest: RequestBody,
    }

    async fn read(kind: &Kind, form: &str, piece: usize, ends: bool, limit: usize) -> Read {
        let polled = Arc::default();
        let pieces = Pieces {
            frames: form
                .as_bytes()
                .chunks(piece)
                .map(|piece| Frame::data(Bytes::copy_from_slice(piece)))
                .collect(),
            ends,
            polled: Arc::clone(&polled),
        };
        let body = RequestBody::new(pieces);
        let read = read_prefix(kind.clone(), body, limits(limit)).await;
        let (read, rest) = read.unwrap();
        let value = read.csrf_value("csrf").unwrap();
        Read {
            value: value.map(Cow::into_owned),
            polled: polled.load(Ordering::Relaxed),
            rest,
        }
    }

    fn limits(bytes: usize) -> BodyLimits {
        BodyLimits {
            bytes,
            time: Duration::from_secs(10),
        }
    }

    fn with_files() -> Kind {
        let content_type = HeaderValue::from_static("multipart/form-data; boundary=x");
        Kind::of(&HeaderMap::from_iter([(CONTENT_TYPE, content_type)])).unwrap()
    }

    const UPLOAD: &str =
        "--x\r\nContent-Disposition: form-data; name=csrf\r\n\r\nv\r\n--x\r\nmore and more";

    #[tokio::test]
    async fn no_more_of_an_upload_is_read_than_its_first_field_and_all_of_it_is_handed_on() {
        let field = UPLOAD.len() - "more and more".len();
        for (piece, polled) in [(1, field), (30, field.div_ceil(30)), (1000, 1)] {
            let read = read(&with_files(), UPLOAD, piece, true, 1000).await;
            assert_eq!(read.value.as_deref(), Some("v"), "{piece}");
            assert_eq!(read.polled, polled, "{piece}");
            let whole = read.rest.collect().await.unwrap().to_bytes();
            assert_eq!(whole, UPLOAD, "{piece}");
        }
        let endless = read(&with_files(), UPLOAD, 1, false, 1000).await;
        assert_eq!(endless.value.as_deref(), Some("v"));
    }

    #[tokio::test]
    async fn a_body_that_just_fits_is_read_to_its_end() {
        let form = "a=1&csrf=v";
        for (limit, value) in [(form.len(), Some("v")), (form.len() - 1, None), (0, None)] {
            for piece in [1, 100] {
                let read = read(&Kind::Form, form, piece, true, limit).await;
                assert_eq!(read.value.as_deref(), value, "{limit} in {piece}");
                let whole = read.rest.collect().await.unwrap().to_bytes();
                assert_eq!(whole, form);
            }
        }
    }

    #[tokio::test]
    async fn the_length_stays_known_and_trailers_are_handed_on() {
        let body = RequestBody::from(UPLOAD);
        let (_, rest) = read_prefix(Kind::Form, body, limits(4)).await.unwrap();
        assert_eq!(rest.size_hint().exact(), Some(UPLOAD.len() as u64));
        assert!(!rest.is_end_stream());

        let trailers = HeaderMap::from_iter([(EXPIRES, HeaderValue::from_static("0"))]);
        let pieces = Pieces {
            frames: [
                Frame::data(Bytes::from_static(b"csrf=x")),
                Frame::trailers(trailers.clone()),
            ]
            .into(),
            ends: true,
            polled: Arc::default(),
        };
        let body = RequestBody::new(pieces);
        let (read, rest) = read_prefix(Kind::Form, body, limits(100)).await.unwrap();
        assert_eq!(read.csrf_value("csrf").unwrap().as_deref(), Some("x"));
        let rest = rest.collect().await.unwrap();
        assert_eq!(rest.trailers(), Some(&trailers));
        assert_eq!(rest.to_bytes(), "csrf=x");
    }
}
