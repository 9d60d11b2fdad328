//! Messages between chains, which take time.
//!
//! A slash on the home chain is sent to every other chain. A slash on another chain is sent home
//! first, and from there to the rest. The world draws the delays in advance and pushes them; a
//! message sent when none is left takes [`message_delay`](super::Constants::message_delay).

use std::collections::VecDeque;

use super::refusal::Refusal;
use super::state::Protocol;
use super::units::{Account, Chain, HOME, Seconds};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Cut the reputation's age by this percentage; all of it is a blacklist.
    Slash(u64),
    /// Lift blacklist and probation.
    Restore,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) deliver_at: Seconds,
    sequence: u64,
    from: Chain,
    to: Chain,
    account: Account,
    verdict: Verdict,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mailbox {
    // By (time, sequence). Most messages are sent later than all before and go to the end.
    queue: VecDeque<Message>,
    sequence: u64,
    delays: VecDeque<Seconds>,
}

impl Clone for Mailbox {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
            sequence: self.sequence,
            delays: self.delays.clone(),
        }
    }

    fn clone_from(&mut self, source: &Self) {
        self.queue.clone_from(&source.queue);
        self.sequence = source.sequence;
        self.delays.clone_from(&source.delays);
    }
}

impl Mailbox {
    pub(super) fn take_due(&mut self, time: Seconds) -> Option<Message> {
        let due = self.queue.front()?.deliver_at <= time;
        if due { self.queue.pop_front() } else { None }
    }

    fn post(&mut self, message: Message) {
        let key = (message.deliver_at, message.sequence);
        let place = self
            .queue
            .partition_point(|other| (other.deliver_at, other.sequence) < key);
        self.queue.insert(place, message);
    }
}

impl Protocol {
    /// Queues the delay, in seconds, of a message still to be sent. Delays are used in the order
    /// pushed, one for each message, in the order messages are sent.
    pub fn push_message_delay(&mut self, delay: Seconds) {
        self.mailbox.delays.push_back(delay);
    }

    /// Delays pushed and not used yet.
    #[must_use]
    pub fn message_delays_left(&self) -> usize {
        self.mailbox.delays.len()
    }

    /// Messages on their way.
    #[must_use]
    pub fn messages_in_flight(&self) -> usize {
        self.mailbox.queue.len()
    }

    /// When the next message arrives, seconds since genesis.
    #[must_use]
    pub fn next_delivery(&self) -> Option<Seconds> {
        self.mailbox.queue.front().map(|message| message.deliver_at)
    }

    /// Carries out a verdict where it was reached and sends it on its way to all other chains.
    pub(super) fn pronounce(
        &mut self,
        origin: Chain,
        account: Account,
        verdict: Verdict,
    ) -> Result<(), Refusal> {
        self.carry_out(origin, account, verdict)?;
        if origin == HOME {
            self.relay(origin, account, verdict);
        } else {
            self.send(origin, HOME, account, verdict);
        }
        Ok(())
    }

    pub(super) fn deliver(&mut self, message: Message) -> Result<(), Refusal> {
        self.carry_out(message.to, message.account, message.verdict)?;
        if message.to == HOME {
            self.relay(message.from, message.account, message.verdict);
        }
        Ok(())
    }

    fn relay(&mut self, origin: Chain, account: Account, verdict: Verdict) {
        for chain in self.chains() {
            if chain != HOME && chain != origin {
                self.send(HOME, chain, account, verdict);
            }
        }
    }

    fn send(&mut self, from: Chain, to: Chain, account: Account, verdict: Verdict) {
        let delay = self
            .mailbox
            .delays
            .pop_front()
            .unwrap_or(self.constants.message_delay());
        let message = Message {
            // A delay beyond the end of time is a message that never arrives.
            deliver_at: self.now.saturating_add(delay),
            sequence: self.mailbox.sequence,
            from,
            to,
            account,
            verdict,
        };
        self.mailbox.sequence += 1;
        self.mailbox.post(message);
        self.totals.messages += 1;
    }

    fn carry_out(
        &mut self,
        chain: Chain,
        account: Account,
        verdict: Verdict,
    ) -> Result<(), Refusal> {
        match verdict {
            Verdict::Slash(percent) => self.slash_on(chain, account, percent),
            Verdict::Restore => self.restore_on(chain, account),
        }
    }
}
