package io.fourways.service.publishing;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ReturnCallback;
import com.rabbitmq.client.ShutdownListener;
import com.rabbitmq.client.ShutdownSignalException;
import io.fourways.contract.EventJson;
import io.fourways.contract.Topology;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A broker of one connection at a time, whose answers the test decides. */
final class FakeBroker extends ChannelSource {

    final AtomicLong connections = new AtomicLong();
    final List<String> sent = new CopyOnWriteArrayList<>();
    final List<Object> published = new CopyOnWriteArrayList<>();
    final List<String> ids = new CopyOnWriteArrayList<>();
    volatile boolean confirming;
    volatile boolean breaking;
    volatile boolean away;
    private volatile ConfirmCallback onConfirm;
    private volatile ConfirmCallback onReject;
    private volatile ReturnCallback onReturn;
    private volatile Consumer<AMQP.Channel.Close> onDeath;
    volatile String dyingAt = "";

    FakeBroker() {
        super(mock(org.springframework.amqp.rabbit.connection.ConnectionFactory.class));
    }

    @Override
    Channel open() throws IOException {
        if (away) {
            throw new IOException("connection refused");
        }
        connections.incrementAndGet();
        Channel channel = mock();
        AtomicLong numbers = new AtomicLong();
        when(channel.getNextPublishSeqNo()).thenAnswer(call -> numbers.incrementAndGet());
        rememberListeners(channel);
        if (breaking) {
            breaking = false;
            doThrow(new IOException("broken pipe"))
                    .when(channel)
                    .basicPublish(anyString(), anyString(), anyBoolean(), any(), any());
        } else {
            doAnswer(call -> take(call.getArgument(1), call.getArgument(3), call.getArgument(4)))
                    .when(channel)
                    .basicPublish(anyString(), anyString(), anyBoolean(), any(), any());
        }
        return channel;
    }

    private void rememberListeners(Channel channel) {
        AtomicReference<ShutdownSignalException> closed = new AtomicReference<>();
        Connection connection = mock();
        when(channel.isOpen()).thenAnswer(call -> closed.get() == null);
        when(channel.getCloseReason()).thenAnswer(call -> closed.get());
        when(channel.getConnection()).thenReturn(connection);
        when(channel.addConfirmListener(any(), any())).thenAnswer(call -> {
            onConfirm = call.getArgument(0);
            onReject = call.getArgument(1);
            return null;
        });
        when(channel.addReturnListener(any(ReturnCallback.class))).thenAnswer(call -> {
            onReturn = call.getArgument(0);
            return null;
        });
        doAnswer(call -> {
                    ShutdownListener listener = call.getArgument(0);
                    onDeath = reason -> {
                        closed.set(new ShutdownSignalException(true, false, reason, null));
                        listener.shutdownCompleted(closed.get());
                    };
                    return null;
                })
                .when(channel)
                .addShutdownListener(any());
    }

    private Object take(String routingKey, BasicProperties properties, byte[] body) {
        String id = EventJson.decode(body).id();
        ids.add(id);
        sent.add(routingKey);
        published.add(properties.getHeaders().get(Topology.PUBLISHED));
        if (id.equals(dyingAt)) {
            die();
            return null;
        }
        if (confirming) {
            confirm(Long.parseLong(properties.getCorrelationId()), false);
        }
        return null;
    }

    void confirm(long number, boolean andAllBefore) {
        try {
            onConfirm.handle(number, andAllBefore);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    void reject(long number) {
        try {
            onReject.handle(number, false);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    void giveBack(long number) {
        BasicProperties properties = new BasicProperties.Builder()
                .correlationId(Long.toString(number))
                .build();
        onReturn.handle(new Return(312, "NO_ROUTE", "fourways.events", "a.b", properties, new byte[0]));
    }

    void die() {
        onDeath.accept(null);
    }

    void close(int code, int method) {
        onDeath.accept(new AMQP.Channel.Close.Builder()
                .replyCode(code)
                .classId(60)
                .methodId(method)
                .build());
    }
}
