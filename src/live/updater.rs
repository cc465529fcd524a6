//! The thread that updates an archive.

use super::courtesy::give_way;
use super::freshness::{Failure, Freshness};
use super::watch::{Watch, Watched};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

/// Why an update is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// The program has just started.
    Start,
    /// Something changed in a watched folder.
    Folder,
    /// A forge told of a push to the source of this name.
    Hook(String),
    /// The operator asked by a signal.
    Signal,
    /// It is time to look again.
    Timer,
    /// The last update failed.
    Retry,
}

/// What an update does.
pub trait Work: Send {
    /// Updates the archive; `why` holds at least one reason, each only once. What takes long may be left where
    /// something is `waiting`.
    ///
    /// # Errors
    /// What went wrong and what to do, for the operator.
    fn update(&mut self, why: &[Trigger], waiting: &Waiting) -> Result<Done, String>;

    /// What asks for an update when it changes; looked up after each update.
    fn watched(&self) -> Watched;
}

/// What an update that ended well did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// The archive was what its sources say.
    UpToDate,
    /// The archive is now what its sources say.
    Updated,
    /// What takes long was left for what is waiting.
    Left,
    /// Another program has written nothing.
    NothingNew,
    /// What another program wrote is seen now.
    Reread,
}

/// Where the time comes from.
pub type Clock = fn() -> SystemTime;

/// When updates happen.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How long after an update the next one comes by itself; `None`: never.
    pub interval: Option<Duration>,
    /// How long nobody may ask for an update to begin: editors write files in several steps.
    pub settle: Duration,
    /// After so long it begins even if somebody still asks.
    pub patience: Duration,
    /// How long after the first failure it is tried again; twice as long after each further one.
    pub retry: Duration,
    /// The longest wait between tries.
    pub longest_retry: Duration,
    /// For how long updates may be left for newer ones, one after another; then one is done to its end.
    pub longest_left: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            interval: None,
            settle: Duration::from_millis(40),
            patience: Duration::from_millis(500),
            retry: Duration::from_secs(2),
            longest_retry: Duration::from_secs(300),
            longest_left: Duration::from_secs(120),
        }
    }
}

/// What waits while an update runs.
#[derive(Debug, Default)]
pub struct Waiting {
    /// How many have asked.
    asked: AtomicUsize,
    /// Whether the thread is to end.
    ending: AtomicBool,
    /// From when on the update is to be done to its end, whoever asks.
    bound: Mutex<Option<Instant>>,
}

/// Why an update may be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// A newer one is asked for.
    Newer,
    /// The program is to end.
    End,
}

impl Waiting {
    /// What the update may be left for.
    pub fn what(&self) -> Option<Wait> {
        if self.ending.load(Ordering::Relaxed) {
            return Some(Wait::End);
        }
        let bound = *self.bound.lock().unwrap_or_else(PoisonError::into_inner);
        let free = bound.is_none_or(|bound| Instant::now() < bound);
        (free && self.asked.load(Ordering::Relaxed) > 0).then_some(Wait::Newer)
    }
}

/// A message to the thread.
enum Message {
    Ask(Trigger),
    Stop,
}

/// The thread that updates an archive.
pub struct Updater {
    asker: Asker,
    thread: JoinHandle<()>,
}

/// The way to ask for an update, and to see how the last one went; cheap to clone.
#[derive(Clone)]
pub struct Asker {
    messages: Sender<Message>,
    waiting: Arc<Waiting>,
    freshness: Arc<Mutex<Freshness>>,
}

impl std::fmt::Debug for Asker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asker").field("freshness", &self.freshness()).finish()
    }
}

impl Asker {
    /// Asks for an update. It begins soon, together with whatever else is asked for.
    pub fn ask(&self, trigger: Trigger) {
        self.waiting.asked.fetch_add(1, Ordering::Relaxed);
        // Where the thread has ended, the program is ending too.
        let _ended = self.messages.send(Message::Ask(trigger));
    }

