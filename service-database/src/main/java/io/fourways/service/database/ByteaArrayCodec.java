package io.fourways.service.database;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends a {@link ByteaArray} in PostgreSQL's binary form of arrays: the number of dimensions, whether there are nulls,
 * the elements' type; the dimension's length and lower bound; then each element's length and bytes.
 */
final class ByteaArrayCodec implements Codec<ByteaArray> {

    private static final int HEAD_BYTES = 5 * Integer.BYTES;
    private static final int ARRAY = PostgresqlObjectId.BYTEA_ARRAY.getObjectId();
    private static final int ELEMENT = PostgresqlObjectId.BYTEA.getObjectId();

    @Override
    public EncodedParameter encode(Object value) {
        return encode(value, ARRAY);
    }

    @Override
    public EncodedParameter encode(Object value, int dataType) {
        List<byte[]> elements = ((ByteaArray) value).elements();
        return new EncodedParameter(Format.FORMAT_BINARY, dataType, Mono.fromSupplier(() -> binary(elements)));
    }

    /** On the heap: the driver forgets to release what it was to send on a connection that is found dead. */
    private static ByteBuf binary(List<byte[]> elements) {
        int size = HEAD_BYTES
                + elements.stream()
                        .mapToInt(element -> Integer.BYTES + element.length)
                        .sum();
        ByteBuf array = Unpooled.buffer(size);
        array.writeInt(1)
                .writeInt(0)
                .writeInt(ELEMENT)
                .writeInt(elements.size())
                .writeInt(1);
        for (byte[] element : elements) {
            array.writeInt(element.length).writeBytes(element);
        }
        return array;
    }

    @Override
    public boolean canEncode(Object value) {
        return value instanceof ByteaArray;
    }

    @Override
    public boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public EncodedParameter encodeNull() {
        throw new UnsupportedOperationException("a ByteaArray is only sent, and never null");
    }

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return false;
    }

    @Override
    public @Nullable ByteaArray decode(
            @Nullable ByteBuf buffer, int dataType, Format format, Class<? extends ByteaArray> type) {
        throw new UnsupportedOperationException("a ByteaArray is only sent");
    }
}
