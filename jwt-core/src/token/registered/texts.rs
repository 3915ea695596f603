//! A list of texts that is borrowed, from an attribute or from a configuration.

/// Several texts, wherever they are kept.
#[derive(Debug, Clone, Copy)]
pub enum StringList<'a> {
    /// Constant ones, as an attribute has them.
    Static(&'static [&'static str]),
    /// Those of one request.
    Owned(&'a [Box<str>]),
}

impl<'a> StringList<'a> {
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Static(texts) => texts.len(),
            Self::Owned(texts) => texts.len(),
        }
    }

    #[doc(hidden)]
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &'a str> {
        let (texts, owned): (&[&str], &[Box<str>]) = match self {
            Self::Static(texts) => (texts, &[]),
            Self::Owned(texts) => (&[], texts),
        };
        texts
            .iter()
            .copied()
            .chain(owned.iter().map(|text| &**text))
    }
}
