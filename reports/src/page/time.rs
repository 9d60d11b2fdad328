//! Ordinary time as it was simulated, and what single runs of the attacks came to.

use maud::{Markup, html};

use super::{
    Contents, Part, charts,
    contents::Profits,
    words::{short, usd},
};
use crate::text::count;

pub(super) fn body(contents: &Contents) -> Markup {
    let (spread, same): (Vec<&Profits>, Vec<&Profits>) =
        contents.profits.iter().partition(|it| it.bins.len() > 1);
    html! {
        h3 { "An ordinary month" }
        @match &contents.month {
            Part::Absent(why) => p { "No month was simulated: " (why) "." },
            Part::Found(month) => {
                p {
                    (month.about) " The line is the median of " (count(month.runs))
                    " runs; nine runs in ten lie within the band."
                }
                div.pair {
                    @for (place, series) in month.series.iter().enumerate() {
                        (charts::month::figure(series, place).markup())
                    }
                }
            }
        }
        h3 { "What single runs of the attacks came to" }
        @if contents.profits.is_empty() {
            p { "No attack was simulated." }
        }
        @if !spread.is_empty() {
            p { "Profit of the attacker, one bar for each stretch of outcomes; the number of runs by powers of ten, so that rare ones can be seen. The dashed line is the mean." }
            div.pair {
                @for profits in &spread {
                    (charts::profits::figure(profits).markup())
                }
            }
        }
        @if !same.is_empty() {
            p {
                "The same in every run: "
                @for (place, profits) in same.iter().enumerate() {
                    @if place > 0 { ", " }
                    (short(&profits.attack)) " " (usd(profits.mean))
                }
                "."
            }
        }
    }
}
