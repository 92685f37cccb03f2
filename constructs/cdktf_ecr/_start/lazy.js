// Makes Node require files when they are first used, where a program uses few of many.
//
// Only text that looks exactly as expected is changed; every other file is left as it is.
"use strict";

const fs = require("fs");
const Module = require("module");

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

// The AWS provider's index.js ends in a list of 2,200 `exports.name = require("./path");`. Each becomes a getter that
// requires the file and then replaces itself by what it got.
function exportsLater(source) {
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

// cdktf 0.21 requires what makes zip archives, half of all the files it loads, and calls it only when it runs the
// same file as a program.
function archiverLater(source) {
  const now = 'const archiver = require("archiver");';
  if (!source.includes(now) || /\barchiver\b(?!\()/.test(source.replace(now, ""))) return undefined;
  return source.replace(now, 'const archiver = (...given) => require("archiver")(...given);');
}

const CHANGES = [
  { of: "the provider", file: /[\\/]provider-aws[\\/](?:.*[\\/])?lib[\\/]index\.js$/, change: exportsLater },
  { of: "the archiver", file: /[\\/]cdktf[\\/]lib[\\/]private[\\/]fs\.js$/, change: archiverLater },
];

function install(note) {
  const stock = Module._extensions[".js"];
  Module._extensions[".js"] = function (module, filename) {
    const wanted = CHANGES.find(({ file }) => file.test(filename));
    const source = wanted?.change(fs.readFileSync(filename, "utf8"));
    if (wanted) note(`${source === undefined ? "stock" : "lazy"} ${wanted.of} in Node`);
    if (source === undefined) stock(module, filename);
    else module._compile(source, filename);
  };
}

module.exports = { install };
