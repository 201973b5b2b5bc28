//! Stations: what this service does with them beyond its defaults.

use async_trait::async_trait;

use crate::generated::usecase::{Ports, StationsUsecase};

/// The usecase of stations. Override here what differs from the defaults.
pub(crate) struct Stations {
    ports: Ports,
}

impl Stations {
    pub(crate) fn new(ports: Ports) -> Self {
        Self { ports }
    }
}

#[async_trait]
impl StationsUsecase for Stations {
    fn ports(&self) -> &Ports {
        &self.ports
    }
}
