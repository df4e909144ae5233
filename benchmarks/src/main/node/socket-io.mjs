// Fan-out by socket.io's rooms: an event is emitted to the room of its channel. No log, no cursors, no access.
import { Server } from 'socket.io'
import { publishing } from './publishing.mjs'

const server = publishing((channel, event) => io.to(channel).emit('event', JSON.parse(event)))
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })

io.on('connection', socket => socket.join(socket.handshake.query.channel))
server.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 })
