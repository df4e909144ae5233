// Holds dashboards, given as files, against the schema of dashboards.ts; what is wrong with them is put out, a line each.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { createGenerator } from "ts-json-schema-generator";

const schema = createGenerator({
  path: new URL("dashboards.ts", import.meta.url).pathname,
  tsconfig: new URL("tsconfig.json", import.meta.url).pathname,
  type: "FourwaysDashboard",
  additionalProperties: false,
  skipTypeCheck: true,
  expose: "none", // several types there have the same name
}).createSchema("FourwaysDashboard");

const validate = new Ajv({ allErrors: true, strict: false, discriminator: false }).compile(schema);

let wrong = 0;
for (const file of process.argv.slice(2)) {
  if (!validate(JSON.parse(readFileSync(file, "utf8")))) {
    wrong++;
    for (const error of validate.errors) {
      console.log(`${file} ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
    }
  }
}
console.log(`${process.argv.length - 2 - wrong} of ${process.argv.length - 2} dashboards are valid`);
process.exit(wrong === 0 ? 0 : 1);
