// Has webhooks by Svix's own client, and verifies what arrives with Svix's library and that of Standard Webhooks: a line
// of JSON for each thing that happens. The argument is the service's address.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

// the CommonJS form, which both have
const require = createRequire(import.meta.url);
const standard = require('standardwebhooks');
const { Svix, Webhook } = require('svix');

const [serverUrl] = process.argv.slice(2);
const svix = new Svix(process.env.TOKEN, { serverUrl });
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const payload = { total: 19.9, name: 'Zoë ✓', items: [1, 2.5] };
let secret;

function accepts(verifier, headers, body) {
  try {
    return JSON.stringify(new verifier(secret).verify(body, headers)) === JSON.stringify(payload);
  } catch (error) {
    return String(error);
  }
}

const receiver = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    say({
      arrived: request.headers['webhook-id'],
      svix: accepts(Webhook, request.headers, body),
      standardwebhooks: accepts(standard.Webhook, request.headers, body),
    });
    response.writeHead(204).end();
  });
});

receiver.listen(0, '127.0.0.1', async () => {
  try {
    const app = await svix.application.create({ name: 'By npm', uid: 'by-npm' });
    const endpoint = await svix.endpoint.create('by-npm', { url: `http://127.0.0.1:${receiver.address().port}/hook` });
    secret = (await svix.endpoint.getSecret(app.id, endpoint.id)).key;
    const message = await svix.message.create('by-npm', { eventType: 'order.paid', payload });
    say({ created: message.id });
    let attempts = { data: [] };
    while (attempts.data.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      attempts = await svix.messageAttempt.listByMsg(app.id, message.id);
    }
    say({ attempt: attempts.data[0].msgId, status: attempts.data[0].status, code: attempts.data[0].responseStatusCode });
    await svix.application.delete('by-npm');
    say({ done: true });
  } catch (error) {
    say({ failed: String(error), body: error.body });
  }
});
