use std::thread;

#[inline(never)]
fn hot_in_rust(n: u64) -> u64 {
    let mut x = std::hint::black_box(1u64);
    for _ in 0..n {
        x = std::hint::black_box(x.wrapping_mul(6364136223846793005).wrapping_add(1));
    }
    x
}

fn main() {
    let threads: Vec<_> = (0..2).map(|_| thread::spawn(|| hot_in_rust(60_000_000))).collect();
    let results: Vec<u64> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    println!("{}", results[0] == results[1]);
    std::panic::set_hook(Box::new(|_| {}));
    let failed = std::panic::catch_unwind(|| panic!("as meant")).is_err();
    println!("{failed}");
    std::process::exit(6);
}
