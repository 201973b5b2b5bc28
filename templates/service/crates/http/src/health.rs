//! Whether the service should be sent requests: a check and the wish to stop go in, the answer for
//! probes comes out.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;

/// Something that the service cannot work without, such as its database.
#[async_trait]
pub trait Ready: Send + Sync {
    /// Asks whether it works now.
    ///
    /// # Errors
    ///
    /// Why it does not; logged, never sent.
    async fn ready(&self) -> Result<(), Box<dyn Error + Send + Sync>>;
}

/// Whether the service should be sent requests. Clones share the answer.
#[derive(Clone)]
pub struct Health {
    dependency: Arc<dyn Ready>,
    is_stopping: Arc<AtomicBool>,
}

impl Health {
    /// The health of a service that needs this to work.
    #[must_use]
    pub fn new(dependency: Arc<dyn Ready>) -> Self {
        Self {
            dependency,
            is_stopping: Arc::default(),
        }
    }

    /// Says from now on that no more requests should be sent.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    /// Whether requests should be sent.
    ///
    /// # Errors
    ///
    /// Why not.
    pub async fn check(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        if self.is_stopping.load(Ordering::Relaxed) {
            return Err("the service is stopping".into());
        }
        self.dependency.ready().await
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Health")
            .field("is_stopping", &self.is_stopping)
            .finish_non_exhaustive()
    }
}
