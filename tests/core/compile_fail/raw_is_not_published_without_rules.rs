use sinew::exhibit::{Policy, Raw};

fn main() {
    let _ = Raw::new(7_u32).publish(Policy::Rounded);
}
