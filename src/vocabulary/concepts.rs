//! Which words bring which others, and which say nothing by themselves.

/// Concepts and stop words of all built-in languages.
#[derive(Debug, Default)]
pub struct Concepts {}

impl Concepts {
    /// The built-in concepts.
    pub fn builtin() -> &'static Self {
        static BUILTIN: Concepts = Concepts {};
        &BUILTIN
    }

    /// Words and phrases that mean nearly the same as this word or phrase (case folded), nearest first.
    pub fn related(&self, _text: &str) -> Vec<&str> {
        Vec::new()
    }

    /// Whether a word says nothing by itself (`the`, `did`, `we`).
    pub fn is_stop_word(&self, _word: &str) -> bool {
        false
    }
}
