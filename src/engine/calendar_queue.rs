//! The calendar: for every day, the parties that act on it. A day costs what happens on it.

/// An entry: a party, and the hop it was at when the entry was made. An entry whose hop or party has
/// passed is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The party.
    pub party: u32,
    /// Its hop.
    pub hop: u16,
    /// Which of the parties it is that have had this room.
    pub turn: u16,
}

/// Buckets of entries, one per day of the window.
#[derive(Clone, Debug)]
pub struct CalendarQueue {
    days: Vec<Vec<Entry>>,
}

impl CalendarQueue {
    /// An empty calendar.
    pub fn new(days: usize) -> Self {
        Self {
            days: vec![Vec::new(); days],
        }
    }

    /// Enters a party at `time` (days from the start). What lies after the window never happens.
    #[inline]
    pub fn enter(&mut self, time: f32, entry: Entry) {
        if let Some(bucket) = self.days.get_mut(time as usize) {
            bucket.push(entry);
        }
    }

    /// Takes out the entries of a day.
    pub fn take(&mut self, day: usize) -> Vec<Entry> {
        std::mem::take(&mut self.days[day])
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let entries: usize = self.days.iter().map(Vec::capacity).sum();
        entries * size_of::<Entry>() + self.days.capacity() * size_of::<Vec<Entry>>()
    }
}
