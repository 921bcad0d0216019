use sinew::exhibit::{Exhibit, Parts, Provenance, Raw};

fn compose(raw: &Raw<u32>, provenance: Provenance, parts: Parts) {
    let _ = Exhibit::compose(raw, provenance, |_| parts);
}

fn main() {}
