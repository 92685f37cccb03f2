// A file that says who is making something, and why it could not be made. It saves work, and nothing depends on it:
// should two processes take it at once, both make the same.
"use strict";

const fs = require("fs");
const os = require("os");

// All in milliseconds.
const PATIENCE = 30_000; // how long to wait for somebody else's work
const LONGEST_HOLD = 150_000; // how old a lock may be whose holder cannot be asked
const RETRY_AFTER = 24 * 60 * 60 * 1000; // when something that failed is tried again
const PAUSE = 50;

// Returns whether the caller is to do the work; if not, somebody else has done it. Throws if it cannot be done now.
function take(file, isDone, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    if (isDone()) return false;
    if (create(file)) {
      if (!isDone()) return true;
      release(file);
      return false;
    }
    const held = read(file);
    if (held.failed && held.age < RETRY_AFTER) throw new Error(`it failed lately: ${held.failed}`);
    if (held.failed || isAbandoned(held)) fs.rmSync(file, { force: true });
    else if (Date.now() > end) throw new Error(`process ${held.pid} is still making it`);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

function release(file) {
  fs.rmSync(file, { force: true });
}

function fail(file, reason) {
  fs.writeFileSync(file, JSON.stringify({ failed: reason }));
}

function create(file) {
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname() }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(file) {
  let age = 0;
  try {
    age = Date.now() - fs.statSync(file).mtimeMs;
    return { ...JSON.parse(fs.readFileSync(file, "utf8")), age };
  } catch {
    return { age }; // Being written, or gone.
  }
}

function isAbandoned({ pid, host, age }) {
  if (age > LONGEST_HOLD) return true;
  if (host !== os.hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

module.exports = { take, release, fail };
