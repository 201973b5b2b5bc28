//! Features: what this service does with them beyond its defaults.

use async_trait::async_trait;

use crate::generated::usecase::{FeaturesUsecase, Ports};

/// The usecase of features. Override here what differs from the defaults.
pub(crate) struct Features {
    ports: Ports,
}

impl Features {
    pub(crate) fn new(ports: Ports) -> Self {
        Self { ports }
    }
}

#[async_trait]
impl FeaturesUsecase for Features {
    fn ports(&self) -> &Ports {
        &self.ports
    }
}
