use sinew::exhibit::{ExhibitId, Provenance, Raw};

fn address(raw: &Raw<u32>, provenance: &Provenance) -> ExhibitId {
    ExhibitId::of(raw, provenance)
}

fn main() {}
