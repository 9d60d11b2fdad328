//! `assay explain`: what a code such as `E-PROFIT` means, and what to do about it.

use assay_reports::codes::{Code, all, explain, list, nearest, page};
use serde_json::json;

use crate::{
    arguments::{CodeArguments, Format},
    done::Done,
    error::CommandError,
    terminal::{layout, print},
};

pub(crate) fn execute(arguments: &CodeArguments) -> Result<Done, CommandError> {
    let asked = arguments.code.as_deref().map(of).transpose()?;
    let text = match (arguments.format, asked) {
        (Format::Text, Some(code)) => page(code, layout()),
        (Format::Text, None) => list(layout()),
        (Format::Json, asked) => {
            let codes: Vec<&Code> = asked.map_or_else(|| all().collect(), |code| vec![code]);
            let version = assay_reports::SCHEMA_VERSION;
            let value = json!({ "schema_version": version, "codes": codes });
            serde_json::to_string_pretty(&value)? + "\n"
        }
    };
    print(&text)?;
    Ok(Done::Holds)
}

fn of(code: &str) -> Result<&'static Code, CommandError> {
    explain(code).ok_or_else(|| CommandError::Code {
        code: code.to_owned(),
        help: match nearest(code) {
            Some(near) => format!("did you mean `{}`?", near.code),
            None => "`assay explain` lists them all".into(),
        },
    })
}
