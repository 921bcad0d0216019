use sinew::exhibit::Raw;

fn main() {
    let raw = Raw::new(7_u32);
    let _title = format!("{raw} people");
}
