//! Databases of equal content, one for each server.

use std::fs;
use std::path::Path;

use access_keys::SecretKey;
use store::{Options, Store};

use crate::Failure;
use crate::data::{self, Data};
use crate::postgres::Cluster;

pub(crate) struct Databases {
    /// The address of the generated server's.
    pub(crate) generated: String,
    /// The address of the twin's.
    pub(crate) twin: String,
    pub(crate) secret_key: String,
    pub(crate) data: Data,
    pub(crate) is_embedded: bool,
}

impl Databases {
    /// Two files in this folder.
    pub(crate) async fn sqlite(folder: &Path) -> Result<Self, Failure> {
        let [generated, twin] = ["generated.db", "twin.db"].map(|name| folder.join(name));
        let (secret_key, data) = filled(&generated.display().to_string()).await?;
        fs::copy(&generated, &twin)?;
        Ok(Self {
            generated: format!("sqlite:{}", generated.display()),
            twin: format!("sqlite:{}", twin.display()),
            secret_key,
            data,
            is_embedded: true,
        })
    }

    /// Two databases of this cluster.
    pub(crate) async fn postgres(cluster: &Cluster) -> Result<Self, Failure> {
        let generated = cluster.create("generated")?;
        let (secret_key, data) = filled(&generated).await?;
        let twin = cluster.copy("generated", "twin").await?;
        Ok(Self {
            generated,
            twin,
            secret_key,
            data,
            is_embedded: false,
        })
    }
}

async fn filled(address: &str) -> Result<(String, Data), Failure> {
    let store = Store::open(address, &Options::default())?;
    let secret_key = SecretKey::generate()?;
    let data = data::fill(&store, &secret_key).await?;
    store.close().await;
    Ok((secret_key.to_secret().expose().to_owned(), data))
}
