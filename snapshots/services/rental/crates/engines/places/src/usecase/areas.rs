//! Areas: what this service does with them beyond its defaults.

use async_trait::async_trait;

use crate::generated::usecase::{AreasUsecase, Ports};

/// The usecase of areas. Override here what differs from the defaults.
pub(crate) struct Areas {
    ports: Ports,
}

impl Areas {
    pub(crate) fn new(ports: Ports) -> Self {
        Self { ports }
    }
}

#[async_trait]
impl AreasUsecase for Areas {
    fn ports(&self) -> &Ports {
        &self.ports
    }
}
