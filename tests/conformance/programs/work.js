const { spawnSync } = require('child_process');

function hotInNode(n) {
  let x = 1;
  for (let i = 0; i < n; i++) x = (x * 1103515245 + 12345) % 2147483648;
  return x;
}

console.log(hotInNode(30000000));
console.log(spawnSync('/bin/sh', ['-c', 'echo child; exit 4']).status);
setTimeout(() => process.exit(8), 20);
