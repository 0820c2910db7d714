//! The unit behind a figure, whichever it is.

use super::context::Context;
use super::figure::Figure;
use super::measure::Measure;
use super::{money, percent};

/// The figure with the unit behind it, if it has one: percent, points, a part, money.
pub(super) fn behind(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    let m = percent::percent(cx, figure)
        .or_else(|| percent::points(cx, figure))
        .or_else(|| percent::fraction(cx, figure))
        .or_else(|| money::after(cx, figure))?;
    (!cx.is_time(m.first, m.last)).then_some(m)
}
