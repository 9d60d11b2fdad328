//! Which parameters matter: distances to a flip, and shares of the variance.

use maud::{Markup, html};

use super::{Contents, Part, charts, words::short};

pub(super) fn body(contents: &Contents) -> Markup {
    html! {
        p {
            "Two questions. How far may each parameter move by itself before an attack's formula begins or ceases to pay? And of "
            "all that could be otherwise, which parameters account for how much an attack is worth?"
        }
        @match charts::tornado::figure(&contents.parameters) {
            Some(figure) => (figure.markup()),
            None => p { "No formula turns within a doubling of any one parameter." },
        }
        @match &contents.influence {
            Part::Found(influence) => (charts::shares::figure(influence, short(&influence.attack)).markup()),
            Part::Absent(why) => p { "There are no shares of variance: " (why) "." },
        }
    }
}
