// The licence of every package that the bundle holds, from the packages themselves.
import { readdirSync, readFileSync } from "node:fs";

const modules = new URL("../node_modules/", import.meta.url);
/** Packages whose data or code the bundle holds without importing it. */
const BY_DATA = ["world-atlas", "iso-3166-1"];

const HEADING = `The interactive map and the outline of land in the report hold what follows. Shapes of countries are
made from Natural Earth (public domain, naturalearthdata.com); borders are drawn as Natural Earth has
them and express no opinion on the status of any territory.
`;

/** One text with the licences of the packages that files come from. */
export function licences(files) {
  const used = files.map((file) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  const names = [...new Set([...used.filter(Boolean), ...BY_DATA])].sort();
  return [HEADING, ...names.map(licence)].join("\n");
}

function licence(name) {
  const folder = new URL(`${name}/`, modules);
  const { version, license, author } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
  const heading = `${name} ${version} (${license})`;
  const text = file
    ? readFileSync(new URL(file, folder), "utf8").replaceAll("\r", "").trim()
    : `By ${author?.name ?? author}.`;
  return `${heading}\n${"-".repeat(heading.length)}\n${text}\n`;
}
