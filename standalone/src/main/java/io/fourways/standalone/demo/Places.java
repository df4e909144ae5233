package io.fourways.standalone.demo;

import io.fourways.standalone.Service;
import io.fourways.standalone.Standalone;
import java.net.URI;

/** Where the services answer that a demonstration uses. */
record Places(URI producer, URI gateway, URI ingest, URI dispatch) {

    static Places of(Standalone standalone) {
        return new Places(
                standalone.address(Service.PRODUCER),
                standalone.address(Service.GATEWAY),
                standalone.address(Service.INGEST),
                standalone.address(Service.DISPATCH));
    }
}
