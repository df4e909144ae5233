package io.fourways.bench.peer;

import io.fourways.system.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** nginx with the nchan module, both of Debian; one worker, since that is what its figures have always been taken with. */
final class Nchan implements FanoutServer {

    /** Some options let it keep as many connections as the others, others keep those that publish from being closed. */
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            pid %1$s/pid;
            error_log stderr crit;
            load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
            events { worker_connections 19000; }
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                keepalive_requests 1000000000;
                keepalive_timeout 1h;
                tcp_nodelay on;
                nchan_max_reserved_memory 2G;
                nchan_message_buffer_length 2000;
                nchan_message_timeout 1m;
                server {
                    listen 127.0.0.1:%2$d backlog=4096;
                    location = /pub {
                        nchan_publisher;
                        nchan_channel_id $arg_ch;
                    }
                    location = /sub {
                        nchan_subscriber websocket eventsource longpoll;
                        nchan_subscriber_first_message oldest;
                        nchan_channel_id $arg_ch;
                    }
                    location = /poll {
                        nchan_subscriber intervalpoll;
                        nchan_channel_id $arg_ch;
                    }
                }
            }
            """;

    private final PeerProcess process;

    private Nchan(PeerProcess process) {
        this.process = process;
    }

    static Nchan start() {
        int port = Ports.free();
        Path folder = Path.of("target", "peers", "nginx-" + port).toAbsolutePath();
        Path configuration = folder.resolve("nginx.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(configuration, CONFIGURATION.formatted(folder, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", configuration.toString());
        nginx.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        return new Nchan(PeerProcess.listening("nginx", nginx, port));
    }

    @Override
    public String name() {
        return "nchan";
    }

    @Override
    public List<Long> pids() {
        return process.pids();
    }

    @Override
    public List<String> subscribing(Way way, Channels channels) {
        String path = way == Way.SHORT_POLL ? "/poll" : "/sub";
        List<String> arguments = new ArrayList<>(process.subscribing(way, path + "?ch=" + channels.name()));
        if (way == Way.LONG_POLL || way == Way.SHORT_POLL) {
            arguments.addAll(List.of("--cursor", "nchan"));
        }
        return arguments;
    }

    @Override
    public List<String> publishing(Channels channels) {
        return process.publishing("/pub?ch=" + channels.name(), channels);
    }

    @Override
    public void close() {
        process.close();
    }
}
