package io.fourways.bench.peer;

import io.fourways.bench.compiled.CompiledProgram;
import io.fourways.system.process.Ports;
import io.fourways.system.service.ServiceProgram;
import java.util.ArrayList;
import java.util.List;

/** A server of ours: each way has a path of the load client's name for it, and polls tell the place that they have. */
final class OwnPeer implements FanoutServer {

    private final String name;
    private final PeerProcess process;

    private OwnPeer(String name, PeerProcess process) {
        this.name = name;
        this.process = process;
    }

    /**
     * One on the class path of this process.
     *
     * @param main takes the port as its first argument, and then these
     */
    static OwnPeer java(String name, Class<?> main, List<String> jvmOptions, String... further) {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(jvmOptions);
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(port)));
        arguments.addAll(List.of(further));
        ProcessBuilder command = new ProcessBuilder(new ServiceProgram(main.getSimpleName(), "", arguments).command());
        return new OwnPeer(name, PeerProcess.listening(main.getSimpleName(), command, port));
    }

    /** The broadcaster in C. */
    static OwnPeer bareC() {
        String program = CompiledProgram.of("broadcast", "websocket").toString();
        int port = Ports.free();
        ProcessBuilder command = new ProcessBuilder(program, Integer.toString(port));
        return new OwnPeer("bare C", PeerProcess.listening("broadcast", command, port));
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
        String path = "/" + way.mode() + "/" + channels.name();
        if (way == Way.WEBSOCKET || way == Way.SSE) {
            return process.subscribing(way, path);
        }
        List<String> arguments = new ArrayList<>(process.subscribing(way, path + "?after={cursor}"));
        arguments.addAll(List.of("--cursor", "header:ETag", "--cursor0", "0"));
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
