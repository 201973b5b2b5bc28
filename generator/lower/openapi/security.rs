//! How requests are signed, as OpenAPI can say it: the service's scope comes in, a security scheme
//! and what each action requires of it go out.

use crate::ir;
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};
use serde_json::Value;

/// Name of the only scheme.
pub(super) const SCHEME: &str = "sigv4";

/// AWS Signature Version 4. OpenAPI 3.0 has no type for signatures; an API key in `Authorization`
/// with this extension is what API Gateway writes and what generators of clients recognise
/// (Amazon API Gateway, "x-amazon-apigateway-authtype").
pub(super) fn scheme(api: &ir::Api) -> SecurityScheme {
    let (region, name) = (&api.region, &api.name);
    let description = format!(
        "Requests are signed with AWS Signature Version 4 (`AWS4-HMAC-SHA256`), so that every AWS \
         signer is a client. The credential scope is `<date>/{region}/{name}/aws4_request`. Signed \
         are `host`, `x-amz-date` and, where they are sent, `content-type`, `if-match`, \
         `if-none-match` and everything that begins with `x-amz-`. The clocks may differ by 15 \
         minutes.\n\nWith curl:\n\n```sh\ncurl --aws-sigv4 \"aws:amz:{region}:{name}\" --user \
         \"$KEY_ID:$SECRET\" …\n```"
    );
    SecurityScheme::APIKey {
        location: APIKeyLocation::Header,
        name: "Authorization".to_owned(),
        description: Some(description),
        extensions: [(
            "x-amazon-apigateway-authtype".to_owned(),
            Value::from("awsSigv4"),
        )]
        .into_iter()
        .collect(),
    }
}

/// What an action asks of a request; a public one may be signed, and is then answered to its caller.
pub(super) fn requirements(action: &ir::Action) -> Vec<SecurityRequirement> {
    let signed: SecurityRequirement = [(SCHEME.to_owned(), Vec::new())].into_iter().collect();
    if action.authorize.contains(&ir::Access::Public) {
        vec![SecurityRequirement::default(), signed]
    } else {
        vec![signed]
    }
}

/// Whether only some of those with an access key may call an action.
pub(super) fn is_restricted(action: &ir::Action) -> bool {
    !action
        .authorize
        .iter()
        .any(|access| matches!(access, ir::Access::Public | ir::Access::Signed))
}

/// Who may call an action, in a sentence or two.
pub(super) fn audience(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> String {
    let callers = callers(action);
    match service.makers(resource, action) {
        None => callers,
        Some(makers) if makers.roles.is_empty() => {
            format!("{callers} Each below their own account only.")
        }
        Some(makers) if makers.owner => format!(
            "{callers} Each below their own account only, except for {}.",
            callers_with(makers.roles)
        ),
        Some(makers) => format!(
            "{callers} Only {} make something.",
            callers_with(makers.roles)
        ),
    }
}

fn callers(action: &ir::Action) -> String {
    if action.authorize.contains(&ir::Access::Public) {
        return "Open to everyone.".to_owned();
    }
    if !is_restricted(action) {
        return "For everyone with an access key.".to_owned();
    }
    let mut audience = Vec::new();
    if action.authorize.contains(&ir::Access::Owner) {
        audience.push("the owner".to_owned());
    }
    let roles: Vec<&str> = action
        .authorize
        .iter()
        .filter_map(|access| match access {
            ir::Access::Role(role) => Some(role.as_str()),
            _ => None,
        })
        .collect();
    if !roles.is_empty() {
        audience.push(callers_with(&roles));
    }
    format!("For {}.", audience.join(" and "))
}

/// `callers with the role `author` or `admin``
pub(super) fn callers_with<S: AsRef<str>>(roles: &[S]) -> String {
    let roles: Vec<String> = roles
        .iter()
        .map(|role| format!("`{}`", role.as_ref()))
        .collect();
    format!("callers with the role {}", roles.join(" or "))
}
