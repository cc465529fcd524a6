//! Addresses that earlier versions handed out for the bundled sample still lead somewhere: a test for ever.
//!
//! A new version puts a file of its own to `tests/permalinks/`. Where the sample itself is edited, the page must offer what
//! took the place of the words.

use super::{ask, config};
use crate::archive::{Archive, Silent};
use crate::source::Source;
use crate::vocabulary::Team;
use crate::web::router;
use axum::http::{Method, StatusCode};
use std::sync::Arc;

const FILES: [(&str, &str); 1] = [("0.1", include_str!("../../../tests/permalinks/0.1.txt"))];

#[tokio::test]
async fn addresses_of_earlier_versions_lead_somewhere() {
    let archive = Archive::in_memory().unwrap();
    archive.ingest(&[Source::Sample], &Team::default(), &Silent).unwrap();
    let site = router(Arc::new(archive), config());
    for (version, addresses) in FILES {
        let addresses: Vec<&str> = addresses.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(addresses.len() > 200, "{version}: {}", addresses.len());
        let mut lost = Vec::new();
        for address in addresses {
            let page = ask(site.clone(), Method::GET, address).await;
            let leads = match page.status {
                StatusCode::OK | StatusCode::PERMANENT_REDIRECT | StatusCode::GONE => true,
                _ => page.body.contains("Nearest by its words"),
            };
            if !leads {
                lost.push(address);
            }
        }
        assert!(lost.is_empty(), "addresses of {version} that lead nowhere: {lost:#?}");
    }
}
