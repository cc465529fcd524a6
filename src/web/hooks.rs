//! `POST /hooks/{source}`: a forge tells of a push.
//!
//! 1. The body is read as it comes, and only its signature is worked out; nothing in it is believed or kept.
//! 2. A signature of the source's secret makes one thing happen: the source is looked at again, soon.
//! 3. The same body a second time is a replay, or a forge's second try at what has arrived: nothing happens.

use super::cache::CachePolicy;
use super::error::WebError;
use super::site::Site;
use crate::live::Trigger;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::BodyExt;
use sha2::Sha256;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// How large a body may be: as large as the forges send.
pub(crate) const BODY_LIMIT: usize = 25 * 1024 * 1024;
/// As many bodies are remembered.
const REMEMBERED: usize = 256;

/// A source that forges may call for.
#[derive(Debug, Clone)]
pub struct Hook {
    /// The name of the source.
    pub source: String,
    /// What the forge and this site both know.
    pub secret: Secret,
}

/// A secret; it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret of some length.
    ///
    /// # Errors
    /// Where it is so short that it could be guessed; the message tells how to make one.
    pub fn new(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.len() < 16 {
            return Err("is shorter than 16 characters; make one with `openssl rand -hex 32`".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    fn mac(&self) -> Option<Hmac<Sha256>> {
        Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).ok()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The bodies that have arrived, the latest last.
#[derive(Default)]
pub(crate) struct Arrived(Mutex<VecDeque<[u8; 32]>>);

impl Arrived {
    /// Notes a body by its signature; whether it is new.
    fn note(&self, signature: [u8; 32]) -> bool {
        let mut arrived = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if arrived.contains(&signature) {
            return false;
        }
        if arrived.len() == REMEMBERED {
            arrived.pop_front();
        }
        arrived.push_back(signature);
        true
    }
}

/// `POST /hooks/{source}`
pub(crate) async fn post(
    State(site): State<Site>,
    Path(source): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    let (Some(hook), Some(updates)) = (site.hook(&source), site.updates()) else {
        return Err(WebError::not_found("source with a webhook", &source));
    };
    let Some(proof) = Proof::of(&headers) else {
        return Err(WebError::Unsigned("is not signed; give the webhook the secret of this source"));
    };
    let mut mac = hook.secret.mac().ok_or(WebError::Internal)?;
    let mut body = body;
    while let Some(frame) = body.frame().await {
        // What breaks off, or is longer than the limit, cannot be checked.
        let frame = frame.map_err(|_| WebError::Refused(StatusCode::PAYLOAD_TOO_LARGE))?;
        if let Some(data) = frame.data_ref() {
            mac.update(data);
        }
    }
    if !proof.holds(&mac, &hook.secret) {
        tracing::warn!(source, "a webhook with a wrong signature was refused");
        return Err(WebError::Unsigned(
            "has a wrong signature; the secret of the webhook is not that of this source",
        ));
    }
    if !site.arrived().note(mac.finalize().into_bytes().into()) {
        return Ok(plain(StatusCode::OK, "this delivery has arrived before; there is nothing to do\n"));
    }
    updates.ask(Trigger::Hook(source));
    Ok(plain(StatusCode::ACCEPTED, "the source is looked at again\n"))
}

/// How a forge shows that it knows the secret.
enum Proof {
    /// By a signature of the body.
    Signature(Vec<u8>),
    /// By the secret itself.
    Token(Vec<u8>),
}

/// Where GitHub, Gitea and Forgejo put the signature, and what may stand before it.
const SIGNATURES: [&str; 3] = ["x-hub-signature-256", "x-gitea-signature", "x-forgejo-signature"];
/// Where GitLab puts the secret.
const TOKEN: &str = "x-gitlab-token";

impl Proof {
    fn of(headers: &HeaderMap) -> Option<Self> {
        if let Some(value) = SIGNATURES.iter().find_map(|name| headers.get(*name)) {
            let hex = value.as_bytes();
            return bytes(hex.strip_prefix(b"sha256=").unwrap_or(hex)).map(Self::Signature);
        }
        headers.get(TOKEN).map(|value| Self::Token(value.as_bytes().to_vec()))
    }

    /// Whether it shows that. The time this takes tells nothing of the secret.
    fn holds(&self, mac: &Hmac<Sha256>, secret: &Secret) -> bool {
        match self {
            Self::Signature(signature) => mac.clone().verify_slice(signature).is_ok(),
            // Two texts are compared by their signatures, since the comparison of those takes always as long.
            Self::Token(token) => match (secret.mac(), secret.mac()) {
                (Some(mut given), Some(mut right)) => {
                    given.update(token);
                    right.update(secret.0.as_bytes());
                    given.verify_slice(&right.finalize().into_bytes()).is_ok()
                }
                _ => false,
            },
        }
    }
}

/// The bytes that hexadecimal digits stand for.
fn bytes(hex: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    hex.chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    (status, [CachePolicy::Never.header()], [kind], text).into_response()
}
