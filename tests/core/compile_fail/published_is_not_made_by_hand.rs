use sinew::exhibit::{Policy, Published};

fn main() {
    let _ = Published { value: 7_u32, policy: Policy::Rounded };
}
