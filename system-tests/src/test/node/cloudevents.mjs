// Publishes by the CloudEvents SDK for JavaScript, binary and structured, and parses with it what a poll gives back.
import { CloudEvent, HTTP } from 'cloudevents';

const [producer, gateway, channel, after] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${process.env.TOKEN}` };
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const event = (id) => new CloudEvent({
  id, source: '/npm/cloudevents', type: 'interop', channel, data: { from: id, numbers: [1, 2.5] },
});

async function publish(message) {
  const answer = await fetch(`${producer}/v1/events`, {
    method: 'POST', headers: { ...message.headers, ...headers }, body: message.body,
  });
  say({ status: answer.status, body: await answer.text() });
}

await publish(HTTP.binary(event('binary')));
await publish(HTTP.structured(event('structured')));

const query = new URLSearchParams({ channel, after });
const page = await (await fetch(`${gateway}/v1/events?${query}`, { headers: { ...headers, Prefer: 'wait=10' } })).json();
for (const body of page.events) {
  const parsed = HTTP.toEvent({
    headers: { 'content-type': 'application/cloudevents+json' }, body: JSON.stringify(body),
  });
  parsed.validate();
  say({ event: JSON.stringify(parsed) });
}
