package io.fourways.system.proxy;

import io.fourways.system.process.Ports;
import io.fourways.system.service.Installation;
import io.fourways.system.service.ServiceProcess;

/** What stands behind a proxy: two gateways and a producer. */
public record Upstreams(Server gateway, Server otherGateway, Server producer) {

    /** Those of an installation. */
    public static Upstreams of(Installation installation) {
        return new Upstreams(
                Server.of(installation.gateway(0)),
                Server.of(installation.gateway(1)),
                Server.of(installation.producer()));
    }

    /** One server that stands for each of them. */
    public static Upstreams allAt(int port) {
        Server server = new Server(port, port);
        return new Upstreams(server, server, server);
    }

    /** A server on this machine, and the port where it says how it is. */
    record Server(int port, int management) {

        private static Server of(ServiceProcess service) {
            return new Server(service.port(), service.port() + Ports.MANAGEMENT_OFFSET);
        }

        String address() {
            return "127.0.0.1:" + port;
        }
    }
}
