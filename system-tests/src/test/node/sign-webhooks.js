// Prints webhooks that the providers' own libraries have signed or, where a library only verifies, have verified:
// lines of JSON {provider, settings, method, url, headers, bodyBase64, at, signedBy, verifiedBy}, the time in seconds. They
// are good for some seconds, as webhooks are. The argument is the address in front of the source's name.
import { createHash, createHmac, createSign, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { sign as signForGithub, verify as verifyFromGithub } from '@octokit/webhooks-methods';
import '@shopify/shopify-api/adapters/node';
import { shopifyApi, ApiVersion } from '@shopify/shopify-api';
import { verifyKey } from 'discord-interactions';

// the CommonJS form, which all of these have
const require = createRequire(import.meta.url);
const { Paddle } = require('@paddle/paddle-node-sdk');
const { EventWebhook } = require('@sendgrid/eventwebhook');
const { WebhooksHelper } = require('square');
const standard = require('standardwebhooks');
const Stripe = require('stripe');
const svix = require('svix');
const twilio = require('twilio');

const base = process.argv[2] ?? 'https://hooks.example.com/webhooks';
const now = new Date();
const seconds = Math.floor(now.getTime() / 1000);
const json = { 'Content-Type': 'application/json' };
const hmac = (algorithm, key, content, encoding) => createHmac(algorithm, key).update(content).digest(encoding);

function print(provider, { secret, options = {}, url = `${base}/${provider}`, headers, body, ...proof }) {
  const settings = { secrets: [secret], options };
  const bodyBase64 = Buffer.from(body).toString('base64');
  const line = { provider, settings, method: 'POST', url, headers, bodyBase64, at: seconds, ...proof };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function verified(by, verdict) {
  if ((await verdict) !== true) {
    throw new Error(`${by} does not verify what was signed for it`);
  }
  return { verifiedBy: by };
}

const standardSecret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const standardBody = '{"type":"invoice.paid","timestamp":"2026-11-23T00:00:00Z","data":{"total":1.10,"name":"\\u00e9é"}}';
for (const [library, Webhook, prefix] of [
  ['standardwebhooks', standard.Webhook, 'webhook'],
  ['svix', svix.Webhook, 'svix'],
]) {
  print('standard', {
    secret: standardSecret,
    headers: {
      ...json,
      [`${prefix}-id`]: `msg_${library}`,
      [`${prefix}-timestamp`]: String(seconds),
      [`${prefix}-signature`]: new Webhook(standardSecret).sign(`msg_${library}`, now, standardBody),
    },
    body: standardBody,
    signedBy: library,
  });
}

const stripeBody = '{"id":"evt_1","object":"event","type":"payment_intent.succeeded","data":{"object":{"amount":1099}}}';
const stripe = new Stripe('sk_test_none');
print('stripe', {
  secret: 'whsec_stripe',
  headers: {
    ...json,
    'Stripe-Signature': stripe.webhooks.generateTestHeaderString({
      payload: stripeBody,
      secret: 'whsec_stripe',
      timestamp: seconds,
    }),
  },
  body: stripeBody,
  signedBy: 'stripe',
});

const githubBody = '{"action":"opened","issue":{"number":1,"title":"Grüße"}}';
const githubSignature = await signForGithub('github secret', githubBody);
print('github', {
  secret: 'github secret',
  headers: {
    ...json,
    'X-GitHub-Event': 'issues',
    'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'X-Hub-Signature-256': githubSignature,
  },
  body: githubBody,
  signedBy: '@octokit/webhooks-methods',
  ...(await verified('@octokit/webhooks-methods', verifyFromGithub('github secret', githubBody, githubSignature))),
});

const twilioForm = { CallSid: 'CA1234567890ABCDE', CallStatus: 'completed', From: '+14158675309', Note: 'a b&c=d é' };
const twilioUrl = `${base}/twilio?tenant=1`;
const twilioFormSignature = twilio.getExpectedTwilioSignature('twilio token', twilioUrl, twilioForm);
print('twilio', {
  secret: 'twilio token',
  url: twilioUrl,
  headers: {
    'Content-Type': 'application/x-www-form-urlencoded',
    'I-Twilio-Idempotency-Token': 'e0c8b1c2',
    'X-Twilio-Signature': twilioFormSignature,
  },
  body: new URLSearchParams(twilioForm).toString(),
  signedBy: 'twilio',
  ...(await verified('twilio', twilio.validateRequest('twilio token', twilioFormSignature, twilioUrl, twilioForm))),
});
const twilioBody = '[{"specversion":"1.0","id":"EZ1","type":"com.twilio.messaging.message.sent","data":{"n":1.0}}]';
const twilioJsonUrl = `${base}/twilio?bodySHA256=${createHash('sha256').update(twilioBody).digest('hex')}`;
const twilioJsonSignature = twilio.getExpectedTwilioSignature('twilio token', twilioJsonUrl, {});
print('twilio', {
  secret: 'twilio token',
  url: twilioJsonUrl,
  headers: { ...json, 'X-Twilio-Signature': twilioJsonSignature },
  body: twilioBody,
  signedBy: 'twilio',
  ...(await verified(
    'twilio',
    twilio.validateRequestWithBody('twilio token', twilioJsonSignature, twilioJsonUrl, twilioBody),
  )),
});

const squareBody = '{"merchant_id":"M","type":"payment.created","event_id":"6a8f5f28","data":{"type":"payment"}}';
const squareUrl = `${base}/square`;
const squareSignature = hmac('sha256', 'square key', squareUrl + squareBody, 'base64');
print('square', {
  secret: 'square key',
  url: squareUrl,
  headers: { ...json, 'x-square-hmacsha256-signature': squareSignature },
  body: squareBody,
  ...(await verified(
    'square',
    WebhooksHelper.verifySignature({
      requestBody: squareBody,
      signatureHeader: squareSignature,
      signatureKey: 'square key',
      notificationUrl: squareUrl,
    }),
  )),
});

const shopify = shopifyApi({
  apiKey: 'none',
  apiSecretKey: 'shopify secret',
  apiVersion: ApiVersion.October25,
  hostName: 'shop.example.com',
  isEmbeddedApp: false,
  logger: { log: () => {} },
});
const shopifyBody = '{"id":820982911946154508,"total_price":"10.00"}';
const shopifyHeaders = {
  ...json,
  'X-Shopify-API-Version': '2025-10',
  'X-Shopify-Shop-Domain': 'shop.example.com',
  'X-Shopify-Topic': 'orders/create',
  'X-Shopify-Webhook-Id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
  'X-Shopify-Hmac-Sha256': hmac('sha256', 'shopify secret', shopifyBody, 'base64'),
};
print('shopify', {
  secret: 'shopify secret',
  headers: shopifyHeaders,
  body: shopifyBody,
  ...(await verified(
    '@shopify/shopify-api',
    shopify.webhooks
      .validate({ rawBody: shopifyBody, rawRequest: { method: 'POST', url: '/', headers: shopifyHeaders } })
      .then((validation) => validation.valid),
  )),
});

const paddleBody = '{"event_id":"evt_01","event_type":"transaction.completed","notification_id":"ntf_1"}';
const paddleSignature = `ts=${seconds};h1=${hmac('sha256', 'paddle secret', `${seconds}:${paddleBody}`, 'hex')}`;
print('paddle', {
  secret: 'paddle secret',
  headers: { ...json, 'Paddle-Signature': paddleSignature },
  body: paddleBody,
  ...(await verified(
    '@paddle/paddle-node-sdk',
    new Paddle('none').webhooks.isSignatureValid(paddleBody, 'paddle secret', paddleSignature),
  )),
});

const discordKeys = generateKeyPairSync('ed25519');
const discordKey = discordKeys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const discordBody = '{"version":1,"type":1,"event":{"type":"APPLICATION_AUTHORIZED","data":{}}}';
const discordSignature = signBytes(null, Buffer.from(`${seconds}${discordBody}`), discordKeys.privateKey).toString('hex');
print('discord', {
  secret: discordKey,
  headers: { ...json, 'X-Signature-Timestamp': String(seconds), 'X-Signature-Ed25519': discordSignature },
  body: discordBody,
  ...(await verified(
    'discord-interactions',
    verifyKey(discordBody, discordSignature, String(seconds), discordKey),
  )),
});

const sendgridKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const sendgridKey = sendgridKeys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const sendgridBody = '[{"event":"open","sg_event_id":"a","timestamp":1},\r\n{"event":"click","sg_event_id":"b"}]\r\n';
const sendgridSignature = createSign('sha256')
  .update(`${seconds}${sendgridBody}`)
  .sign(sendgridKeys.privateKey, 'base64');
const sendgrid = new EventWebhook();
print('sendgrid', {
  secret: sendgridKey,
  headers: {
    ...json,
    'X-Twilio-Email-Event-Webhook-Signature': sendgridSignature,
    'X-Twilio-Email-Event-Webhook-Timestamp': String(seconds),
  },
  body: sendgridBody,
  ...(await verified(
    '@sendgrid/eventwebhook',
    sendgrid.verifySignature(
      sendgrid.convertPublicKeyToECDSA(sendgridKey),
      sendgridBody,
      sendgridSignature,
      String(seconds),
    ),
  )),
});
