// Makes the AWS provider's index.js require its 2,200 files one by one, when they are first used.
//
// index.js ends in a list of `exports.name = require("./path");`. Each becomes a getter that requires the file and then
// replaces itself by what it got. An index.js that goes on with anything else is left as it is.
"use strict";

const fs = require("fs");
const Module = require("module");

const INDEX = /[\\/]provider-aws[\\/](?:.*[\\/])?lib[\\/]index\.js$/;
const EXPORT = /^exports\.(\w+) = (require\("\.[^"]*"\)|__importStar\(require\("\.[^"]*"\)\));$/;
const NOTHING = /^(?:\/\/.*)?$/;

const LATER = `
function later(name, load) {
  const common = { configurable: true, enumerable: true };
  const get = () => {
    const value = load();
    Object.defineProperty(exports, name, { ...common, value, writable: true });
    return value;
  };
  Object.defineProperty(exports, name, { ...common, get });
}
`;

function lazy(source) {
  const lines = source.split(/\r?\n/);
  const first = lines.findIndex((line) => EXPORT.test(line));
  if (first < 0) return undefined;
  for (let number = first; number < lines.length; number++) {
    const found = EXPORT.exec(lines[number]);
    if (found) lines[number] = `later(${JSON.stringify(found[1])}, () => ${found[2]});`;
    else if (!NOTHING.test(lines[number])) return undefined;
  }
  return lines.join("\n") + LATER;
}

const stock = Module._extensions[".js"];
Module._extensions[".js"] = function (module, filename) {
  const source = INDEX.test(filename) ? lazy(fs.readFileSync(filename, "utf8")) : undefined;
  if (source === undefined) stock(module, filename);
  else module._compile(source, filename);
};
