// An HTTP server that takes an event for a channel by POST /pub/{channel} and gives it to whoever fans it out.
import { createServer } from 'node:http'

export function publishing(publish) {
  return createServer((request, response) => {
    const chunks = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      publish(request.url.slice('/pub/'.length), Buffer.concat(chunks))
      response.writeHead(202).end()
    })
  })
}
