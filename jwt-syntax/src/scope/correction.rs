//! The correction of a scope literal that was refused.

/// The corrected literals as they would stand in the attribute, when every part of the text makes a scope: one for which
/// `is_valid`.
pub(super) fn of(text: &str, is_valid: impl Fn(&str) -> bool) -> Option<String> {
    let mut literals: Vec<String> = Vec::new();
    // White space beside a `:` is a slip within one scope; two scopes in its place would have another meaning.
    let text: Vec<_> = text.split(':').map(str::trim).collect();
    for piece in text
        .join(":")
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '&'))
    {
        if piece.is_empty() {
            continue;
        }
        let literal = format!("\"{}\"", scope(piece, &is_valid)?);
        if !literals.contains(&literal) {
            literals.push(literal);
        }
    }
    (!literals.is_empty()).then(|| literals.join(", "))
}

/// One scope without its stray punctuation, its empty and its repeated actions.
fn scope(piece: &str, is_valid: impl Fn(&str) -> bool) -> Option<String> {
    // A wildcard or a foreign letter carries meaning that leaving it out would change.
    if !piece.is_ascii() || piece.contains('*') {
        return None;
    }
    let kept = piece.replace(
        |c: char| !c.is_ascii_alphanumeric() && !"_-./+~@:{}".contains(c),
        "",
    );
    let (namespace, actions) = kept.split_once(':').unwrap_or((&kept, ""));
    let mut segments = vec![namespace];
    for action in actions.split(':').filter(|action| !action.is_empty()) {
        if !segments.iter().skip(1).any(|earlier| *earlier == action) {
            segments.push(action);
        }
    }
    let scope = segments.join(":");
    is_valid(&scope).then_some(scope)
}
