//! Rides: what this service does with them beyond its defaults.

use async_trait::async_trait;

use crate::generated::usecase::{Ports, RidesUsecase};

/// The usecase of rides. Override here what differs from the defaults.
pub(crate) struct Rides {
    ports: Ports,
}

impl Rides {
    pub(crate) fn new(ports: Ports) -> Self {
        Self { ports }
    }
}

#[async_trait]
impl RidesUsecase for Rides {
    fn ports(&self) -> &Ports {
        &self.ports
    }
}
