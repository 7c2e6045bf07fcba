// The data block of the report, and the numbers of a link in a month or over all of them.

/** All months together, in place of the index of one. */
export const ALL = -1;

const FIELDS = ["people", "peopleLow", "peopleHigh", "harm", "harmLow", "harmHigh"];
const COLUMNS = ["p", "pl", "ph", "h", "hl", "hh"];

const figures = (values) =>
  Object.fromEntries(FIELDS.map((field, at) => [field, values[at] ?? null]));

/** Reads the block: places, links and, by policy, link and month, the figures. */
export function read(json) {
  const places = json.places.map(([id, name, lat, lon, kind]) => ({ id, name, lat, lon, kind }));
  const links = json.links.map(([id, from, to, kind, mode], index) => ({
    id, index, from: places[from], to: places[to], kind, mode,
  }));
  const totals = json.total.map((policy) => policy.map((values) => values && figures(values)));
  const months = json.values.map((policy) => policy.map(byMonth));
  const at = (policy, link, month) =>
    (month === ALL ? totals[policy][link] : months[policy][link]?.get(month)) ?? null;
  const { lang, policies, inset, assumed = false } = json;
  const used = links.filter((link) => policies.some((_, policy) => at(policy, link.index, ALL)));
  return { lang, policies, inset, assumed, months: json.months, places, links: used, at };
}

function byMonth(values) {
  return values && new Map(values.t.map((month, row) =>
    [month, figures(COLUMNS.map((column) => values[column][row]))]));
}

/** People a month: of the month, or the mean of all months, so that one scale of width serves both. */
export function peopleAMonth(data, figures, month) {
  return month === ALL ? figures.people / data.months.length : figures.people;
}

/** Most people a month on any link, under any policy, in any month. */
export function mostPeople(data) {
  const states = [ALL, ...data.months.keys()];
  let most = 0;
  for (const policy of data.policies.keys()) {
    for (const link of data.links) {
      for (const month of states) {
        const figures = data.at(policy, link.index, month);
        if (figures) most = Math.max(most, peopleAMonth(data, figures, month));
      }
    }
  }
  return most;
}
