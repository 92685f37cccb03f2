// Makes jsii's index of the AWS provider's types before jsii looks for it.
//
// jsii describes a package's types in one file, 130 MB for this provider. Next to it in its package cache jsii keeps an
// index, with which it reads only the types that a program uses; where there is none it parses the whole file, at each
// start, and has a worker thread make the index for the next one. That takes longer than most programs run, and the
// worker dies with the program. Here the same worker runs to its end, in a process of its own, when jsii is about to
// find that there is no index. jsii reads what came of it with all the checks it has; whatever goes wrong here, it goes
// on as it would have.
//
// Every file of the index appears whole or not at all, the one that jsii looks for last, and all makers write the same
// bytes: nothing but work is lost if one is killed, or if two are at it at once.
"use strict";

const { spawnSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const { take, release, fail } = require("./lock");

// The version of the index is in its name: another jsii looks for another one, and its worker writes that.
const FILE = /[\\/]provider-aws[\\/]\.jsii(\.runtime\.v\d+\.json)?$/;
const UNFINISHED = /^\.jsii\.runtime.*\.tmp$/;
const LOCK = ".cdktf-ecr.index.lock";
const WORKER = "runtime-index-worker.js";

// Features of assemblies that jsii 1.142 knows. It looks again when it reads the index.
const FEATURES = ["intersection-types", "class-covariant-overrides"];

const LONGEST = 120_000; // milliseconds that making it may take
const INTERRUPTIONS = ["SIGINT", "SIGTERM", "SIGHUP"];

const MAKER = `
const { Worker } = require("worker_threads");
const [, worker, packageDir, ...supportedFeatures] = process.argv;
new Worker(worker, { workerData: { packageDir, supportedFeatures } }).on("message", ({ error }) => {
  console.error(error);
  process.exitCode = 1;
});
`;

function install(note) {
  const provided = new Map();
  const readFileSync = fs.readFileSync;
  fs.readFileSync = function (file, ...rest) {
    const found = typeof file === "string" ? FILE.exec(file) : null;
    if (found) {
      const directory = path.dirname(file);
      const told = (line) => note(`jsii's index of ${directory.split(/node_modules[\\/]/).pop()} ${line}`);
      if (found[1]) provided.set(directory, { manifest: file, ...provide(directory, file, told) });
      else if (provided.get(directory)?.isThere) drop(provided.get(directory), told);
    }
    return readFileSync.call(this, file, ...rest);
  };
}

function provide(directory, manifest, told) {
  try {
    if (fs.existsSync(manifest)) {
      told("is there");
      return { isThere: true };
    }
    // Where the cache is copied instead of linked, what is written beside the copy is gone when the program ends.
    if (!fs.lstatSync(directory).isSymbolicLink()) throw new Error("the package is no link into jsii's cache");
    const entry = fs.realpathSync(directory);
    const lock = path.join(entry, LOCK);
    if (!take(lock, () => fs.existsSync(manifest))) {
      told("was made by another process");
      return { isThere: true };
    }
    const started = Date.now();
    make(entry, manifest, lock);
    told(`was made in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return { isThere: true, lock };
  } catch (error) {
    told(`was not made: ${error.message}`);
    return { isThere: false };
  }
}

function make(entry, manifest, lock) {
  sweep(entry, (file) => Date.now() - fs.statSync(file).mtimeMs > LONGEST);
  const worker = path.join(path.dirname(process.argv[1]), WORKER);
  const memory = process.execArgv.filter((option) => option.startsWith("--max-"));
  const lacks = !fs.existsSync(worker) ? `this jsii has no ${WORKER}` : hasRoom(entry) ? undefined : "the disk is full";
  if (lacks) {
    release(lock);
    throw new Error(lacks);
  }
  const options = { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", timeout: LONGEST, killSignal: "SIGKILL" };
  const ran = spawnSync(process.execPath, [...memory, "-e", MAKER, worker, entry, ...FEATURES], options);
  if (ran.status === 0 && fs.existsSync(manifest)) {
    release(lock);
    return;
  }
  sweep(entry, (file) => file.endsWith(`.${ran.pid}.tmp`));
  const said = ran.stderr.trim().split("\n")[0];
  const reason = ran.error?.message || said || ran.signal || `jsii's worker made none (exit code ${ran.status})`;
  if (INTERRUPTIONS.includes(ran.signal)) release(lock);
  else fail(lock, reason);
  throw new Error(reason);
}

// The index takes less room than what it is made of.
function hasRoom(entry) {
  if (!fs.statfsSync) return true;
  const needed = [".jsii", ".jsii.gz"].map((name) => fs.statSync(path.join(entry, name), { throwIfNoEntry: false }));
  const { bavail, bsize } = fs.statfsSync(entry);
  return bavail * bsize > Math.max(...needed.map((file) => file?.size ?? 0));
}

function sweep(entry, isLeft) {
  for (const name of fs.readdirSync(entry)) {
    const file = path.join(entry, name);
    if (UNFINISHED.test(name) && isLeft(file)) fs.rmSync(file, { force: true });
  }
}

// jsii reads the whole file after all: it did not like the index that is there.
function drop({ manifest, lock }, told) {
  try {
    fs.rmSync(manifest, { force: true });
    if (lock) fail(lock, "jsii refused what its own worker had made");
    told(`was refused and removed${lock ? "" : ": the next start makes it again"}`);
  } catch (error) {
    told(`was refused, and cannot be removed: ${error.message}`);
  }
}

module.exports = { install };
