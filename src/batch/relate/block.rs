//! Which profiles are compared at all: those of one family of types that share an actor, a place, a figure or all their words.

use super::profile::Profile;
use std::collections::BTreeMap;

/// Profiles after one in its block, in the order of their days, that are compared with it.
const MOST: usize = 96;

/// Calls `meet` for pairs of profiles from different documents that may tell one event.
pub(super) fn pairs(profiles: &[Profile], mut meet: impl FnMut(usize, usize)) {
    let mut blocks: BTreeMap<(u64, u64), Vec<u32>> = BTreeMap::new();
    for (i, profile) in profiles.iter().enumerate() {
        let number = u32::try_from(i).unwrap_or(u32::MAX);
        for key in profile.keys() {
            blocks.entry((profile.family, key)).or_default().push(number);
        }
    }
    for block in blocks.values_mut() {
        block.sort_by_key(|&i| (profiles[i as usize].day(), &profiles[i as usize].first_id));
        for (n, &a) in block.iter().enumerate() {
            for &b in block[n + 1..].iter().take(MOST) {
                let (a, b) = (a as usize, b as usize);
                if profiles[a].document != profiles[b].document {
                    meet(a, b);
                }
            }
        }
    }
}
