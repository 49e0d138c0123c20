#!/usr/bin/env node
console.log("running on", process.version, process.execPath);
