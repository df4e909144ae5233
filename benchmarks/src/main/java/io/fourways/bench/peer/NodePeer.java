package io.fourways.bench.peer;

import io.fourways.system.process.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of Node's world, in {@code src/main/node}. */
final class NodePeer implements FanoutServer {

    private static final Path SCRIPTS = Path.of("src", "main", "node");

    private final String name;
    private final String path;
    private final List<String> handshake;
    private final PeerProcess process;

    private NodePeer(String name, String script, String path, List<String> handshake) {
        this.name = name;
        this.path = path;
        this.handshake = handshake;
        int port = Ports.free();
        ProcessBuilder command =
                new ProcessBuilder("node", SCRIPTS.resolve(script).toString(), Integer.toString(port));
        command.environment().put("NODE_ENV", "production");
        process = PeerProcess.listening(script, command, port);
    }

    static NodePeer ws() {
        return new NodePeer("Node ws", "ws.mjs", "/ws/%s", List.of());
    }

    /** Engine.IO over a WebSocket from the start: it says hello and answers pings. */
    static NodePeer socketIo() {
        return new NodePeer(
                "socket.io",
                "socket-io.mjs",
                "/socket.io/?EIO=4&transport=websocket&channel=%s",
                List.of("--ws-send", "40", "--ws-autoreply", "2=3"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Long> pids() {
        return process.pids();
    }

    @Override
    public List<String> subscribing(Way way, Channels channels) {
        List<String> arguments = new ArrayList<>(process.subscribing(way, path.formatted(channels.name())));
        arguments.addAll(handshake);
        return arguments;
    }

    @Override
    public List<String> publishing(Channels channels) {
        return process.publishing("/pub/" + channels.name(), channels);
    }

    @Override
    public void close() {
        process.close();
    }
}
