// What Node runs before jsii: see lazy.js and type_index.js.
"use strict";

const fs = require("fs");
const path = require("path");
const util = require("util");

// The Python side reads it when jsii stops, and knows the name too.
const NOTES = "cdktf-ecr-fast-start.log";

function note(line) {
  try {
    fs.appendFileSync(path.join(path.dirname(process.argv[1]), "..", NOTES), `${line}\n`);
  } catch {
    // Nobody needs it to go on.
  }
}

require("./lazy").install(note);
require("./type_index").install(note);

// cdktf 0.21 asks it of every output, and Node 22 and later print a warning for that. It is the same function.
util.isArray = Array.isArray;
