// Manages webhooks by Svix's own client: what came of each step is a line of JSON. The arguments are the service's address
// and where webhooks may go.
import { createRequire } from 'node:module';

// the CommonJS form
const { Svix } = createRequire(import.meta.url)('svix');

const [serverUrl, url] = process.argv.slice(2);
const svix = new Svix(process.env.TOKEN, { serverUrl });
const say = (step, result) => process.stdout.write(`${JSON.stringify({ [step]: result })}\n`);
const app = 'managed-by-npm';
const longAgo = new Date(Date.now() - 3_600_000);

async function refused(call) {
  try {
    return await call();
  } catch (error) {
    return { status: error.code, code: error.body?.code };
  }
}

async function pages(list, limit) {
  const ids = [];
  const seen = [];
  let page = { done: false, iterator: undefined };
  while (!page.done) {
    page = await list({ limit, iterator: page.iterator });
    seen.push(page.data.length);
    ids.push(...page.data.map((each) => each.id));
  }
  return { pages: seen, distinct: new Set(ids).size };
}

async function attempts(message, count) {
  let found = { data: [] };
  while (found.data.length < count) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    found = await svix.messageAttempt.listByMsg(app, message);
  }
  return found.data.length;
}

async function ended(task) {
  let status = 'running';
  while (status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    status = (await svix.backgroundTask.get(task)).status;
  }
  return status;
}

async function manage() {
  await svix.eventType.create({ name: 'npm.paid', description: 'Somebody paid', schemas: { 1: { type: 'object' } } });
  say('eventType', (await svix.eventType.get('npm.paid')).schemas['1'].type);
  await svix.application.create({ name: 'Managed', uid: app, metadata: { plan: 'gold' } });
  say('appAgain', await refused(() => svix.application.create({ name: 'Managed', uid: app })));
  say('patched', (await svix.application.patch(app, { name: 'Patched' })).name);

  const { id } = await svix.endpoint.create(app, { url, filterTypes: ['npm.paid'], rateLimit: 100, uid: 'first' });
  say('noUrl', await refused(() => svix.endpoint.create(app, { url: 'not a url' })));
  await svix.endpoint.updateHeaders(app, id, { headers: { 'X-Plain': 'shown', Authorization: 'Bearer hidden' } });
  await svix.endpoint.patchHeaders(app, id, { headers: { 'X-More': 'too' } });
  const { headers, sensitive } = await svix.endpoint.getHeaders(app, id);
  say('headers', { headers, sensitive });
  const before = (await svix.endpoint.getSecret(app, id)).key;
  await svix.endpoint.rotateSecret(app, id, {});
  say('rotated', (await svix.endpoint.getSecret(app, id)).key !== before);
  await Promise.all([1, 2, 3, 4].map((n) => svix.endpoint.create(app, { url: `${url}/${n}`, filterTypes: ['npm.other'] })));
  say('endpoints', await pages((options) => svix.endpoint.list(app, options), 2));

  const create = (eventId) => svix.message.create(app, { eventType: 'npm.paid', eventId, payload: { paid: eventId } });
  const message = await create('one');
  say('messageAgain', await refused(() => create('one')));
  await create('two');
  await create('three');
  say('messages', await pages((options) => svix.message.list(app, options), 2));
  say('content', (await svix.message.get(app, message.id)).payload);
  say('attempts', await attempts(message.id, 1));
  await svix.messageAttempt.resend(app, message.id, id);
  say('resent', await attempts(message.id, 2));
  say('destinations', (await svix.messageAttempt.listAttemptedDestinations(app, message.id)).data.map((each) => each.id === id));
  say('recovered', await ended((await svix.endpoint.recover(app, id, { since: longAgo })).id));
  say('replayed', await ended((await svix.endpoint.replayMissing(app, id, { since: longAgo })).id));
  say('stats', (await svix.endpoint.getStats(app, id)).success > 0);
  say('nobody', await refused(() => svix.application.get('nobody')));
  say('leftOut', await refused(() => svix.integration.list(app)));
  await svix.application.delete(app);
  say('deleted', await refused(() => svix.application.get(app)));
}

manage().then(() => say('done', true), (error) => say('failed', { error: String(error), body: error.body }));
