//! Bicycles: what this service does with them beyond its defaults.

use async_trait::async_trait;

use crate::generated::usecase::{BicyclesUsecase, Ports};

/// The usecase of bicycles. Override here what differs from the defaults.
pub(crate) struct Bicycles {
    ports: Ports,
}

impl Bicycles {
    pub(crate) fn new(ports: Ports) -> Self {
        Self { ports }
    }
}

#[async_trait]
impl BicyclesUsecase for Bicycles {
    fn ports(&self) -> &Ports {
        &self.ports
    }
}
