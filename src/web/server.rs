//! The socket: limits on slow clients, and an end that lets running requests finish.

use super::site::Sites;
use super::{WebConfig, metrics};
use crate::archive::Archive;
use crate::live::{Asker, Trigger};
use axum::Router;
use axum_server::Handle;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tower::limit::GlobalConcurrencyLimitLayer;

/// How long a client may take to send the head of a request: a half-sent one would stay open for ever.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// How long running requests may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How many requests are worked on at once.
const REQUESTS: usize = 512;

/// The flags that name addresses.
const LISTEN: &str = "--listen";
const METRICS: &str = "--metrics";

/// Why the server could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("{listen}: another program is using this port; stop it, or choose another one with {flag} {}:{}", .listen.ip(), next(.listen.port()))]
    InUse {
        /// The address.
        listen: SocketAddr,
        /// The flag that names it.
        flag: &'static str,
    },
    /// The system does not let us listen there.
    #[error("{listen}: this port is not open to you; choose one above 1023 with {flag} {}:8080", .listen.ip())]
    NotAllowed {
        /// The address.
        listen: SocketAddr,
        /// The flag that names it.
        flag: &'static str,
    },
    /// Listening failed otherwise.
    #[error("{listen}: cannot listen here: {reason}; choose another address with {flag}")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// The flag that names it.
        flag: &'static str,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The server stopped with an error.
    #[error("the server stopped: {0}")]
    Stopped(#[source] std::io::Error),
}

/// A port to try in place of one that is taken.
fn next(port: u16) -> u16 {
    port.checked_add(1).unwrap_or(8080)
}

/// Serves the archive until ctrl-c or SIGTERM. `ready` is called once with the address, which tells the port
/// where the system was to choose one.
///
/// # Errors
/// Where the address cannot be listened on, or the socket fails later.
pub async fn serve(
    archive: Arc<Archive>,
    config: WebConfig,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let listen = config.listen;
    let listener = bind(listen, LISTEN)?;
    let unknown = |reason| ServeError::Listen { listen, flag: LISTEN, reason };
    let address = listener.local_addr().map_err(unknown)?;
    let figures = config.metrics.map(|metrics| bind(metrics, METRICS)).transpose()?;
    let updates = config.updates.clone();
    let sites = Sites::new(archive, config);
    let app = super::around(&sites).layer(GlobalConcurrencyLimitLayer::new(REQUESTS));

    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone()));
    tokio::spawn(ask_on_signal(updates));
    if let Some(figures) = figures {
        let answered = answer(figures, metrics::router(&sites), handle.clone());
        tokio::spawn(async {
            if let Err(error) = answered.await {
                tracing::error!(%error, "the figures are no longer answered");
            }
        });
    }
    ready(address);
    answer(listener, app, handle).await
}

/// Answers on one address until it is asked to stop.
async fn answer(listener: TcpListener, app: Router, handle: Handle<SocketAddr>) -> Result<(), ServeError> {
    let mut server = axum_server::from_tcp(listener).map_err(ServeError::Stopped)?;
    server.http_builder().http1().header_read_timeout(HEADER_TIME);
    let server = server.first_request_timeout(HEADER_TIME).handle(handle);
    server.serve(app.into_make_service()).await.map_err(ServeError::Stopped)
}

/// Listens on an address that a flag of this name gives.
fn bind(listen: SocketAddr, flag: &'static str) -> Result<TcpListener, ServeError> {
    use std::io::ErrorKind;
    TcpListener::bind(listen).map_err(|reason| {
        if reason.kind() == ErrorKind::AddrInUse {
            ServeError::InUse { listen, flag }
        } else if reason.kind() == ErrorKind::PermissionDenied {
            ServeError::NotAllowed { listen, flag }
        } else {
            ServeError::Listen { listen, flag, reason }
        }
    })
}

/// Waits for ctrl-c or SIGTERM, then lets running requests finish within the grace.
async fn stop_on_signal(handle: Handle<SocketAddr>) {
    let asked = async {
        // Where ctrl-c cannot be listened to, the system's own handling of it ends the program.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = asked => {}
        () = terminated() => {}
    }
    tracing::info!("stopping; running requests may finish");
    handle.graceful_shutdown(Some(GRACE));
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Asks for an update at each SIGHUP.
#[cfg(unix)]
async fn ask_on_signal(updates: Option<Asker>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut signal) = signal(SignalKind::hangup()) else { return };
    while signal.recv().await.is_some() {
        if let Some(updates) = &updates {
            updates.ask(Trigger::Signal);
        }
    }
}

#[cfg(not(unix))]
async fn ask_on_signal(_updates: Option<Asker>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named_with_a_way_out() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = taken.local_addr().unwrap();
        let message = bind(listen, METRICS).unwrap_err().to_string();
        assert!(message.starts_with(&format!("{listen}: another program is using this port")), "{message}");
        assert!(message.contains("--metrics 127.0.0.1:"), "{message}");
    }
}
