//! A first look at a file.

use std::path::Path;

use sinew::import::{ColumnKind, suggest};
use sinew::store::profile;

#[test]
fn the_shipped_trial_is_seen_as_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seen =
        profile(root.join("src/import/shipped/acupuncture/acupuncture_headache.csv")).expect("is read");
    assert_eq!(seen.rows, 401);
    let column = |name: &str| seen.columns.iter().find(|column| column.name == name).expect("is there");
    assert_eq!(column("id").distinct, 401);
    assert_eq!(column("id").values.len(), 20);
    assert_eq!((column("sex").kind, column("sex").values.join(" ")), (ColumnKind::Integer, "0 1".to_owned()));
    assert_eq!((column("age").min, column("age").max), (Some(18.0), Some(65.0)));
    assert_eq!(column("pk5").kind, ColumnKind::Decimal);
    // Vickers et al., BMJ 2004: 301 of 401 people were followed up to twelve months.
    assert_eq!(column("pk5").missing, 100);
    assert!(suggest("acupuncture_headache.csv", &seen).contains("pk5"));
}
