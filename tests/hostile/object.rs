//! JSON objects as text: members in the order given, values as raw text, nothing checked.

/// An object with any text: the same name twice, values that are no JSON.
#[derive(Clone)]
pub(crate) struct Object(Vec<(String, String)>);

impl Object {
    /// An object of names and raw values.
    pub(crate) fn of<V: Into<String>>(
        members: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Self {
        Self(
            members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.into()))
                .collect(),
        )
    }

    /// Replaces a value, or adds the member at the end.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        match self.0.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = value.into(),
            None => self.0.push((name.to_owned(), value.into())),
        }
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| other != name);
        self
    }

    /// Adds a member at the end, even if there is one of its name. The name may hold escapes.
    pub(crate) fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a member at the start, even if there is one of its name.
    pub(crate) fn behind(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.insert(0, (name.to_owned(), value.into()));
        self
    }

    pub(crate) fn reversed(mut self) -> Self {
        self.0.reverse();
        self
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        let member = self.0.iter().find(|(other, _)| other == name);
        &member.expect("the member is there").1
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }

    pub(crate) fn text(&self) -> String {
        self.spaced("", "")
    }

    /// The text with `around` around the whole and `between` between all tokens of JSON.
    pub(crate) fn spaced(&self, around: &str, between: &str) -> String {
        let members: Vec<_> = self
            .0
            .iter()
            .map(|(name, value)| format!("{between}\"{name}\"{between}:{between}{value}{between}"))
            .collect();
        format!("{around}{{{}}}{around}", members.join(","))
    }
}

/// A JSON string of plain text.
pub(crate) fn string(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

/// A JSON string in which every character is escaped.
pub(crate) fn escaped(text: &str) -> String {
    format!("\"{}\"", escapes(text))
}

/// Every character as `\u`, and those outside the basic plane as two.
pub(crate) fn escapes(text: &str) -> String {
    text.encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect()
}
