//! Figures for whoever runs the site, in the format of Prometheus.
//!
//! Requests are counted by route, never by path or query: what readers look for is not written down. The state of the
//! archive is read at the moment it is asked for. All of it is answered on an address of its own.

use super::freshness::Known;
use super::site::{Site, Sites};
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The bounds of the counted times, in seconds.
const BOUNDS: [f64; 11] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];

/// What the requests are counted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// How requests were answered.
#[derive(Clone)]
pub(crate) struct Requests {
    count: Family<Answered, Counter>,
    time: Family<Route, Histogram, fn() -> Histogram>,
}

impl Default for Requests {
    fn default() -> Self {
        Self { count: Family::default(), time: Family::new_with_constructor(|| Histogram::new(BOUNDS)) }
    }
}

impl Requests {
    fn note(&self, route: String, status: StatusCode, took: Duration) {
        let answered = Answered { route: route.clone(), status: status.as_u16() };
        self.count.get_or_create(&answered).inc();
        self.time.get_or_create(&Route { route }).observe(took.as_secs_f64());
    }
}

/// Counts a request and the time of its answer.
pub(crate) async fn measure(State(site): State<Site>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", |path| path.as_str()).to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    site.requests().note(route, response.status(), start.elapsed());
    response
}

/// The addresses for whoever runs the site: `/metrics`, and the checks that the site itself answers too.
pub(crate) fn router(sites: &Sites) -> Router {
    let checks = Router::new()
        .route("/metrics", get(figures))
        .route("/healthz", get(super::api::health::live))
        .route("/readyz", get(super::api::health::ready));
    checks.with_state(sites.clone())
}

/// `GET /metrics`
async fn figures(State(site): State<Site>) -> Response {
    let mut registry = Registry::with_prefix("minutebook");
    let Requests { count, time } = site.requests().clone();
    registry.register("http_requests", "Requests answered, by route and status", count);
    registry.register_with_unit(
        "http_request_duration",
        "Time to the head of an answer",
        Unit::Seconds,
        time,
    );
    registry.register_collector(Box::new(Archived { known: site.known(), holds: site.holds() }));
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the figures cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The state of the archive.
#[derive(Debug)]
struct Archived {
    known: Known,
    /// Reports, passages, warnings.
    holds: [usize; 3],
}

impl Collector for Archived {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), std::fmt::Error> {
        let Known { freshness, .. } = &self.known;
        let seconds = |at: Option<SystemTime>| {
            at.and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map_or(0.0, |since| since.as_secs_f64())
        };
        let [reports, passages, warnings] = self.holds.map(|n| n as f64);
        let gauges = [
            ("reports", "Reports in the archive", reports),
            ("passages", "Passages that can be found", passages),
            ("warnings", "Warnings about reports", warnings),
            (
                "checked_timestamp_seconds",
                "When the archive was last found or made to be what its sources say",
                seconds(freshness.checked),
            ),
            (
                "changed_timestamp_seconds",
                "When an update last changed the archive",
                seconds(freshness.changed),
            ),
            ("update_duration_seconds", "How long the last update took", freshness.took.as_secs_f64()),
            (
                "update_failing",
                "How many updates have failed one after another",
                freshness.failure.as_ref().map_or(0.0, |failure| f64::from(failure.tries)),
            ),
        ];
        for (name, help, value) in gauges {
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        let counters = [
            ("updates", "Updates that ended well", freshness.updates),
            ("update_failures", "Updates that failed", freshness.failures),
        ];
        for (name, help, value) in counters {
            let counter = ConstCounter::new(value);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        Ok(())
    }
}
