//! The texts of a verified token, in one allocation.

/// The texts of a token, one after the other in one allocation.
pub(super) struct PackedTexts {
    all: String,
    /// Where each text ends; an empty or absent text ends where the one before it does.
    ends: [u32; TextClaim::COUNT],
    is_there: [bool; TextClaim::COUNT],
}

/// A claim whose text is in [`PackedTexts`], in their order.
#[derive(Clone, Copy)]
pub(super) enum TextClaim {
    Subject,
    Issuer,
    Id,
    Session,
    Client,
    /// Empty if the scopes are a list.
    Scopes,
}

impl TextClaim {
    const COUNT: usize = 6;
}

impl PackedTexts {
    /// Never inlined: a copy of this code for each text would crowd the instruction cache.
    #[inline(never)]
    pub(super) fn new(texts: &[Option<&str>]) -> Self {
        // Saturating addition is not vectorized: vector loads would wait for the stores of the single lengths.
        let bytes = texts
            .iter()
            .flatten()
            .fold(0_usize, |bytes, text| bytes.saturating_add(text.len()));
        let mut all = String::with_capacity(bytes);
        let mut ends = [0; TextClaim::COUNT];
        let mut is_there = [false; TextClaim::COUNT];
        for ((text, end), is_there) in texts.iter().zip(&mut ends).zip(&mut is_there) {
            *is_there = text.is_some();
            all.push_str(text.unwrap_or_default());
            // A payload has a few kilobytes at most, so the length fits.
            *end = u32::try_from(all.len()).unwrap_or(u32::MAX);
        }
        Self {
            all,
            ends,
            is_there,
        }
    }

    #[inline]
    pub(super) fn get(&self, part: TextClaim) -> Option<&str> {
        let at = part as usize;
        if !*self.is_there.get(at)? {
            return None;
        }
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or(0);
        let (start, end) = (
            usize::try_from(start).ok()?,
            usize::try_from(*self.ends.get(at)?).ok()?,
        );
        self.all.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_share_one_allocation_and_stay_apart() {
        let some = [None, Some(""), Some("é-1")];
        for issuer in some {
            for id in some {
                for session in some {
                    for client in some {
                        for scopes in some {
                            let all = [Some("ü-1"), issuer, id, session, client, scopes];
                            let texts = PackedTexts::new(&all);
                            let got = [
                                TextClaim::Subject,
                                TextClaim::Issuer,
                                TextClaim::Id,
                                TextClaim::Session,
                                TextClaim::Client,
                                TextClaim::Scopes,
                            ];
                            assert_eq!(got.map(|text| texts.get(text)), all);
                        }
                    }
                }
            }
        }
    }
}
