//! Studies that come with the product.

/// A study with its mapping and files, inside the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedStudy {
    /// Name in addresses.
    pub code: &'static str,
    /// The mapping.
    pub mapping_toml: &'static str,
    /// File names and contents.
    pub files: &'static [(&'static str, &'static [u8])],
}

/// All of them.
pub const STUDIES: [ShippedStudy; 1] = [ACUPUNCTURE];

/// Acupuncture for chronic headache in primary care (Vickers et al., BMJ 2004;328:744); data published open with
/// Vickers, Trials 2006;7:15.
pub const ACUPUNCTURE: ShippedStudy = ShippedStudy {
    code: "acupuncture",
    mapping_toml: include_str!("acupuncture/mapping.toml"),
    files: &[("acupuncture_headache.csv", include_bytes!("acupuncture/acupuncture_headache.csv"))],
};
