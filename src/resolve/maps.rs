//! Maps and sets that are asked millions of times: the standard ones, with a quicker hash. Their order tells nothing
//! either.

use foldhash::fast::RandomState;

/// A map.
pub(super) type Map<K, V> = std::collections::HashMap<K, V, RandomState>;
/// A set.
pub(super) type Set<K> = std::collections::HashSet<K, RandomState>;
