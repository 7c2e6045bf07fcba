//! The calendar: for every day, the parties that act on it. A day costs what happens on it.

/// An entry: a party, and the hop it was at when the entry was made. An entry whose hop has passed
/// is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The party.
    pub party: u32,
    /// Its hop.
    pub hop: u16,
}

/// Buckets of entries, one per day of the window.
#[derive(Clone, Debug)]
pub struct CalendarQueue {
    days: Vec<Vec<Entry>>,
    spare: Vec<Vec<Entry>>,
    held: usize,
}

impl CalendarQueue {
    /// An empty calendar.
    pub fn new(days: usize) -> Self {
        Self {
            days: vec![Vec::new(); days],
            spare: Vec::new(),
            held: 0,
        }
    }

    /// Enters a party at `time` (days from the start). What lies after the window never happens.
    #[inline]
    pub fn enter(&mut self, time: f32, entry: Entry) {
        if let Some(bucket) = self.days.get_mut(time as usize) {
            if bucket.capacity() == 0
                && let Some(spare) = self.spare.pop()
            {
                *bucket = spare;
            }
            bucket.push(entry);
            self.held += 1;
        }
    }

    /// Takes out the entries of a day.
    pub fn take(&mut self, day: usize) -> Vec<Entry> {
        let bucket = std::mem::take(&mut self.days[day]);
        self.held -= bucket.len();
        bucket
    }

    /// Hands a bucket back for reuse.
    pub fn reuse(&mut self, mut bucket: Vec<Entry>) {
        bucket.clear();
        self.spare.push(bucket);
    }

    /// Bytes held by entries.
    pub fn bytes(&self) -> usize {
        self.held * size_of::<Entry>()
    }
}
