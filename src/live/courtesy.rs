//! Updates give way to readers: where processors are few, whoever asks is served first.

/// How much less an update counts than a question, by the measure of `nice`.
#[cfg(target_os = "linux")]
const STEP: i32 = 10;

/// Makes this thread, and those that it starts, give way. The threads that share the work of an update are started here,
/// unless they run already. Where threads have no rank of their own, nothing is done.
pub(super) fn give_way() {
    #[cfg(target_os = "linux")]
    {
        // Whoever may not be polite works as ever.
        let _ = rustix::process::nice(STEP);
        let _ = rayon::ThreadPoolBuilder::new().build_global();
    }
}
