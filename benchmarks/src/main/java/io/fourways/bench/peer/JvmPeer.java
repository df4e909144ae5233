package io.fourways.bench.peer;

import io.fourways.system.process.Ports;
import io.fourways.system.service.ServiceProgram;
import java.util.ArrayList;
import java.util.List;

/** A server of ours on the class path of this process: WebSockets below {@code /ws}, SSE below {@code /sse}. */
final class JvmPeer implements FanoutServer {

    private final String name;
    private final PeerProcess process;

    private JvmPeer(String name, PeerProcess process) {
        this.name = name;
        this.process = process;
    }

    /** @param main takes the port as its first argument, and then these */
    static JvmPeer start(String name, Class<?> main, List<String> jvmOptions, String... further) {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(jvmOptions);
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(port)));
        arguments.addAll(List.of(further));
        ProcessBuilder command = new ProcessBuilder(new ServiceProgram(main.getSimpleName(), "", arguments).command());
        return new JvmPeer(name, PeerProcess.listening(main.getSimpleName(), command, port));
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
        return process.subscribing(way, "/" + way.mode() + "/" + channels.name());
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
