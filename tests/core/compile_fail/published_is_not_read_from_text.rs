use sinew::exhibit::Published;

fn main() {
    let _: Result<Published<u32>, _> = serde_json::from_str("7");
}
