// Writes dist/: the map as one script and one style sheet, the outline of land for drawings without a
// script, and the licences of what is in them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { layer } from "./geography.mjs";
import { landPath } from "./land.mjs";
import { licences } from "./licences.mjs";

const here = (path) => new URL(path, import.meta.url);
const layers = JSON.parse(readFileSync(here("layers.json"), "utf8"));

const geography = {
  name: "geography",
  setup(builder) {
    builder.onResolve({ filter: /^geography$/ }, () => ({ path: "geography", namespace: "geography" }));
    builder.onLoad({ filter: /.*/, namespace: "geography" }, () => ({
      contents: JSON.stringify(layers.map(layer)),
      loader: "json",
    }));
  },
};

const options = { bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none" };
const script = await build({
  ...options,
  absWorkingDir: here("..").pathname,
  entryPoints: ["src/main.js"],
  format: "iife",
  target: "es2022",
  metafile: true,
  plugins: [geography],
});
const style = await build({ ...options, absWorkingDir: here("..").pathname, entryPoints: ["src/map.css"] });

mkdirSync(here("../dist"), { recursive: true });
const write = (name, text) => {
  writeFileSync(here(`../dist/${name}`), `${text.trimEnd()}\n`);
  console.log(`dist/${name}: ${Buffer.byteLength(text)} bytes`);
};
write("map.js", script.outputFiles[0].text);
write("map.css", style.outputFiles[0].text);
write("land.svgpath", landPath());
write("LICENSES.txt", licences(Object.keys(script.metafile.inputs)));
