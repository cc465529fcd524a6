//! Pages, JSON and assets.
