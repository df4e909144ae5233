// Talks by the npm client `ws`, with permessage-deflate; lines of standard input are sent, frames become lines of JSON.
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const [url, ...protocols] = process.argv.slice(2);
const socket = new WebSocket(url, protocols, {
  headers: { Authorization: `Bearer ${process.env.TOKEN}` },
  perMessageDeflate: { threshold: 0 },
});
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
socket.on('open', () => say({ open: socket.protocol, extensions: socket.extensions }));
socket.on('message', (data, isBinary) => say({ event: data.toString(), binary: isBinary }));
socket.on('close', (code, reason) => say({ closed: code, reason: reason.toString() }));
socket.on('error', (error) => say({ error: error.message }));
createInterface({ input: process.stdin }).on('line', (line) => socket.send(line));
