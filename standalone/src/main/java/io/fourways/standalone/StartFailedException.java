package io.fourways.standalone;

import org.springframework.boot.web.server.PortInUseException;

/** A service did not start; the message is fit for whoever sits at the terminal. */
public final class StartFailedException extends RuntimeException {

    private StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    static StartFailedException of(Service service, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof PortInUseException taken) {
                return new StartFailedException(portInUse(service, taken.getPort()), cause);
            }
        }
        return new StartFailedException(service.serviceName() + " does not start: " + rootOf(cause), cause);
    }

    private static String portInUse(Service service, int port) {
        return ("%s does not start: port %d is in use. Set %s to a free port"
                        + " (the service takes that one, and for management that one + 1000).")
                .formatted(service.serviceName(), port, service.portVariable());
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
