//! Lemmas by edit scripts.

/// How a lemma is made from its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Script {
    /// `=`: the form as it is.
    Keep,
    /// `N|suffix`: the form in lower case, without its last N code points, with the suffix.
    Edit { strip: usize, suffix: Box<str> },
}

impl Script {
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == "=" {
            return Some(Self::Keep);
        }
        let (strip, suffix) = text.split_once('|')?;
        Some(Self::Edit {
            strip: strip.parse().ok()?,
            suffix: suffix.into(),
        })
    }

    /// The lemma of `form`; the form in lower case when the script strips more than there is.
    pub(super) fn apply(&self, form: &str) -> String {
        match self {
            Self::Keep => form.to_owned(),
            Self::Edit { strip, suffix } => {
                let mut lower = form.to_lowercase().replace('’', "'");
                let end = match strip {
                    0 => Some(lower.len()),
                    n => lower.char_indices().rev().nth(n - 1).map(|(i, _)| i),
                };
                if let Some(end) = end {
                    lower.truncate(end);
                    lower.push_str(suffix);
                }
                lower
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn scripts_edit_the_end_of_the_lower_cased_form() {
        let apply = |script: &str, form: &str| Script::parse(script).map(|s| s.apply(form));
        assert_eq!(apply("=", "Paris").as_deref(), Some("Paris"));
        assert_eq!(apply("1|er", "Racheté").as_deref(), Some("racheter"));
        assert_eq!(apply("0|", "L’").as_deref(), Some("l'"));
        assert_eq!(apply("9|er", "a").as_deref(), Some("a"));
        assert_eq!(apply("x|er", "a"), None);
    }
}
