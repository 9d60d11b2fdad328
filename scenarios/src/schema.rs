//! The JSON Schema of scenario files, for editors.

use serde_json::Value;

use crate::scenario::Document;

/// The JSON Schema of a scenario file, from the description its reader fills.
pub fn json_schema() -> Value {
    let mut schema = schemars::schema_for!(Document).to_value();
    forget_null(&mut schema);
    schema
}

/// TOML has no null, so a key that may be left out is not one that may be null.
fn forget_null(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    object.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(alternatives)) = object.get_mut("anyOf") {
                alternatives.retain(|alternative| {
                    alternative.get("type").is_none_or(|name| name != "null")
                });
                if let [Value::Object(only)] = alternatives.as_slice() {
                    let only = only.clone();
                    object.remove("anyOf");
                    object.extend(only);
                }
            }
            object.values_mut().for_each(forget_null);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_null),
        _ => {}
    }
}
