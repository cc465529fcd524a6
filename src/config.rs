//! minutebook.toml + environment + flags, assembled once.
