//! The steps: each acts on the state of a replication by the law of the same name, if there is one.

mod abandon;
mod believe;
mod choose_route;
mod confinement;
mod depart;
mod enforce;
mod exposure;
mod health;
mod pathways;
mod register;
mod seek_protection;
mod settle;
mod trade;
mod travel;
