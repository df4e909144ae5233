// Fan-out by ws as its readme does it: each event sent to each of a channel's sockets. No log, no cursors, no access.
import { WebSocketServer } from 'ws'
import { publishing } from './publishing.mjs'

const channels = new Map()
const server = publishing((channel, event) => {
  for (const socket of channels.get(channel) ?? []) {
    socket.send(event, { binary: false })
  }
})

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const channel = request.url.slice('/ws/'.length)
  const sockets = channels.get(channel) ?? new Set()
  channels.set(channel, sockets.add(socket))
  socket.on('error', error => console.error(error))
  socket.on('close', () => {
    sockets.delete(socket)
    if (sockets.size === 0) channels.delete(channel)
  })
})

server.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 })
