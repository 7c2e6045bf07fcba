//! What the folder of a study lacks before there is anything to analyse or report.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader};
use std::path::Path;

use super::failure::Failure;
use crate::output::number::whole;
use crate::output::study::{Description, JOURNAL, JOURNAL_PARTIAL, Lines, NAME, SWEEP_NAME};
use crate::output::{OutputError, manifest};
use crate::study::sweep::Shard;

/// Refuses the folder of a share, and that of a study whose runs or tables are missing: says what is
/// missing and the command that goes on. Anything else is left to whoever reads the folder.
pub fn refuse(folder: &Path) -> Result<(), Failure> {
    let journal = folder.join(JOURNAL);
    let (Ok(text), Ok(file)) = (fs::read_to_string(folder.join(NAME)), File::open(&journal)) else {
        return Ok(());
    };
    let Ok(study) = serde_json::from_str::<Description>(&text) else {
        return Ok(());
    };
    let busy = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    let held = Held::read(&study, file).map_err(|it| OutputError::unread(&journal, it))?;
    let tables = [manifest::NAME, SWEEP_NAME].map(|name| folder.join(name).exists());
    if held.shard.is_whole() && !busy && tables == [true; 2] {
        return Ok(());
    }
    let message = held.message(&study, folder, busy);
    Err(if busy {
        Failure::Failed(anyhow::Error::msg(message))
    } else {
        Failure::Input(message)
    })
}

/// What a journal holds.
struct Held {
    shard: Shard,
    runs: u64,
}

impl Held {
    /// Reads up to the first line that does not hold. A journal without a first line holds nothing yet.
    fn read(study: &Description, file: File) -> io::Result<Self> {
        let mut lines = Lines::new(BufReader::new(file));
        let Some((_, shard)) = lines.header()? else {
            return Ok(Self {
                shard: Shard::WHOLE,
                runs: 0,
            });
        };
        let runs = lines.count(shard, study.extent())?;
        Ok(Self { shard, runs })
    }

    fn message(&self, study: &Description, folder: &Path, busy: bool) -> String {
        let (extent, dir, shard) = (study.extent(), folder.display(), self.shard);
        let all = shard.runs(extent);
        let (what, option, elsewhere) = if shard.is_whole() {
            ("a study".to_owned(), String::new(), String::new())
        } else {
            (
                format!("share {shard} of a study"),
                format!(" --shard {shard}"),
                format!(
                    "; the other {} runs of the study are in other shares",
                    whole(extent.runs() - all)
                ),
            )
        };
        let state = if self.runs < all {
            let next = extent.unit(shard.run(extent, self.runs));
            format!(
                " that is not finished: {} of {} runs are missing, the first of them point {}, policy {}, \
                 replication {}",
                whole(all - self.runs),
                whole(all),
                next.point,
                study.policies[next.policy],
                next.replication
            )
        } else if shard.is_whole() {
            " that is not finished: all runs are there, tables are missing".to_owned()
        } else {
            format!(", all of its {} runs", whole(all))
        };
        let mut lines = vec![format!("{dir}: holds {what}{state}{elsewhere}")];
        if busy {
            lines.push("another process works on it; wait for it".to_owned());
            return lines.join("\n");
        }
        if folder.join(JOURNAL_PARTIAL).exists() {
            lines.push(format!(
                "a merge was cut here: merge again with `corredor merge DIR... --out {dir}`"
            ));
        } else if self.runs < all || shard.is_whole() {
            lines.push(format!(
                "go on with `corredor sweep STUDY.toml{option} --out {dir} --resume`{}",
                if self.runs == 0 && shard.is_whole() {
                    ", with its --shard if it was to be a share"
                } else {
                    ""
                }
            ));
        }
        lines.push(if shard.is_whole() {
            format!("then run `corredor analyse {dir}`")
        } else {
            "put all shares together with `corredor merge DIR... --out WHOLE`, then run `corredor analyse WHOLE`"
                .to_owned()
        });
        lines.join("\n")
    }
}
