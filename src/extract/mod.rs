//! One file's outline → its reports, with facts as written.