    /// How fresh the archive is.
    pub fn freshness(&self) -> Freshness {
        self.freshness.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, change: impl FnOnce(&mut Freshness)) {
        change(&mut self.freshness.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Updater {
    /// Starts the thread. `known` is how fresh the archive is at the start.
    ///
    /// # Errors
    /// Where the system starts no thread.
    pub fn start(
        work: Box<dyn Work>,
        pace: Pace,
        clock: Clock,
        known: Freshness,
    ) -> Result<Self, std::io::Error> {
        let (messages, inbox) = channel();
        let asker = Asker { messages, waiting: Arc::default(), freshness: Arc::new(Mutex::new(known)) };
        let mut round = Round { work, pace, clock, inbox, asker: asker.clone(), watch: None, left: None };
        let thread = std::thread::Builder::new().name("updates".to_owned());
        let thread = thread.spawn(move || {
            give_way();
            round.go_on();
        })?;
        Ok(Self { asker, thread })
    }

    /// The way to ask for updates.
    pub fn asker(&self) -> Asker {
        self.asker.clone()
    }

    /// Ends the thread, after the update that it may be at; what of it takes long may be left.
    pub fn stop(self) {
        self.asker.waiting.ending.store(true, Ordering::Relaxed);
        let _ended = self.asker.messages.send(Message::Stop);
        if self.thread.join().is_err() {
            tracing::error!("the thread of the updates had failed");
        }
    }
}

/// What the thread holds.
struct Round {
    work: Box<dyn Work>,
    pace: Pace,
    clock: Clock,
    inbox: Receiver<Message>,
    asker: Asker,
    watch: Option<Watch>,
    /// When the first of the updates began that were left one after another.
    left: Option<Instant>,
}

impl Round {
    fn go_on(&mut self) {
        self.watch();
        while let Some(why) = self.wait() {
            self.update(&why);
            self.watch();
        }
    }

    /// Waits until an update is to begin, and tells why; `None` where the thread is to end.
    fn wait(&mut self) -> Option<Vec<Trigger>> {
        let first = match self.due() {
            None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((due, _)) => self.inbox.recv_timeout(due),
        };
        let first = first.inspect(|message| self.heard(message));
        let mut why = Vec::new();
        match (first, self.due()) {
            (Ok(Message::Ask(trigger)), _) => why.push(trigger),
            (Err(RecvTimeoutError::Timeout), Some((_, trigger))) => return Some(vec![trigger]),
            _ => return None,
        }
        let latest = Instant::now() + self.pace.patience;
        while Instant::now() < latest {
            let next = self.inbox.recv_timeout(self.pace.settle);
            match next.inspect(|message| self.heard(message)) {
                Ok(Message::Ask(trigger)) if why.contains(&trigger) => {}
                Ok(Message::Ask(trigger)) => why.push(trigger),
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(why)
    }

    /// A message no longer waits.
    fn heard(&self, message: &Message) {
        if let Message::Ask(_) = message {
            self.asker.waiting.asked.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// When the next update comes by itself, and as what.
    fn due(&self) -> Option<(Duration, Trigger)> {
        match self.asker.freshness().failure {
            Some(failure) => {
                let doubled = self.pace.retry.saturating_mul(1 << (failure.tries - 1).min(20));
                Some((doubled.min(self.pace.longest_retry), Trigger::Retry))
            }
            None => Some((self.pace.interval?, Trigger::Timer)),
        }
    }

    fn update(&mut self, why: &[Trigger]) {
        let begun = (self.clock)();
        self.asker.note(|freshness| freshness.running = Some(begun));
        let start = Instant::now();
        let waiting = Arc::clone(&self.asker.waiting);
        let bound = self.left.map(|left| left + self.pace.longest_left);
        *waiting.bound.lock().unwrap_or_else(PoisonError::into_inner) = bound;
        // A bug in the work must not end the updates of a site that goes on serving.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.work.update(why, &waiting)))
            .unwrap_or_else(|_| Err("the update ended by a mistake in the program; see the log".to_owned()));
        self.left = (outcome == Ok(Done::Left)).then(|| self.left.unwrap_or(start));
        if outcome.is_ok() && self.asker.freshness().failure.is_some() && outcome != Ok(Done::Left) {
            tracing::info!("updates work again");
        }
        let (took, at) = (start.elapsed(), (self.clock)());
        self.asker.note(|freshness| freshness.note(outcome, at, took));
    }

    /// Watches what the work wants watched now.
    fn watch(&mut self) {
        let wanted = self.work.watched();
        if self.watch.as_ref().is_some_and(|watch| watch.covers(&wanted)) {
            return;
        }
        let asker = self.asker.clone();
        let again = self.watch.is_some();
        self.watch = Some(Watch::over(wanted, move || asker.ask(Trigger::Folder)));
        if again {
            // What changed there before it was watched has told nobody.
            self.asker.ask(Trigger::Folder);
        }
    }
}

impl Freshness {
    fn note(&mut self, outcome: Result<Done, String>, at: SystemTime, took: Duration) {
        self.running = None;
        if outcome != Ok(Done::Left) {
            self.took = took;
        }
        match outcome {
            // It has not ended: the next one goes on with it.
            Ok(Done::Left) => {}
            Ok(done) => {
                self.updates += 1;
                self.failure = None;
                if matches!(done, Done::UpToDate | Done::Updated) {
                    self.checked = Some(at);
                }
                if matches!(done, Done::Updated | Done::Reread) {
                    self.changed = Some(at);
                }
            }
            Err(reason) => {
                self.failures += 1;
                let tries = self.failure.as_ref().map_or(0, |failure| failure.tries).saturating_add(1);
                self.failure = Some(Failure { at, reason, tries });
            }
        }
    }
}
