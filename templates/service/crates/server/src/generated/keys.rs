//! The command `keys`: makes, lists, disables and enables access keys.

use std::io::{self, Write};

use access_keys::{AccessKey, Holder};
use store::Store;

use super::announcement::write_key;
use super::arguments::{KeysCommand, NewHolder};
use super::config::Config;
use super::failure::Failure;
use super::{application, database, endpoint, first_start};
use engines::Engines;

/// Carries out a command on access keys.
pub(crate) async fn run(command: KeysCommand, config: &Config) -> Result<(), Failure> {
    let database = database::open(config).await?;
    let store = database.store;
    let engines = Engines::new(&store);
    let access_keys = application::access_keys(&store, &database.secret_key, &engines);
    let mut out = io::stdout();
    match command {
        KeysCommand::Create(new) => {
            let holder = holder(new.holder, &store).await?;
            let key = access_keys.create(&holder, &new.label).await?;
            let listening = endpoint::of_configuration(&config.host, config.port);
            let endpoint = config.public_url.as_deref().unwrap_or(&listening);
            write_key(&mut out, endpoint, &key).map_err(Failure::System)?;
        }
        KeysCommand::List => {
            let keys = access_keys.list().await?;
            write_list(&mut out, &keys).map_err(Failure::System)?;
        }
        KeysCommand::Disable { id } => {
            if !access_keys.disable(&id).await? {
                return Err(Failure::NoAccessKey(id));
            }
            writeln!(out, "{id} disabled").map_err(Failure::System)?;
        }
        KeysCommand::Enable { id } => {
            if !access_keys.enable(&id).await? {
                return Err(Failure::NoAccessKey(id));
            }
            writeln!(out, "{id} enabled").map_err(Failure::System)?;
        }
    }
    store.close().await;
    Ok(())
}

/// Whom the arguments mean; clap sees to it that they name exactly one.
async fn holder(new: NewHolder, store: &Store) -> Result<Holder, Failure> {
    match new {
        NewHolder {
            role: Some(role), ..
        } => Ok(Holder::Role(role)),
        NewHolder {
            account: Some(account),
            ..
        } => Ok(Holder::Account(account)),
        _ => first_start::admin(store).await,
    }
}

fn write_list(out: &mut impl Write, keys: &[AccessKey]) -> io::Result<()> {
    writeln!(
        out,
        "{:<20}  {:<20}  {:<8}  {:<44}  LABEL",
        "ID", "CREATED", "STATE", "HOLDER"
    )?;
    for key in keys {
        let holder = match &key.holder {
            Holder::Account(account) => format!("account {account}"),
            Holder::Role(role) => format!("role {role}"),
        };
        let state = if key.disabled_at.is_some() {
            "disabled"
        } else {
            "enabled"
        };
        let (id, created, label) = (&key.id, key.created_at, &key.label);
        writeln!(
            out,
            "{id:<20}  {created:<20.0}  {state:<8}  {holder:<44}  {label}"
        )?;
    }
    Ok(())
}
