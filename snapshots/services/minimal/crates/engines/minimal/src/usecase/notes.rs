//! Notes: what this service does with them beyond its defaults.

use async_trait::async_trait;

use crate::generated::usecase::{NotesUsecase, Ports};

/// The usecase of notes. Override here what differs from the defaults.
pub(crate) struct Notes {
    ports: Ports,
}

impl Notes {
    pub(crate) fn new(ports: Ports) -> Self {
        Self { ports }
    }
}

#[async_trait]
impl NotesUsecase for Notes {
    fn ports(&self) -> &Ports {
        &self.ports
    }
}
