package io.fourways.dispatch;

import io.fourways.dispatch.access.AccessConfiguration;
import io.fourways.dispatch.api.ApiConfiguration;
import io.fourways.dispatch.app.AppConfiguration;
import io.fourways.dispatch.attempt.AttemptConfiguration;
import io.fourways.dispatch.database.DatabaseConfiguration;
import io.fourways.dispatch.delivery.DeliveryConfiguration;
import io.fourways.dispatch.delivery.recording.RecordingConfiguration;
import io.fourways.dispatch.egress.EgressConfiguration;
import io.fourways.dispatch.endpoint.EndpointConfiguration;
import io.fourways.dispatch.eventtype.EventTypeConfiguration;
import io.fourways.dispatch.idempotency.IdempotencyConfiguration;
import io.fourways.dispatch.intake.IntakeConfiguration;
import io.fourways.dispatch.message.AcceptanceConfiguration;
import io.fourways.dispatch.message.api.MessagesConfiguration;
import io.fourways.dispatch.operational.OperationalConfiguration;
import io.fourways.dispatch.outbox.OutboxConfiguration;
import io.fourways.dispatch.retention.RetentionConfiguration;
import io.fourways.dispatch.secret.PublicKeyConfiguration;
import io.fourways.dispatch.secret.SecretConfiguration;
import io.fourways.dispatch.task.TaskConfiguration;
import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The webhook-dispatch: broker in, signed webhooks out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    ClockConfiguration.class,
    DatabaseConfiguration.class,
    ApiConfiguration.class,
    AccessConfiguration.class,
    AppConfiguration.class,
    EventTypeConfiguration.class,
    EndpointConfiguration.class,
    EgressConfiguration.class,
    SecretConfiguration.class,
    PublicKeyConfiguration.class,
    OutboxConfiguration.class,
    AcceptanceConfiguration.class,
    AttemptConfiguration.class,
    DeliveryConfiguration.class,
    IdempotencyConfiguration.class,
    IntakeConfiguration.class,
    MessagesConfiguration.class,
    OperationalConfiguration.class,
    RecordingConfiguration.class,
    RetentionConfiguration.class,
    TaskConfiguration.class
})
public class DispatchApplication {

    public static void main(String[] args) {
        ServiceStartup.of("webhook-dispatch", DispatchApplication.class).run(args);
    }
}
