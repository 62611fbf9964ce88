// The peer: a room as socket.io has it. It obeys lines on its standard input, and answers each with a line.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';

const tokens = new Set();
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: 25_000 });
let snapshot = '';

io.use((socket, next) => (tokens.has(socket.handshake.auth.token) ? next() : next(new Error('signed-out'))));
io.on('connection', (socket) => {
  socket.join('talk');
  socket.emit('room', snapshot);
});

const microseconds = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let told = 0;
async function tell(rounds, every, length) {
  const began = microseconds();
  for (let round = 0; round < rounds; round++) {
    await pause(every);
    const mark = `@@${String(told++).padStart(8, '0')}:${String(process.hrtime.bigint()).padStart(20, '0')}`;
    io.to('talk').emit('patch', { title: mark.padEnd(length, 'x') });
  }
  await pause(every);
  return microseconds() - began;
}

const orders = {
  token: (list) => {
    for (const token of list.split(',')) tokens.add(token);
    return tokens.size;
  },
  snapshot: (length) => {
    snapshot = 'x'.repeat(Number(length));
    return length;
  },
  clock: microseconds,
  tell: (rounds, every, length) => tell(Number(rounds), Number(every), Number(length)),
};
http.listen(0, '127.0.0.1', async () => {
  console.log(http.address().port);
  for await (const line of createInterface({ input: process.stdin })) {
    const [order, ...words] = line.split(' ');
    console.log(String(await orders[order](...words)));
  }
  process.exit(0);
});
