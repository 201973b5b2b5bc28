//! Articles: what this service does with them beyond its defaults.

use async_trait::async_trait;

use crate::generated::usecase::{ArticlesUsecase, Ports};

/// The usecase of articles. Override here what differs from the defaults.
pub(crate) struct Articles {
    ports: Ports,
}

impl Articles {
    pub(crate) fn new(ports: Ports) -> Self {
        Self { ports }
    }
}

#[async_trait]
impl ArticlesUsecase for Articles {
    fn ports(&self) -> &Ports {
        &self.ports
    }
}
