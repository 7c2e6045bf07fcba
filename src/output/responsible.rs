//! What results may be used for.

/// Version of the text, written in every manifest.
pub const VERSION: &str = "1";

/// The text in one paragraph.
pub const TEXT: &str = "These are invented people, simulated to compare policies by their human \
consequences. Do not use results to locate, intercept, profile, detain, return or deter real \
people, to score people or nationalities for risk, to plan closures or patrols, or to decide \
about any person. Results are conditional on the stated assumptions and forecast nothing. \
Figures on harm describe failures of protection, not those who flee. Nothing here qualifies the \
right to seek asylum or the prohibition of refoulement.";

/// The license of the program, as in its package.
pub const LICENSE: &str = env!("CARGO_PKG_LICENSE");
