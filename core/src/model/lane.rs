//! Threads that run the network.
//!
//! The GEMM splits its work over the rayon pool it finds itself in. On a worker of the run's pool that would mix documents: the worker
//! would take up another document while it waits. So the network runs on threads of its own, each alone in a pool of one, and
//! the caller sleeps meanwhile: one document, one core.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::network::{Network, Reading, Sequence};
use crate::ner::BackendError;

/// Pieces that a lane gets at once: some tenths of a second of work, and many blocks of the network.
const PORTION: usize = 4096;

struct Lane {
    jobs: Sender<Vec<Sequence>>,
    answers: Receiver<Vec<Reading>>,
}

impl Lane {
    fn start(network: Arc<Network>) -> Result<Self, BackendError> {
        let (jobs, inbox) = channel::<Vec<Sequence>>();
        let (outbox, answers) = channel();
        std::thread::Builder::new()
            .name("depeche-encoder".into())
            .spawn(move || {
                let alone = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
                let mut scratch = network.scratch();
                while let Ok(sequences) = inbox.recv() {
                    if alone.is_err() || outbox.send(network.read(&sequences, &mut scratch)).is_err() {
                        return;
                    }
                }
            })
            .map_err(|e| BackendError(format!("no thread for the encoder: {e}")))?;
        Ok(Self { jobs, answers })
    }
}

/// The threads of one network; as many as callers came at the same time.
pub(super) struct Lanes {
    network: Arc<Network>,
    idle: Mutex<Vec<Lane>>,
}

impl Lanes {
    pub(super) fn new(network: Network) -> Self {
        Self {
            network: Arc::new(network),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Reads sequences on a free thread and waits for it, asking between portions whether to go on; `None` when told not to.
    pub(super) fn read(
        &self,
        sequences: Vec<Sequence>,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Vec<Reading>>, BackendError> {
        let free = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let lane = match free {
            Some(lane) => lane,
            None => Lane::start(Arc::clone(&self.network))?,
        };
        let died = || BackendError("the encoder's thread died; this is a defect of depeche, please report it".into());
        let mut readings = Vec::with_capacity(sequences.len());
        let mut going = true;
        let mut rest = sequences.into_iter().peekable();
        while let Some(first) = rest.next() {
            going = go_on();
            if !going {
                break;
            }
            let mut pieces = first.pieces.len();
            let mut portion = vec![first];
            while let Some(next) = rest.next_if(|next| pieces + next.pieces.len() <= PORTION) {
                pieces += next.pieces.len();
                portion.push(next);
            }
            lane.jobs.send(portion).map_err(|_| died())?;
            readings.append(&mut lane.answers.recv().map_err(|_| died())?);
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(lane);
        Ok(going.then_some(readings))
    }
}
