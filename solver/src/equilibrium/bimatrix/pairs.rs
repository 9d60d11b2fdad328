//! Which vertices of one polytope complete the labels of which vertices of the other.

use std::rc::Rc;

use super::{
    labels::Labels,
    polytope::{Polytope, Vertex},
};

/// A vertex of each polytope.
pub(super) type Pair = [Rc<Vertex>; 2];

/// All pairs that carry every label between them, without the pair of zeros, which is no equilibrium.
pub(super) fn completely_labelled(
    polytopes: &[Polytope; 2],
    vertices: &[Vec<Rc<Vertex>>; 2],
) -> Vec<Pair> {
    let [firsts, seconds] = vertices;
    let count = polytopes[0].labels();
    let mut carriers = vec![Labels::none(seconds.len()); count];
    let mut all = Labels::none(seconds.len());
    for (index, vertex) in seconds.iter().enumerate() {
        if polytopes[1].is_origin(vertex) {
            continue;
        }
        all.insert(index);
        for label in vertex.labels.iter() {
            if let Some(carriers) = carriers.get_mut(label) {
                carriers.insert(index);
            }
        }
    }
    let mut pairs = Vec::new();
    for first in firsts.iter().filter(|it| !polytopes[0].is_origin(it)) {
        let mut left = all.clone();
        for (label, carriers) in carriers.iter().enumerate() {
            if !first.labels.contains(label) {
                left.keep(carriers);
                if left.is_empty() {
                    break;
                }
            }
        }
        pairs.extend(
            left.iter()
                .filter_map(|index| Some([first.clone(), seconds.get(index)?.clone()])),
        );
    }
    pairs
}
