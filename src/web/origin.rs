//! What stands before a path to make an address that works elsewhere: in a citation, a feed, a sitemap.
//!
//! The settings say it (`public_url`). Without them a request's `Host` is believed only where it names this machine or
//! the address that is listened on: anybody can send another, and a cache or a feed reader would keep the link.

use super::site::{Site, Sites};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use url::{Host, Url};

/// `https://minutes.example`, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin(String);

impl Origin {
    /// The address of a path.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// An origin for tests.
    #[cfg(test)]
    pub(crate) fn of(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The origin that no request changes: what ids are made with.
    pub(crate) fn fixed(site: &Site) -> Self {
        Self(site.public_url().map_or_else(|| listening(site.listen()), str::to_owned))
    }
}

impl FromRequestParts<Sites> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, sites: &Sites) -> Result<Self, Infallible> {
        let site = &sites.now();
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        Ok(match site.public_url() {
            Some(_) => Self::fixed(site),
            None => Self(own(host, site.listen()).unwrap_or_else(|| listening(site.listen()))),
        })
    }
}

/// The origin that a `Host` names, where it is this machine or the address that is listened on.
fn own(host: &str, listen: SocketAddr) -> Option<String> {
    if !host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b':' | b'[' | b']' | b'-')) {
        return None;
    }
    let url = Url::parse(&format!("http://{host}")).ok()?;
    let ours = |ip: IpAddr| ip.is_loopback() || ip == listen.ip() && !ip.is_unspecified();
    let known = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ours(ip.into()),
        Host::Ipv6(ip) => ours(ip.into()),
    };
    known.then(|| url.origin().ascii_serialization())
}

fn listening(listen: SocketAddr) -> String {
    let ip = if listen.ip().is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { listen.ip() };
    format!("http://{}", SocketAddr::new(ip, listen.port()))
}

#[cfg(test)]
mod tests {
    use super::{listening, own};

    #[test]
    fn only_our_own_names_are_believed() {
        let listen = ([192, 0, 2, 7], 9000).into();
        let cases = [
            ("localhost:8080", Some("http://localhost:8080")),
            ("LOCALHOST", Some("http://localhost")),
            ("127.0.0.1:1", Some("http://127.0.0.1:1")),
            ("[::1]:80", Some("http://[::1]")),
            ("192.0.2.7:9000", Some("http://192.0.2.7:9000")),
            ("192.0.2.8:9000", None),
            ("evil.example", None),
            ("localhost.evil.example", None),
            ("localhost@evil.example", None),
            ("localhost/evil", None),
            ("localhost:99999", None),
            ("0.0.0.0", None),
            ("", None),
            ("[", None),
        ];
        for (host, wanted) in cases {
            assert_eq!(own(host, listen).as_deref(), wanted, "{host}");
        }
        assert_eq!(own("0.0.0.0", ([0, 0, 0, 0], 80).into()), None);
        assert_eq!(listening(([0, 0, 0, 0], 8080).into()), "http://127.0.0.1:8080");
    }
}
