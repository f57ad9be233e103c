//! The filter that smooths the edges of blocks: RFC 6386, section 15.

use crate::plane::Plane;

/// The limits of a macroblock's filter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// At the edges of the macroblock, and of the blocks inside.
    edges: [i32; 2],
    interior: i32,
    variance: i32,
}

impl Limits {
    /// The limits of a key frame's filter of this level, 1 to 63.
    pub(crate) fn new(level: i32, sharpness: i32) -> Self {
        let mut interior = level;
        if sharpness > 0 {
            interior = (interior >> if sharpness > 4 { 2 } else { 1 }).min(9 - sharpness);
        }
        let interior = interior.max(1);
        let variance = i32::from(level >= 15) + i32::from(level >= 40);
        Self { edges: [2 * (level + 2) + interior, 2 * level + interior], interior, variance }
    }
}

/// Filters the edges of a block of 16 by 16 or 8 by 8: its left edge, those inside, its upper edge, and those inside.
pub(crate) fn block(plane: &mut Plane, x: usize, y: usize, size: usize, limits: Limits, is_simple: bool, inside: bool) {
    let stride = plane.stride();
    for (has_first, across, along) in [(x > 0, 1, stride), (y > 0, stride, 1)] {
        for edge in (0..size).step_by(4) {
            if if edge == 0 { has_first } else { inside } {
                let start = plane.place(x, y) + edge * across;
                for place in (0..size).map(|i| start + i * along) {
                    edge_at(plane.samples(), place, across, limits, is_simple, edge == 0);
                }
            }
        }
    }
}

fn clamp(value: i32) -> i32 {
    value.clamp(-128, 127)
}

/// Filters the samples across one place of an edge, which lies before `place`.
fn edge_at(samples: &mut [u8], place: usize, across: usize, limits: Limits, is_simple: bool, is_outer: bool) {
    let index = |i: i32| place.wrapping_add_signed(i as isize * across as isize);
    let count = if is_simple { 2 } else { 4 };
    // p3 to p0 are at -4 to -1, q0 to q3 at 0 to 3; all with the sign that 128 is 0.
    let at = |i: i32| if i < -count || i >= count { 0 } else { i32::from(samples[index(i)]) - 128 };
    let [p3, p2, p1, p0, q0, q1, q2, q3] = [-4, -3, -2, -1, 0, 1, 2, 3].map(at);
    let differ = |a: i32, b: i32| (a - b).abs();
    if 2 * differ(p0, q0) + differ(p1, q1) / 2 > limits.edges[usize::from(!is_outer)] {
        return;
    }
    let mut add = |i: i32, value: i32| samples[index(i)] = (clamp(at_sign(samples[index(i)]) + value) + 128) as u8;
    let adjust = |outer: i32, add: &mut dyn FnMut(i32, i32)| {
        let value = clamp(outer + 3 * (q0 - p0));
        let step = clamp(value + 4) >> 3;
        add(0, -step);
        add(-1, clamp(value + 3) >> 3);
        step
    };
    if is_simple {
        adjust(clamp(p1 - q1), &mut add);
        return;
    }
    let steps = [(p3, p2), (p2, p1), (p1, p0), (q1, q0), (q2, q1), (q3, q2)];
    if steps.iter().any(|&(a, b)| differ(a, b) > limits.interior) {
        return;
    }
    let is_rough = differ(p1, p0) > limits.variance || differ(q1, q0) > limits.variance;
    if is_rough {
        adjust(clamp(p1 - q1), &mut add);
    } else if is_outer {
        let value = clamp(clamp(p1 - q1) + 3 * (q0 - p0));
        for (i, weight) in [27, 18, 9].into_iter().enumerate() {
            let step = clamp((weight * value + 63) >> 7);
            add(i as i32, -step);
            add(-1 - i as i32, step);
        }
    } else {
        let step = (adjust(0, &mut add) + 1) >> 1;
        add(1, -step);
        add(-2, step);
    }
}

fn at_sign(sample: u8) -> i32 {
    i32::from(sample) - 128
}
