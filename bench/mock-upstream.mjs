/**
 * A fake Anthropic Messages API for load: raw sockets and bytes prepared once, so that it costs far less CPU than
 * any gateway in front of it. Listens on 127.0.0.1 only.
 *
 *   node bench/mock-upstream.mjs PORT
 *
 * A parent process sets the pace of the streams with a message { chunks, gapMs } and gets it back when it holds;
 * when the parent goes, so does the mock.
 */
import net from 'node:net';
import { presentStamp } from './mark.mjs';
import {
  messageAnswer,
  notFoundAnswer,
  streamEnd,
  streamStart,
  textChunk,
  wholeStream,
} from './mock-answers.mjs';
import { RequestReader } from './request-reader.mjs';

const LISTEN_BACKLOG = 4096;

let pace = { chunks: 100, gapMs: 0 };
let unpacedStream = wholeStream(pace.chunks);

process.on('message', (wanted) => {
  pace = wanted;
  unpacedStream = wholeStream(pace.chunks);
  process.send(pace);
});
process.on('disconnect', () => process.exit(0));

const server = net.createServer({ noDelay: true }, serveConnection);
server.listen(Number(process.argv[2]), '127.0.0.1', LISTEN_BACKLOG);

function serveConnection(socket) {
  const timers = new Set();
  const reader = new RequestReader((request) => answer(socket, request, timers));
  socket.on('data', (bytes) => reader.push(bytes));
  // A caller that leaves is no event here: `close` follows and stops its streams.
  socket.on('error', () => {});
  socket.on('close', () => timers.forEach((timer) => clearInterval(timer)));
}

function answer(socket, { path, isStream }, timers) {
  if (path !== '/v1/messages') return socket.write(notFoundAnswer);
  if (!isStream) return socket.write(messageAnswer);
  if (pace.gapMs === 0) return socket.write(unpacedStream);
  return streamAtPace(socket, timers);
}

function streamAtPace(socket, timers) {
  const { chunks, gapMs } = pace;
  let written = 0;
  socket.write(streamStart);
  const writeNext = () => {
    socket.write(textChunk(written++, presentStamp()), 'latin1');
    if (written < chunks) return;
    clearInterval(timer);
    timers.delete(timer);
    socket.write(streamEnd);
  };
  const timer = setInterval(writeNext, gapMs);
  timers.add(timer);
  writeNext();
}
