//! Updates give way to readers: where processors are few, whoever asks is served first.

/// How much less an update counts than a question, by the measure of `nice`.
#[cfg(target_os = "linux")]
const STEP: i32 = 10;

/// Makes the threads that share the work of an update give way, and those that they start. They are started here, unless
/// they run already; where threads have no rank of their own, nothing is done. The thread that asks keeps its rank: what
/// it does by itself is short, and somebody may wait for it.
pub(super) fn give_way() {
    #[cfg(target_os = "linux")]
    {
        // A thread that is started has the rank of the one that starts it.
        let first = std::thread::spawn(|| {
            // Whoever may not be polite works as ever.
            let _ = rustix::process::nice(STEP);
            let _ = rayon::ThreadPoolBuilder::new().build_global();
        });
        let _ = first.join();
    }
}
