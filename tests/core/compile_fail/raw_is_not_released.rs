use sinew::exhibit::{Raw, Released};

fn main() {
    let _: Released<Raw<u32>> = Raw::new(7_u32).into();
}
