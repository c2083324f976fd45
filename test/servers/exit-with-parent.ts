// Loaded by `node --import` into a server that a test starts: ends the process once its standard input ends. The test
// holds the other end of that pipe, so the server also goes when the test is killed and can tidy up nothing itself.
process.stdin.on('end', () => process.exit()).resume();
