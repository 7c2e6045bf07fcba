//! The groups that indicators are reported for.

use super::{Age, Gender};
use crate::world::World;

/// A group of people: everyone, or those of one gender, age band or nationality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the group is formed by: `all`, `gender`, `age_band` or `nationality`.
    pub dimension: &'static str,
    /// Its name: `all`, or a gender, age band or nationality code.
    pub name: String,
    /// Position of the nationality, if the group is one.
    pub nationality: Option<usize>,
    /// Position of the gender, if the group is one.
    pub gender: Option<usize>,
    /// Position of the age band, if the group is one.
    pub age: Option<usize>,
}

impl Group {
    /// Everyone.
    pub fn all() -> Self {
        Self {
            dimension: "all",
            name: "all".to_owned(),
            nationality: None,
            gender: None,
            age: None,
        }
    }

    /// Everyone, then each gender, age band and nationality.
    pub fn list(world: &World) -> Vec<Group> {
        let mut groups = vec![Group::all()];
        for (position, gender) in Gender::ALL.into_iter().enumerate() {
            groups.push(Group {
                dimension: "gender",
                name: gender.name().to_owned(),
                gender: Some(position),
                ..Group::all()
            });
        }
        for (position, age) in Age::ALL.into_iter().enumerate() {
            groups.push(Group {
                dimension: "age_band",
                name: age.name().to_owned(),
                age: Some(position),
                ..Group::all()
            });
        }
        groups.extend(Group::by_nationality(world));
        groups
    }

    /// Each nationality.
    pub fn by_nationality(world: &World) -> Vec<Group> {
        world
            .nationalities
            .iter()
            .enumerate()
            .map(|(position, nationality)| Group {
                dimension: "nationality",
                name: nationality.code.clone(),
                nationality: Some(position),
                ..Group::all()
            })
            .collect()
    }
}
