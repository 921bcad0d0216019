use sinew::exhibit::Released;

fn main() {
    let _ = Released { content: 7_u32 };
}
