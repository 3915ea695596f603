//! `FairQueue`: a bounded queue in which clients take turns.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::IpAddr;

/// A client, by its address; `None` for all without one.
pub(super) type Client = Option<IpAddr>;

/// The waiting work of all clients.
///
/// Clients are served in turn, one piece of work at a time, so that work waits for at most one piece of each other client.
/// When the queue is full, the client with the most work loses its newest.
pub(super) struct FairQueue<W> {
    /// The work of each client, oldest first; no entry is empty.
    works: HashMap<Client, VecDeque<W>>,
    /// The clients that have work, in the order of their turns.
    turns: VecDeque<Client>,
    /// How much work each client has, so that the one with the most is found without a search.
    shares: BTreeSet<(usize, Client)>,
    waiting: usize,
    capacity: usize,
}

impl<W> FairQueue<W> {
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            works: HashMap::new(),
            turns: VecDeque::new(),
            shares: BTreeSet::new(),
            waiting: 0,
            capacity,
        }
    }

    /// Adds work of a client. If the queue is full, returns the work that was displaced: this one, or the newest of another
    /// client.
    pub(super) fn push(&mut self, client: Client, work: W) -> Option<W> {
        let mut displaced = None;
        if self.waiting >= self.capacity {
            let own = self.works.get(&client).map_or(0, VecDeque::len);
            // A client displaces only one that has at least two more: otherwise two clients would displace each other in
            // turn.
            let largest = self.shares.last().copied();
            let Some((_, largest)) = largest.filter(|(share, _)| *share > own.saturating_add(1))
            else {
                return Some(work);
            };
            displaced = self.take(largest, VecDeque::pop_back);
        }
        let works = self.works.entry(client).or_default();
        if works.is_empty() {
            self.turns.push_back(client);
        }
        self.shares.remove(&(works.len(), client));
        works.push_back(work);
        self.shares.insert((works.len(), client));
        self.waiting = self.waiting.saturating_add(1);
        displaced
    }

    /// The work whose turn it is.
    pub(super) fn pop(&mut self) -> Option<W> {
        let client = self.turns.pop_front()?;
        let work = self.take(client, VecDeque::pop_front);
        if self.works.contains_key(&client) {
            self.turns.push_back(client);
        }
        work
    }

    /// Takes one piece of work of a client, and forgets a client without work.
    fn take(&mut self, client: Client, end: fn(&mut VecDeque<W>) -> Option<W>) -> Option<W> {
        let works = self.works.get_mut(&client)?;
        let share = works.len();
        let work = end(works)?;
        let left = works.len();
        self.waiting = self.waiting.saturating_sub(1);
        self.shares.remove(&(share, client));
        match left {
            0 => {
                self.works.remove(&client);
            }
            _ => {
                self.shares.insert((left, client));
            }
        }
        Some(work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(number: u8) -> Client {
        (number > 0).then(|| IpAddr::from([127, 0, 0, number]))
    }

    fn all(queue: &mut FairQueue<u32>) -> Vec<u32> {
        std::iter::from_fn(|| queue.pop()).collect()
    }

    #[test]
    fn clients_take_turns_and_the_work_of_each_is_done_in_order() {
        let mut queue = FairQueue::new(100);
        for (number, work) in [
            (1, 10),
            (1, 11),
            (1, 12),
            (2, 20),
            (0, 90),
            (2, 21),
            (1, 13),
        ] {
            assert_eq!(queue.push(client(number), work), None);
        }
        assert_eq!(queue.pop(), Some(10));
        // A client with new work goes to the end.
        assert_eq!(queue.push(client(3), 30), None);
        assert_eq!(all(&mut queue), [20, 90, 11, 30, 21, 12, 13]);
        assert!(queue.works.is_empty() && queue.shares.is_empty() && queue.waiting == 0);
    }

    #[test]
    fn one_client_alone_may_fill_the_queue_and_gives_way_to_others() {
        let mut queue = FairQueue::new(4);
        for work in 0..4 {
            assert_eq!(queue.push(client(1), work), None);
        }
        assert_eq!(queue.push(client(1), 4), Some(4), "its own is refused");
        assert_eq!(queue.push(client(2), 20), Some(3), "its newest gives way");
        assert_eq!(queue.push(client(3), 30), Some(2));
        // Two against one each: displacing would gain nothing.
        assert_eq!(queue.push(client(2), 21), Some(21));
        assert_eq!(queue.push(client(1), 5), Some(5));
        assert_eq!(queue.push(client(4), 40), Some(1));
        assert_eq!(queue.push(client(5), 50), Some(50), "each has one");
        assert_eq!(all(&mut queue), [0, 20, 30, 40]);
    }

    /// The counts beside the queues match their contents, after any order of calls.
    #[test]
    fn nothing_is_lost_and_shares_are_counted_right() {
        let mut queue = FairQueue::new(16);
        let mut random = 1_u32;
        let (mut added, mut left) = (0_u32, 0_u32);
        for work in 0..20_000 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if random >> 30 == 0 {
                left += u32::from(queue.pop().is_some());
            } else {
                // One client has half of all work.
                let number = (random >> 24) as u8 & 15;
                added += 1;
                left += u32::from(queue.push(client(number.saturating_sub(7)), work).is_some());
            }
            let lengths = queue.works.iter();
            let shares: BTreeSet<_> = lengths
                .map(|(client, works)| (works.len(), *client))
                .collect();
            assert_eq!(shares, queue.shares);
            assert_eq!(shares.len(), queue.turns.len());
            let waiting: usize = shares.iter().map(|(share, _)| share).sum();
            assert_eq!(waiting, queue.waiting);
            assert!(waiting <= 16 && shares.iter().all(|(share, _)| *share > 0));
        }
        left += u32::try_from(all(&mut queue).len()).unwrap();
        assert_eq!(left, added);
    }
}
