use sinew::exhibit::Raw;

fn main() {
    let raw = Raw::new(7_u32);
    let _ = serde_json::to_string(&raw);
}
