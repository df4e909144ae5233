// Reads by the npm client `eventsource`; every message becomes a line of JSON.
import { EventSource } from 'eventsource';

const [url] = process.argv.slice(2);
const token = process.env.TOKEN;
const source = new EventSource(url, {
  fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
});
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
source.onopen = () => say({ open: true });
source.onmessage = (message) => say({ event: message.data, id: message.lastEventId });
source.addEventListener('gap', (message) => say({ gap: message.data }));
source.onerror = (error) => say({ error: error.message ?? 'reconnects', code: error.code });
