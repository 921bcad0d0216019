use sinew::exhibit::Raw;

fn main() {
    let raw = Raw::new(7_u32);
    let _people: u32 = raw.0;
    let _people: &u32 = raw.get();
    let Raw(_people) = raw;
}
