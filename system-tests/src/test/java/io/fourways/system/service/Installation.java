package io.fourways.system.service;

import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Tokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One producer and some gateways on a broker, each a process of its own. */
public final class Installation implements AutoCloseable {

    private final Map<String, String> environment;
    private final ServiceProcess producer;
    private final List<ServiceProcess> gateways = new ArrayList<>();
    private final List<ServiceProcess> own = new ArrayList<>();

    private Installation(ServiceProcess producer, int gateways, Map<String, String> environment) {
        this.environment = environment;
        this.producer = producer;
        for (int i = 0; i < gateways; i++) {
            this.gateways.add(ServiceProcess.launch(ServiceJar.GATEWAY, environment));
        }
        own.addAll(this.gateways);
    }

    /** One producer and two gateways that tests share which neither break nor burden them. */
    public static Installation shared() {
        return Shared.INSTALLATION;
    }

    /** A new one that is ready. */
    public static Installation on(BrokerAddress broker, int gateways) {
        return on(broker, gateways, Map.of());
    }

    /** A new one that is ready, with further environment. */
    public static Installation on(BrokerAddress broker, int gateways, Map<String, String> more) {
        Map<String, String> environment = environment(broker, more);
        ServiceProcess producer = ServiceProcess.launch(ServiceJar.PRODUCER, environment);
        Installation installation = new Installation(producer, gateways, environment);
        installation.own.add(producer);
        return installation.awaitReady();
    }

    /** Gateways of its own, with further environment, beside the shared installation, whose producer feeds them. */
    public static Installation besideShared(int gateways, Map<String, String> more) {
        Map<String, String> environment = environment(Brokers.shared().address(), more);
        return new Installation(shared().producer(), gateways, environment).awaitReady();
    }

    private static Map<String, String> environment(BrokerAddress broker, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(broker.environment());
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        environment.put("FOURWAYS_PRODUCER_ADDRESS", "127.0.0.1");
        environment.put("FOURWAYS_GATEWAY_ADDRESS", "127.0.0.1");
        environment.putAll(more);
        return environment;
    }

    private Installation awaitReady() {
        own.forEach(ServiceProcess::awaitReady);
        return this;
    }

    /** Another gateway, ready. */
    public ServiceProcess addGateway() {
        ServiceProcess gateway = gatewayApart();
        gateways.add(gateway);
        own.add(gateway);
        return gateway;
    }

    /** Another gateway, ready, which nobody but the caller knows of, and which the caller ends. */
    public ServiceProcess gatewayApart() {
        return ServiceProcess.start(ServiceJar.GATEWAY, environment);
    }

    /** The same, with further environment. */
    public ServiceProcess gatewayApart(Map<String, String> more) {
        return launchGatewayApart(more).awaitReady();
    }

    /** The same, which is not waited for: it may be one that does not start. */
    public ServiceProcess launchGatewayApart(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return ServiceProcess.launch(ServiceJar.GATEWAY, all);
    }

    public ServiceProcess producer() {
        return producer;
    }

    public ServiceProcess gateway(int index) {
        return gateways.get(index);
    }

    /** Where the first gateway serves. */
    public URI gateway() {
        return gateways.get(0).uri();
    }

    /** Where the gateways serve. */
    public List<URI> gateways() {
        return gateways.stream().map(ServiceProcess::uri).toList();
    }

    /** A publisher with a token for everything. */
    public Publisher publisher() {
        return Publisher.at(producer.uri());
    }

    @Override
    public void close() {
        own.forEach(ServiceProcess::close);
    }

    private static final class Shared {
        static final Installation INSTALLATION = on(Brokers.shared().address(), 2);
    }
}
