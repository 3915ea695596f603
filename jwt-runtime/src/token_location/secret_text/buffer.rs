//! A buffer whose bytes are overwritten in memory once they are no longer needed.

use std::{fmt, io};

use bytes::Bytes;
use zeroize::Zeroizing;

/// Bytes of a request that may hold a password or a token. They are overwritten when the buffer is dropped and when it
/// grows: a growing `Vec` would leave a copy behind.
#[derive(Default)]
pub(crate) struct SecretBuffer(Zeroizing<Vec<u8>>);

/// The first capacity, in bytes; most bodies with credentials are smaller.
const FIRST_CAPACITY: usize = 1024;

impl SecretBuffer {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let needed = self.0.len().saturating_add(bytes.len());
        if needed > self.0.capacity() {
            let capacity = needed
                .max(self.0.capacity().saturating_mul(2))
                .max(FIRST_CAPACITY);
            let mut larger = Zeroizing::new(Vec::with_capacity(capacity));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
    }

    /// The bytes in shared ownership; they are overwritten when the last reference is dropped.
    pub(crate) fn into_bytes(self) -> Bytes {
        Bytes::from_owner(self.0)
    }
}

impl std::ops::Deref for SecretBuffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl io::Write for SecretBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Shows no content.
impl fmt::Debug for SecretBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_in_order_however_often_the_buffer_grows() {
        let mut buffer = SecretBuffer::default();
        let mut expected = Vec::new();
        for length in [0, 1, 1023, 1, 5000, 70_000] {
            let bytes = vec![u8::try_from(length % 251).unwrap(); length];
            buffer.push(&bytes);
            expected.extend_from_slice(&bytes);
            assert_eq!(&*buffer, &*expected);
        }
        assert_eq!(format!("{buffer:?}"), "[redacted]");
        assert_eq!(buffer.into_bytes(), expected);
    }
}
