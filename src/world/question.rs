//! Questions with a known answer, as the corridor ships them.

/// The file of a question. It is read in full when questions are asked, since what can be asked is
/// known to those who count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionFile {
    /// Path relative to the corridor's folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl QuestionFile {
    /// Name of the question: the file's, without its ending.
    pub fn name(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or(&self.path);
        file.strip_suffix(".toml").unwrap_or(file)
    }
}
