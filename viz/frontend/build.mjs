// Makes what the explorer takes from the npm registry, into viz/explorer/built: `make frontend` runs it.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { world } from "./world.mjs";

const here = new URL(".", import.meta.url);
const built = new URL("../explorer/built/", here);
await mkdir(built, { recursive: true });

const done = await build({
  entryPoints: [new URL("editor.js", here).pathname],
  outfile: new URL("editor.js", built).pathname,
  bundle: true, minify: true, format: "iife", target: "es2020", legalComments: "none", metafile: true, logLevel: "warning",
});
await writeFile(new URL("world.json", built), JSON.stringify(await world(new URL("node_modules/world-atlas/", here))));

// What is shipped carries its licences along.
const names = Object.keys(done.metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
const texts = [];
for (const name of [...new Set([...names, "world-atlas"])].sort()) {
  const folder = new URL(`node_modules/${name}/`, here);
  const { version } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  texts.push(`${name} ${version}\n\n${file ? await readFile(new URL(file, folder), "utf8") : "ISC"}`);
}
await writeFile(new URL("LICENSES.txt", built), texts.join("\n\n" + "-".repeat(80) + "\n\n"));
