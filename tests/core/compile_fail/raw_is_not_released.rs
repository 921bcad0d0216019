use sinew::exhibit::{Raw, Released};

fn main() {
    let _released: Released<u32> = Released { content: 7 };
    let _released: Released<Raw<u32>> = Raw::new(7_u32).into();
}
