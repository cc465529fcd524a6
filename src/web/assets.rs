//! Style, script and icon, built into the program and served under names that hold their hash: a reader's
//! browser keeps them for a year, and a new release brings new names.

use super::cache::CachePolicy;
use super::error::WebError;
use super::params::Id;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// One file.
struct Asset {
    name: &'static str,
    extension: &'static str,
    mime: &'static str,
    bytes: &'static [u8],
}

/// A script.
const fn script(name: &'static str, bytes: &'static [u8]) -> Asset {
    Asset { name, extension: "js", mime: "text/javascript; charset=utf-8", bytes }
}

const STYLE: Asset = Asset {
    name: "style",
    extension: "css",
    mime: "text/css; charset=utf-8",
    bytes: include_bytes!("../../templates/assets/style.css"),
};
const SCRIPT: Asset = script("search", include_bytes!("../../templates/assets/search.js"));
const CITE: Asset = script("cite", include_bytes!("../../templates/assets/cite.js"));
const KEYS: Asset = script("keys", include_bytes!("../../templates/assets/keys.js"));
const KEPT: Asset = script("kept", include_bytes!("../../templates/assets/kept.js"));
const RANGE: Asset = script("range", include_bytes!("../../templates/assets/range.js"));
const FIND: Asset = script("find", include_bytes!("../../templates/assets/find.js"));
const ICON: Asset = Asset {
    name: "icon",
    extension: "svg",
    mime: "image/svg+xml",
    bytes: include_bytes!("../../templates/assets/icon.svg"),
};

/// The addresses of the assets, for the head of each page.
#[derive(Debug)]
pub(crate) struct Links {
    /// The style sheet.
    pub(crate) style: String,
    /// The scripts, one per concern, without which every page works as well.
    pub(crate) scripts: [String; 6],
    /// The icon.
    pub(crate) icon: String,
}

/// The scripts: suggestions, citing, keys, searches kept, the range of days, values of facets.
const SCRIPTS: [Asset; 6] = [SCRIPT, CITE, KEYS, KEPT, RANGE, FIND];

/// The addresses, made once.
pub(crate) static LINKS: LazyLock<Links> = LazyLock::new(|| Links {
    style: format!("/assets/{}", STYLE.file()),
    scripts: SCRIPTS.map(|script| format!("/assets/{}", script.file())),
    icon: format!("/assets/{}", ICON.file()),
});

impl Asset {
    /// The file's name with its hash.
    fn file(&self) -> String {
        let hash = blake3::hash(self.bytes).to_hex();
        format!("{}.{}.{}", self.name, &hash[..12], self.extension)
    }
}

/// `GET /assets/{file}`
pub(crate) async fn get(Id(file): Id) -> Result<Response, WebError> {
    let asset = [STYLE, ICON].into_iter().chain(SCRIPTS).find(|asset| asset.file() == file);
    let Some(asset) = asset else { return Err(WebError::not_found("file", &file)) };
    let kind = (header::CONTENT_TYPE, asset.mime);
    Ok(([CachePolicy::Forever.header()], [kind], asset.bytes).into_response())
}

/// `GET /favicon.ico`: browsers ask for it whatever the page says.
pub(crate) async fn favicon() -> Response {
    let kind = (header::CONTENT_TYPE, ICON.mime);
    ([CachePolicy::Revalidate.header()], [kind], ICON.bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_scripts_stay_small() {
        let scripts: usize = SCRIPTS.iter().map(|script| script.bytes.len()).sum();
        assert!(scripts < 20_000, "{scripts} bytes of script");
        assert!(STYLE.bytes.len() < 30_000, "{} bytes of style", STYLE.bytes.len());
    }
}
